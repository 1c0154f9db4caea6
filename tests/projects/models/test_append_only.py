from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from importlib import import_module

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.db.models import ProtectedError

from projects.models import Outcome, ProjectEvent, Target
from projects.packages.tables import WORDS
from tests.factories import OutcomeFactory, PersonFactory, ProjectEventFactory, TargetFactory

pytestmark = pytest.mark.django_db

CLAIMS = {Target: TargetFactory, Outcome: OutcomeFactory, ProjectEvent: ProjectEventFactory}
COLUMNS = [(model, field.name) for model in CLAIMS for field in model._meta.concrete_fields]
FIGURES = [(model, name) for model, name in COLUMNS if name not in WORDS]


def another(field: models.Field, value):
    """A value of the column's type that is not ``value``; references are only deferred checks, so any text does."""
    if field.is_relation:
        return "another" if field.target_field.get_internal_type() != "BigAutoField" else 999
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.DateTimeField):
        return datetime.fromisoformat("2020-05-05T00:00:00+00:00")
    if isinstance(field, models.DateField):
        return date(2020, 5, 5)
    if isinstance(field, models.CharField | models.TextField):
        return "another"
    return Decimal("7.5")


@pytest.mark.parametrize(("model", "name"), FIGURES, ids=lambda part: getattr(part, "__name__", part))
def test_no_update_changes_a_figure(model, name):
    row = CLAIMS[model]()
    field = model._meta.get_field(name)
    value = another(field, getattr(row, field.attname))

    update = f"UPDATE {model._meta.db_table} SET {connection.ops.quote_name(field.column)} = %s WHERE id = %s"
    prepared = value if field.is_relation else field.get_db_prep_save(value, connection)

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(update, [prepared, row.pk])


@pytest.mark.parametrize("model", CLAIMS, ids=lambda model: model.__name__)
def test_triggers_name_every_column_that_is_no_text(model):
    triggers, table = import_module("projects.migrations.0005_renamed_ids"), model._meta.db_table
    slips = import_module("projects.migrations.0009_our_slips")
    figures = slips.FIGURES if table == slips.TABLE else triggers.FIGURES[table]

    protected = [*figures, *triggers.KEYS[table]]
    assert {field.column for field in model._meta.concrete_fields if field.name not in WORDS} == set(protected)


@pytest.mark.parametrize("model", CLAIMS, ids=lambda model: model.__name__)
def test_triggers_let_keys_change_to_what_they_name(model):
    keys = import_module("projects.migrations.0005_renamed_ids").KEYS[model._meta.db_table]
    references = [field for field in model._meta.concrete_fields if field.is_relation and field.name not in WORDS]

    named = {field.column: field.related_model for field in references if field.name != "recorded_by"}
    kinds = {column: other._meta.model_name for column, other in named.items()}
    assert keys == {"id": model._meta.model_name, **kinds}


def test_saving_and_bulk_updating_a_figure_are_refused():
    outcome = OutcomeFactory(value=Decimal("1.50"))
    outcome.value = Decimal("1.6")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        outcome.save()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Outcome.objects.filter(pk=outcome.pk).update(value=Decimal("1.6"))
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Outcome.objects.bulk_update([outcome], ["value"])
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Outcome.objects.bulk_create([outcome], update_conflicts=True, unique_fields=["id"], update_fields=["value"])

    assert Outcome.objects.get().value == Decimal("1.5")


@pytest.mark.parametrize("model", CLAIMS, ids=lambda model: model.__name__)
def test_saving_a_row_unchanged_or_with_other_words_passes(model):
    row = model.objects.get(pk=CLAIMS[model]().pk)

    row.note = "Page 3 says so too."
    person = PersonFactory() if hasattr(row, "spoken_by") else None
    row.spoken_by = person
    row.save()

    stored = model.objects.get()
    assert (stored.note, getattr(stored, "spoken_by", None)) == ("Page 3 says so too.", person)


@pytest.mark.parametrize("model", CLAIMS, ids=lambda model: model.__name__)
def test_claims_are_not_deleted(model):
    row = CLAIMS[model]()
    with pytest.raises(ProtectedError, match="append-only"):
        row.delete()
    with pytest.raises(ProtectedError, match="append-only"):
        model.objects.all().delete()
    if connection.vendor == "postgresql":
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {model._meta.db_table}")

    assert model.objects.count() == 1


@pytest.mark.parametrize("relation", ["indicator", "source"])
def test_what_a_claim_rests_on_is_not_deleted(relation):
    for row in (TargetFactory(), OutcomeFactory()):
        with pytest.raises(ProtectedError):
            getattr(row, relation).delete()


@pytest.mark.django_db(transaction=True)
def test_a_committed_record_can_be_emptied_between_tests():
    TargetFactory()  # the flush after this test is the test
