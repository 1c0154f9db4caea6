"""What should never have been entered is taken out, and the audit keeps it whole (ADR 2)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import connections, models
from django.utils.translation import gettext as _

from projects.actions.public_line import (
    Erasable,
    line_of,
    validate_public_words,
    verdicts_reached,
)
from projects.actions.recording import day_of, recording
from projects.actions.refresh import rewrite_affected
from projects.actions.validate_claim import Claim
from projects.actions.verdict_moves import VerdictMove, undone_moves
from projects.models import (
    Assessment,
    Correction,
    ImportedRow,
    Indicator,
    Outcome,
    Source,
    StatusChange,
    StatusPeriod,
    Target,
)
from projects.models.audit import record_audit
from projects.packages.one_row import TABLE_OF

COPIES = (Assessment, StatusChange, StatusPeriod)  # of verdicts: they go with what they are about
NAMED = 10  # rows that build on it, in a message


def erase_claim(
    *,
    claim: Erasable,
    reason: str,
    by: AbstractBaseUser,
    at: datetime,
    noticed_by: str = "",
    moved_to: Indicator | None = None,
) -> Correction:
    """Takes out a claim, or a source, that should never have been entered, and leaves its public line.

    The audit entry keeps the whole row; whoever follows it follows it no more. ``noticed_by``: who noticed, as readers
    see it; empty for the desk itself. ``moved_to``: of an outcome, the indicator that it belongs to. Raises
    ValidationError without a reason, while another row builds on it, and where it is gone already.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why this should never have been entered.")})
    validate_public_words(reason=reason, noticed_by=noticed_by)
    with recording():
        claim = _as_recorded(claim)
        details = {"reason": reason, "row": serializers.serialize("json", [claim]), "id": str(claim.pk)}
        if builders := list(_builders(claim)):
            raise ValidationError(
                _("Other rows build on it, so it stays until they are gone: %(builders)s.")
                % {"builders": ", ".join(builders)}
            )
        action = Correction.Action.ERASED if moved_to is None else Correction.Action.MOVED
        line: dict[str, Any] = {"action": action, "reason": reason, "noticed_by": noticed_by, "moved_to": moved_to}
        correction = line_of(claim, at=at, verdicts=verdicts_reached(claim), **line)
        correction.save()
        _delete(claim, by, at)
        record_audit("erase_claim", claim, by=by, at=at, details=details)
        if isinstance(claim, Target | Outcome):
            rewrite_affected(as_of=day_of(at), at=at, indicators=[claim.indicator_id])
    return correction


def erasure_preview(*, claim: Erasable, by: AbstractBaseUser, at: datetime) -> list[VerdictMove]:
    """The verdicts that an erasure would change: it is done, looked at and undone. Raises ValidationError like it."""
    indicators = [claim.indicator_id] if isinstance(claim, Target | Outcome) else []
    with undone_moves(indicators) as moves:
        erase_claim(claim=claim, reason="preview", by=by, at=at)
    return moves


def _as_recorded(claim: Erasable) -> Any:
    """The row as it is by now: of two people who take it out the second is told, and no second line is left."""
    stored = type(claim)._default_manager.filter(pk=claim.pk).first()
    if stored is None:
        raise ValidationError(_("“%(id)s” is in the record no more.") % {"id": claim.pk})
    return stored


def _builders(claim: Erasable) -> Iterator[str]:
    """Rows that name this one and would be left without it, in words."""
    for relation in claim._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ForeignObjectRel) or relation.on_delete is not models.PROTECT:
            continue
        model: Any = relation.related_model
        if model in COPIES:
            continue
        rows = model._base_manager.filter(**{relation.field.name: claim.pk}).order_by("pk")
        names = list(rows.values_list("pk", flat=True)[: NAMED + 1])
        for name in names[:NAMED]:
            yield _("%(table)s “%(id)s” (%(column)s)") % {
                "table": model._meta.verbose_name,
                "id": name,
                "column": relation.field.verbose_name,
            }
        if len(names) > NAMED:
            yield "…"


def _delete(claim: Erasable, by: AbstractBaseUser, at: datetime) -> None:
    # Whoever records it again under this id brings a row of their own, which no import takes out.
    ImportedRow.objects.filter(table_import__table=TABLE_OF[type(claim)].name, row_id=claim.pk).delete()
    if isinstance(claim, Source):
        source: Any = Source.objects.get(pk=claim.pk)
        source._history_user, source._history_date = by, at  # simple-history's own names
        source.delete()
        return
    if isinstance(claim, Target):  # its stored verdict is a copy that goes with it
        for model in COPIES:
            model._base_manager.filter(models.Q(first=claim) | models.Q(target=claim)).delete()
    with erasing(claim):
        models.QuerySet(type(claim)).filter(pk=claim.pk).delete()


def erasing(claim: Claim) -> AbstractContextManager[None]:
    """Lets its deletion pass the trigger of PostgreSQL."""
    return erasing_rows(type(claim))


@contextmanager
def erasing_rows(model: type[Claim]) -> Iterator[None]:
    """Lets deletions pass the trigger of PostgreSQL, in this transaction only (ADR 2)."""
    connection = connections[model._default_manager.db]
    setting = "SELECT set_config('tracker.erasure', %s, true)"
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(setting, ["on"])
        yield
        cursor.execute(setting, ["off"])
