"""The lines of corrections: what was wrong, what is right, and the pages that it concerns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from projects import wording
from projects.models import Assessment, Correction, Indicator, Outcome, Programme, Project, Source, Target

from .stated_row import StatedRow

OUR_SLIP, OF_THE_SOURCE, OF_ANOTHER = "slip", "source", "other_source"
TAKEN_OUT, REPLACED = 0, 1  # which table a key is of


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """One mistake and what is right. ``kind`` is a code of ``wording.correction``, ``key`` names it for good.

    ``on`` is the day of the correction, ``recorded_at`` when the tracker recorded it. What is ours stood in the record
    from ``entered_at``; what a source corrected was public from ``public_from``. ``right`` is None where nothing
    stands in its place; ``columns`` are those in which a mended promise differs. ``page`` and ``page_moved_to`` are
    targets of the two indicators whose pages it concerns, "" where there is none.
    """

    kind: str
    key: str
    table: str
    on: date
    recorded_at: datetime
    entered_at: datetime
    indicator: Indicator | None
    programme: Programme | None
    project: Project | None
    target: Target | None
    wrong: Any
    right: Any
    cites: str
    reason: str
    noticed_by: str
    moved_to: Indicator | None = None
    source: Source | None = None
    public_from: date | None = None
    columns: tuple[str, ...] = ()
    page: str = ""
    page_moved_to: str = ""
    reason_ru: str = ""
    reason_kk: str = ""

    @property
    def unit(self) -> str:
        return self.indicator.unit if self.indicator is not None else ""

    def wrong_text(self, lang: str) -> str:
        """What was wrong, in words."""
        return self._text(self.wrong, self.unit, lang)

    def right_text(self, lang: str) -> str:
        """What is right, in words; "" where nothing stands in its place."""
        return "" if self.right is None else self._text(self.right, self.unit, lang)

    def _text(self, row: Any, unit: str, lang: str) -> str:
        match self.table:
            case "outcome":
                return wording.report_in_period(row, unit, lang)
            case "target":
                return wording.promise_by_deadline(row, unit, lang)
            case "projectevent":
                return wording.stage_on_day(row.stage, row.date, lang)
            case _:
                return wording.read_plainly(row, "title", lang)

    @property
    def whose(self) -> str:
        return "source" if self.kind in (OF_THE_SOURCE, OF_ANOTHER) else "ours"


def read_lines(wanted: Sequence[tuple[int, int, Any]]) -> Iterator[CorrectionLine]:
    """The lines behind their keys."""
    programmes = ("indicator__programme", "project__programme", "programme", "target__indicator")
    taken_out = Correction.objects.select_related(*programmes, "moved_to__programme")
    lines = taken_out.in_bulk([pk for kind, _place, pk in wanted if kind == TAKEN_OUT])
    outcomes = Outcome.objects.select_related("indicator__programme", "source", "corrects__source")
    rows = outcomes.in_bulk([pk for kind, _place, pk in wanted if kind == REPLACED])
    made = [_replaced_line(rows[pk]) if kind == REPLACED else _taken_out_line(lines[pk]) for kind, _place, pk in wanted]
    pages = _pages({indicator for line in made for indicator in (line.indicator, line.moved_to) if indicator})
    for line in made:
        target = line.target.pk if line.target is not None else _nearest(pages, line.indicator, line.wrong)
        yield replace(line, page=target, page_moved_to=_nearest(pages, line.moved_to, line.wrong))


def _pages(indicators: set[Indicator]) -> dict[str, list[tuple[date | None, str]]]:
    """By indicator, the targets that stand today with their deadlines, the earliest first. One query."""
    pages: dict[str, list[tuple[date | None, str]]] = {}
    rows = Assessment.objects.filter(target__indicator__in=indicators).order_by("target__deadline", "target_id")
    for indicator, deadline, target in rows.values_list("target__indicator_id", "target__deadline", "target_id"):
        pages.setdefault(indicator, []).append((deadline, target))
    return pages


def _nearest(pages: dict[str, list[tuple[date | None, str]]], indicator: Indicator | None, row: Any) -> str:
    """The target of the indicator that falls due next after the row's time; else the last one, else ""."""
    targets = pages.get(indicator.pk, []) if indicator is not None else []
    on = getattr(row, "period_end", None) or getattr(row, "deadline", None)
    later = (target for deadline, target in targets if deadline is None or on is None or deadline >= on)
    return next(later, targets[-1][1] if targets else "")


def _taken_out_line(row: Correction) -> CorrectionLine:
    wrong = StatedRow.from_cells(row.cells)
    return CorrectionLine(
        kind=row.action,
        key=f"{row.action}/{row.pk}",
        table=row.table,
        on=timezone.localdate(row.corrected_at, timezone.get_default_timezone()),
        recorded_at=row.corrected_at,
        entered_at=row.entered_at,
        indicator=row.indicator,
        programme=row.programme,
        project=row.project,
        target=row.target,
        wrong=wrong,
        right=StatedRow.from_cells(row.right) if row.right else None,
        cites=row.cites,
        reason=row.reason,
        noticed_by=row.noticed_by,
        moved_to=row.moved_to,
        columns=tuple(
            name for name in {**row.cells, **row.right} if row.right and row.cells.get(name) != row.right.get(name)
        ),
    )


def _replaced_line(row: Outcome) -> CorrectionLine:
    """A figure that a new row corrects: our slip, or a source's correction."""
    wrong: Any = row.corrects
    itself = wrong.source.publisher_key == row.source.publisher_key
    kind = OUR_SLIP if row.our_slip else OF_THE_SOURCE if itself else OF_ANOTHER
    recorded_on = timezone.localdate(row.recorded_at, timezone.get_default_timezone())
    return CorrectionLine(
        kind=kind,
        key=f"{kind}/{row.pk}",
        table="outcome",
        on=recorded_on if row.our_slip else row.source.public_on,
        recorded_at=row.recorded_at,
        entered_at=min(wrong.recorded_at, row.recorded_at),
        indicator=row.indicator,
        programme=row.indicator.programme,
        project=None,
        target=None,
        wrong=wrong,
        right=row,
        cites=wrong.source.publisher,
        reason=row.note,
        reason_ru=row.note_ru,
        reason_kk=row.note_kk,
        noticed_by="",
        source=row.source,
        public_from=wrong.source.public_on,
    )
