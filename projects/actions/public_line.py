"""The public line that stays of a mistake: what was wrong, since when, why, and which verdicts stood on it (ADR 26)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from projects.actions.validate_claim import Claim
from projects.adapters import claims_affected_by
from projects.models import Assessment, Correction, Indicator, Outcome, ProjectEvent, Source, Target
from projects.models.text import stored_text
from projects.packages.one_row import cell_of

Erasable: TypeAlias = Claim | Source
Verdicts: TypeAlias = dict[str, tuple[str, str, str | None]]  # first link → target, status, actual

# What anybody may read of a row that was taken out: what it said and whom it quoted, never an editor's words.
_STATED = ("basis", "qualifier", "value", "upper_value")
PUBLIC: dict[type, tuple[str, ...]] = {
    Target: (
        *(*_STATED, "baseline_value", "window_start", "deadline"),
        *("deadline_text", "deadline_text_ru", "deadline_text_kk", "timing", "announced"),
    ),
    Outcome: (*_STATED, "compared_with_start", "compared_with_end", "period_start", "period_end", "final", "territory"),
    ProjectEvent: ("stage", "date"),
    Source: (
        *("title", "title_ru", "title_kk", "title_en", "title_language", "language"),
        *("publisher", "published", "published_precision"),
    ),
}
MOST_REASON, MOST_NOTICED = 500, 200  # letters
OF_TARGETS = (*PUBLIC[Target], "withdrawn", "bundle", "source")


def validate_public_words(*, reason: str, noticed_by: str) -> None:
    """Raises ValidationError for what no reader should be shown, or what does not fit."""
    problems = {}
    for name, text, most in (("reason", reason, MOST_REASON), ("noticed_by", noticed_by, MOST_NOTICED)):
        if len(text) > most:
            problems[name] = _("At most %(number)d characters.") % {"number": most}
        elif "@" in text:
            problems[name] = _("Readers see this: leave out addresses of people.")
    if problems:
        raise ValidationError(problems)


def line_of(
    wrong: Erasable,
    *,
    action: str,
    reason: str,
    noticed_by: str,
    at: datetime,
    verdicts: Verdicts,
    right: Target | None = None,
    moved_to: Indicator | None = None,
    entered_at: datetime | None = None,
) -> Correction:
    """The unsaved line of a row, to be saved in the transaction that takes it out or puts it right.

    ``verdicts``: those before the deed. ``entered_at``: since when the row has stood as it stands, where the caller
    knows.
    """
    indicator: Any = getattr(wrong, "indicator", None)
    project: Any = getattr(wrong, "project", None)
    source = wrong if isinstance(wrong, Source) else wrong.source
    table = str(wrong._meta.model_name)
    return Correction(
        action=action,
        table=table,
        row_id=wrong.pk,
        programme_id=indicator.programme_id if indicator else project.programme_id if project else None,
        indicator=indicator,
        project=project,
        target_id=right.pk if right is not None else None,
        moved_to=moved_to,
        cites=source.publisher,
        cells=public_cells(wrong),
        right=public_cells(right) if right is not None else {},
        verdicts={first: list(verdict) for first, verdict in verdicts.items()},
        reason=stored_text(reason),
        noticed_by=stored_text(noticed_by),
        entered_at=min(entered_at or _entered_at(wrong, at), at),
        corrected_at=at,
    )


def public_cells(row: Erasable) -> dict[str, str]:
    """The public columns that the row fills."""
    names = OF_TARGETS if isinstance(row, Target) else PUBLIC[type(row)]
    return {name: cell for name in names if (cell := cell_of(row, name))}


def verdicts_reached(row: Erasable) -> Verdicts:
    """The stored verdicts that a claim can have moved. Three queries; none for rows that move none."""
    if not isinstance(row, Target | Outcome):
        return {}
    return stored_verdicts(claims_affected_by(indicators=[row.indicator_id]))


def stored_verdicts(first_ids: Collection[str]) -> Verdicts:
    """One query."""
    rows = Assessment.objects.filter(first__in=list(first_ids))
    columns = rows.values_list("first_id", "target_id", "status", "payload")
    return {first: (target, status, payload["actual"]) for first, target, status, payload in columns}


def _entered_at(wrong: Erasable, at: datetime) -> datetime:
    """Since when the row has stood as it stands: since it was recorded, or since it was last put right."""
    if isinstance(wrong, Source):
        return wrong.history.earliest().history_date if wrong.history.exists() else at
    mended = Correction.objects.filter(table=wrong._meta.model_name, row_id=wrong.pk, action=Correction.Action.MENDED)
    last: datetime | None = mended.aggregate(last=Max("corrected_at"))["last"]
    return max(wrong.recorded_at, last) if last is not None else wrong.recorded_at
