from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from projects.actions.record_claim import refresh_verdicts_on
from projects.actions.recording import recording
from projects.models import ImportedRow, RenamedId
from projects.models.audit import record_audit
from projects.models.renamed_id import KINDS
from projects.packages.one_row import TABLE_OF
from projects.packages.relation_rules import former_id_sentence

RENAMABLE = frozenset(kind for kind, _label in KINDS)


def rename_row(*, row: models.Model, new_id: str, by: AbstractBaseUser, at: datetime) -> RenamedId | None:
    """Gives a thing of the record another id; the old one leads to it for good, and no other thing gets it (ADR 10).

    Every row that names the row follows, in whichever app, and so do the stored verdicts. None where the id stays
    the same. Raises ValidationError for an id that is malformed, taken, or once was another row's.
    """
    kind, old_id = str(row._meta.model_name), str(row.pk)
    if kind not in RENAMABLE:
        raise ValidationError(_("Only a thing of the record has an id that can be renamed."))
    if new_id == old_id:
        return None
    with recording():
        rows_of_model = type(row)._base_manager
        rows_of_model.select_for_update().get(pk=old_id)
        validate_new_id(row, new_id)
        renamed = _redirect(kind, old_id, new_id, by, at)
        rows_of_model.filter(pk=old_id).update(id=new_id)  # references are checked when the transaction ends
        for rows, column in _references(type(row)):
            rows.filter(**{column: old_id}).update(**{column: new_id})
        imported = ImportedRow.objects.filter(table_import__table=TABLE_OF[type(row)].name, row_id=old_id)
        imported.update(row_id=new_id)  # what takes a file out again finds its rows
        row = rows_of_model.get(pk=new_id)
        record_audit("rename_thing", row, by=by, at=at, details={"id": [old_id, new_id]})
        refresh_verdicts_on(row, at)
    return renamed


def validate_new_id(row: models.Model, new_id: str) -> None:
    """Raises ValidationError where the row cannot have that id."""
    kind = str(row._meta.model_name)
    row._meta.get_field("id").clean(new_id, None)  # type: ignore[union-attr]  # a column, never a relation
    if type(row)._base_manager.filter(pk=new_id).exists():
        raise ValidationError({"id": _("“%(id)s” is taken: every row has an id of its own.") % {"id": new_id}})
    now = RenamedId.objects.current(kind, [new_id]).get(new_id, row.pk)
    if now != row.pk:
        raise ValidationError({"id": former_id_sentence(now)})


def _redirect(kind: str, old_id: str, new_id: str, by: AbstractBaseUser, at: datetime) -> RenamedId:
    """The new redirect; earlier ones lead to the newest id at once, and one that would lead to itself ends."""
    RenamedId.objects.filter(kind=kind, old_id=new_id).delete()
    RenamedId.objects.filter(kind=kind, new_id=old_id).update(new_id=new_id)
    return RenamedId.objects.create(kind=kind, old_id=old_id, new_id=new_id, renamed_at=at, renamed_by_id=by.pk)


def _references(model: type[models.Model]) -> Iterator[tuple[Any, str]]:
    """Every table and column that names a row of the model, the history of entries included."""
    for other in apps.get_models(include_auto_created=True):
        for field in other._meta.concrete_fields:
            if field.remote_field is not None and field.remote_field.model is model:
                yield other._base_manager, field.attname
    history = getattr(model, "history", None)
    if history is not None:
        yield history.model._base_manager, "id"
