"""The tables that are edited by hand and keep their history: all but the claims."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, TypeAlias

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from projects.actions.former_ids import refuse_former_id
from projects.actions.record_claim import day_of
from projects.actions.refresh import refresh_affected
from projects.actions.row_doubts import asks_again, settle_doubts
from projects.actions.row_rules import row_problems
from projects.models import Indicator, Organisation, Programme, Project, Source, Territory
from projects.models.audit import record_audit
from projects.models.source import public_on
from projects.models.text import tidy_texts

ReferenceRow: TypeAlias = Organisation | Territory | Source | Programme | Indicator | Project

CIRCLES: dict[type, tuple[str, ...]] = {Organisation: ("parent", "succeeds"), Territory: ("parent",)}
DECIDES: dict[type, str] = {Source: "sources", Indicator: "indicators", Programme: "programmes"}


def record_reference_row(
    *, row: ReferenceRow, by: AbstractBaseUser, at: datetime, confirmed: Collection[str] | None = None
) -> ReferenceRow:
    """Adds an unsaved row, with its history; ``confirmed``: see ``record_claim``.

    Raises ValidationError naming column and rule.
    """
    with transaction.atomic():
        _prepare(row, by, at)
        validate_reference_row(row)
        codes = settle_doubts(row, on=day_of(at), confirmed=confirmed)
        row.save(force_insert=True)
        details = {"as_printed": codes} if codes else None
        record_audit(f"record_{row._meta.model_name}", row, by=by, at=at, details=details)
    return row


def edit_reference_row(
    *, row: ReferenceRow, by: AbstractBaseUser, at: datetime, confirmed: Collection[str] | None = None
) -> ReferenceRow:
    """Stores the changes made to a row, with its history; verdicts that depend on it follow.

    ``confirmed``: see ``record_claim``. Raises ValidationError naming column and rule. A row without changes
    leaves no trace.
    """
    with transaction.atomic():
        stored: Any = type(row)._default_manager.select_for_update().get(pk=row.pk)
        _prepare(row, by, at)
        validate_reference_row(row)
        changed = {
            field.attname: [str(getattr(stored, field.attname)), str(getattr(row, field.attname))]
            for field in row._meta.concrete_fields
            if getattr(stored, field.attname) != getattr(row, field.attname)
        }
        if changed:
            asked = asks_again(changed)
            codes = settle_doubts(row, on=day_of(at), confirmed=confirmed) if asked else []
            row.save(force_update=True)
            details: dict[str, Any] = {**changed, "as_printed": codes} if codes else changed
            record_audit(f"edit_{row._meta.model_name}", row, by=by, at=at, details=details)
            if type(row) in DECIDES:
                refresh_affected(as_of=day_of(at), at=at, **{DECIDES[type(row)]: [row.pk]})
    return row


def delete_reference_row(*, row: ReferenceRow, by: AbstractBaseUser, at: datetime) -> None:
    """Takes out a row that nothing refers to; its history stays.

    Raises ValidationError for a source, which is never deleted, and ProtectedError while something refers to it.
    """
    if isinstance(row, Source):
        raise ValidationError(_("A source is never deleted: figures may come to rest on it."))
    with transaction.atomic():
        _prepare(row, by, at)
        record_audit(f"delete_{row._meta.model_name}", row, by=by, at=at)
        row.delete()


def validate_reference_row(row: ReferenceRow) -> None:
    """Raises ValidationError with every column that breaks a rule, and the rule."""
    _date_the_source(row)
    tidy_texts(row)
    row.full_clean(validate_unique=False)
    if row._state.adding:
        if type(row)._default_manager.filter(pk=row.pk).exists():
            raise ValidationError({"id": _("“%(id)s” is taken: every row has an id of its own.") % {"id": row.pk}})
        refuse_former_id(str(row._meta.model_name), str(row.pk))
    if problems := row_problems(row):
        raise ValidationError(problems)
    _refuse_circles(row)
    _refuse_another_kind_of_indicator(row)


def _prepare(row: Any, by: AbstractBaseUser, at: datetime) -> None:
    row._history_user = by  # simple-history's own names
    row._history_date = at


def _date_the_source(row: Any) -> None:
    """R1: it counts from the last day that its printed date can mean."""
    if isinstance(row, Source) and row.published and row.published_precision:
        row.public_on = public_on(row.published, row.published_precision)


def _refuse_circles(row: Any) -> None:
    for name in CIRCLES.get(type(row), ()):
        passed, above = [str(row.pk)], getattr(row, name)
        while above is not None:
            passed.append(str(above.pk))
            if above.pk == row.pk:
                raise ValidationError({name: _("Goes round in a circle: %(path)s.") % {"path": " → ".join(passed)}})
            if above.pk in passed[:-1]:
                break
            above = getattr(above, name)


def _refuse_another_kind_of_indicator(row: Any) -> None:
    if not isinstance(row, Indicator):
        return
    stored = Indicator.objects.filter(pk=row.pk).first()
    if stored is None or row.accumulation == stored.accumulation:
        return
    if "milestone" in {row.accumulation, stored.accumulation} and (row.targets.exists() or row.outcomes.exists()):
        raise ValidationError(
            {
                "accumulation": _("Was %(old)s when its figures were recorded: make a new indicator.")
                % {"old": stored.get_accumulation_display()}
            }
        )
