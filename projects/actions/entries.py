"""The tables that are edited by hand and keep their history: all but the claims."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, TypeAlias

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from projects.actions.doubts import asks_again, settle_doubts
from projects.actions.enter_claim import day_of
from projects.actions.former_ids import refuse_former_id
from projects.actions.refresh import refresh_affected
from projects.actions.row_rules import row_problems
from projects.models import Indicator, Organisation, Programme, Project, Source, Territory
from projects.models.audit import note_down
from projects.models.source import public_on
from projects.models.text import tidy_texts

Entry: TypeAlias = Organisation | Territory | Source | Programme | Indicator | Project

CIRCLES: dict[type, tuple[str, ...]] = {Organisation: ("parent", "succeeds"), Territory: ("parent",)}
DECIDES: dict[type, str] = {Source: "sources", Indicator: "indicators", Programme: "programmes"}


def record_entry(
    *, entry: Entry, by: AbstractBaseUser, at: datetime, confirmed: Collection[str] | None = None
) -> Entry:
    """Adds an unsaved entry, with its history; ``confirmed``: see ``enter_claim.enter``.

    Raises ValidationError naming column and rule.
    """
    with transaction.atomic():
        _prepare(entry, by, at)
        refuse_nonsense(entry)
        codes = settle_doubts(entry, on=day_of(at), confirmed=confirmed)
        entry.save(force_insert=True)
        details = {"as_printed": codes} if codes else None
        note_down(f"record_{entry._meta.model_name}", entry, by=by, at=at, details=details)
    return entry


def edit_entry(*, entry: Entry, by: AbstractBaseUser, at: datetime, confirmed: Collection[str] | None = None) -> Entry:
    """Stores the changes made to an entry, with its history; verdicts that depend on it follow.

    ``confirmed``: see ``enter_claim.enter``. Raises ValidationError naming column and rule. An entry without changes
    leaves no trace.
    """
    with transaction.atomic():
        stored: Any = type(entry)._default_manager.select_for_update().get(pk=entry.pk)
        _prepare(entry, by, at)
        refuse_nonsense(entry)
        changed = {
            field.attname: [str(getattr(stored, field.attname)), str(getattr(entry, field.attname))]
            for field in entry._meta.concrete_fields
            if getattr(stored, field.attname) != getattr(entry, field.attname)
        }
        if changed:
            asked = asks_again(changed)
            codes = settle_doubts(entry, on=day_of(at), confirmed=confirmed) if asked else []
            entry.save(force_update=True)
            details: dict[str, Any] = {**changed, "as_printed": codes} if codes else changed
            note_down(f"edit_{entry._meta.model_name}", entry, by=by, at=at, details=details)
            if type(entry) in DECIDES:
                refresh_affected(as_of=day_of(at), at=at, **{DECIDES[type(entry)]: [entry.pk]})
    return entry


def delete_entry(*, entry: Entry, by: AbstractBaseUser, at: datetime) -> None:
    """Takes out an entry that nothing refers to; its history stays.

    Raises ValidationError for a source, which is never deleted, and ProtectedError while something refers to it.
    """
    if isinstance(entry, Source):
        raise ValidationError(_("A source is never deleted: figures may come to rest on it."))
    with transaction.atomic():
        _prepare(entry, by, at)
        note_down(f"delete_{entry._meta.model_name}", entry, by=by, at=at)
        entry.delete()


def refuse_nonsense(entry: Entry) -> None:
    """Raises ValidationError with every column that breaks a rule, and the rule."""
    _date_the_source(entry)
    tidy_texts(entry)
    entry.full_clean(validate_unique=False)
    if entry._state.adding:
        if type(entry)._default_manager.filter(pk=entry.pk).exists():
            raise ValidationError({"id": _("“%(id)s” is taken: every row has an id of its own.") % {"id": entry.pk}})
        refuse_former_id(str(entry._meta.model_name), str(entry.pk))
    if problems := row_problems(entry):
        raise ValidationError(problems)
    _refuse_circles(entry)
    _refuse_another_kind_of_indicator(entry)


def _prepare(entry: Any, by: AbstractBaseUser, at: datetime) -> None:
    entry._history_user = by  # simple-history's own names
    entry._history_date = at


def _date_the_source(entry: Any) -> None:
    """R1: it counts from the last day that its printed date can mean."""
    if isinstance(entry, Source) and entry.published and entry.published_precision:
        entry.public_on = public_on(entry.published, entry.published_precision)


def _refuse_circles(entry: Any) -> None:
    for name in CIRCLES.get(type(entry), ()):
        passed, above = [str(entry.pk)], getattr(entry, name)
        while above is not None:
            passed.append(str(above.pk))
            if above.pk == entry.pk:
                raise ValidationError({name: _("Goes round in a circle: %(path)s.") % {"path": " → ".join(passed)}})
            if above.pk in passed[:-1]:
                break
            above = getattr(above, name)


def _refuse_another_kind_of_indicator(entry: Any) -> None:
    if not isinstance(entry, Indicator):
        return
    stored = Indicator.objects.filter(pk=entry.pk).first()
    if stored is None or entry.accumulation == stored.accumulation:
        return
    if "milestone" in {entry.accumulation, stored.accumulation} and (entry.targets.exists() or entry.outcomes.exists()):
        raise ValidationError(
            {
                "accumulation": _("Was %(old)s when its figures were recorded: make a new indicator.")
                % {"old": stored.get_accumulation_display()}
            }
        )
