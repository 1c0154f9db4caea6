"""The tables that are edited by hand and keep their history: all but the claims."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, TypeAlias

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from projects.actions.recording import day_of, recording
from projects.actions.reference_doubts import asks_again
from projects.actions.refresh import rewrite_affected
from projects.actions.row_doubts import settle_doubts
from projects.comparison.publishers import publisher_key
from projects.models import (
    Indicator,
    Office,
    Organisation,
    Person,
    Programme,
    Project,
    Publisher,
    Source,
    Territory,
)
from projects.models.audit import record_audit
from projects.models.publisher import standing_for
from projects.models.source import public_on
from projects.models.text import overlong_texts, tidy_texts
from projects.packages.one_row import TABLE_OF, cells_of, relation_problems, row_problems

ReferenceRow: TypeAlias = (
    Organisation | Territory | Publisher | Person | Office | Source | Programme | Indicator | Project
)

DERIVED = {"key", "publisher_key"}  # nobody types them, and a rule between rows tells what is wrong with a name
DECIDES: dict[type, str] = {Source: "sources", Indicator: "indicators", Programme: "programmes"}


def record_reference_row(
    *, row: ReferenceRow, by: AbstractBaseUser, at: datetime, confirmed: Collection[str] | None = None
) -> ReferenceRow:
    """Adds an unsaved row, with its history; ``confirmed``: see ``record_claim.insert_claim``.

    Raises ValidationError naming column and rule.
    """
    with recording():
        insert_reference_row(row, by=by, at=at, confirmed=confirmed)
    return row


def insert_reference_row(
    row: ReferenceRow,
    *,
    by: AbstractBaseUser,
    at: datetime,
    confirmed: Collection[str] | None = None,
    is_row_checked: bool = False,
) -> None:
    """The same within ``recording()``. ``is_row_checked``: see ``validate_claim``."""
    _prepare(row, by, at)
    validate_reference_row(row, is_row_checked=is_row_checked)
    codes = settle_doubts(row, on=day_of(at), confirmed=confirmed)
    row.save(force_insert=True)
    details = {"as_printed": codes} if codes else None
    record_audit(f"record_{row._meta.model_name}", row, by=by, at=at, details=details)
    if isinstance(row, Publisher):
        move_sources({row.key}, at)


def edit_reference_row(
    *, row: ReferenceRow, by: AbstractBaseUser, at: datetime, confirmed: Collection[str] | None = None
) -> ReferenceRow:
    """Stores the changes made to a row, with its history; verdicts that depend on it follow.

    ``confirmed``: see ``record_claim``. Raises ValidationError naming column and rule. A row without changes
    leaves no trace.
    """
    with recording():
        stored: Any = type(row)._default_manager.select_for_update().get(pk=row.pk)
        _prepare(row, by, at)
        validate_reference_row(row)
        changed = {
            field.attname: [str(getattr(stored, field.attname)), str(getattr(row, field.attname))]
            for field in row._meta.concrete_fields
            if getattr(stored, field.attname) != getattr(row, field.attname)
        }
        if changed:
            codes = settle_doubts(row, on=day_of(at), confirmed=confirmed) if asks_again(type(row), changed) else []
            row.save(force_update=True)
            details: dict[str, Any] = {**changed, "as_printed": codes} if codes else changed
            record_audit(f"edit_{row._meta.model_name}", row, by=by, at=at, details=details)
            if isinstance(row, Publisher):
                move_sources({*keys_of(stored), row.key}, at)
            elif type(row) in DECIDES:
                rewrite_affected(as_of=day_of(at), at=at, **{DECIDES[type(row)]: [row.pk]})
    return row


def delete_reference_row(*, row: ReferenceRow, by: AbstractBaseUser, at: datetime) -> None:
    """Takes out a row that nothing refers to; its history stays.

    Raises ValidationError for a source, which is never deleted, and ProtectedError while something refers to it.
    """
    if isinstance(row, Source):
        raise ValidationError(_("A source is never deleted: figures may come to rest on it."))
    with recording():
        _prepare(row, by, at)
        record_audit(f"delete_{row._meta.model_name}", row, by=by, at=at)
        keys = keys_of(row) if isinstance(row, Publisher) else set()
        row.delete()
        move_sources(keys, at)


def validate_reference_row(row: ReferenceRow, *, is_row_checked: bool = False) -> None:
    """Raises ValidationError with every column that breaks a rule, and the rule."""
    tidy_texts(row)
    _derive(row)
    row.full_clean(validate_unique=False, validate_constraints=False)
    is_new = row._state.adding and not is_row_checked
    if is_new and type(row)._default_manager.filter(pk=row.pk).exists():
        raise ValidationError({"id": _("“%(id)s” is taken: every row has an id of its own.") % {"id": row.pk}})
    table, cells = TABLE_OF[type(row)], cells_of(row)
    problems = overlong_texts(row) or ({} if is_row_checked else row_problems(table, cells))
    if problems := problems or relation_problems(table, cells):
        raise ValidationError(problems)
    row.validate_constraints(exclude=DERIVED)


def keys_of(publisher: Publisher) -> set[str]:
    """The keys that sources of a spelling have: its own, or that of the publisher it stands for."""
    return {publisher.key, publisher.same_as.key if publisher.same_as else publisher.key}


def move_sources(keys: set[str], at: datetime) -> None:
    """Lets sources that stand for these publishers stand for whom they should, and their verdicts follow (R9)."""
    if moved := Source.objects.follow_publishers(keys):
        rewrite_affected(as_of=day_of(at), at=at, sources=moved)


def _prepare(row: Any, by: AbstractBaseUser, at: datetime) -> None:
    row._history_user = by  # simple-history's own names
    row._history_date = at


def _derive(row: ReferenceRow) -> None:
    """A source counts from the last day that its printed date can mean (R1), and stands for a publisher (R9)."""
    if isinstance(row, Source):
        if row.published and row.published_precision:
            row.public_on = public_on(row.published, row.published_precision)
        row.publisher_key = standing_for([row.publisher])[row.publisher]
    elif isinstance(row, Publisher):
        row.key = publisher_key(row.name)
