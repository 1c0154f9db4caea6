"""What was wrong in the record and what is right: our own mistakes, and what sources have corrected themselves.

Our mistakes come from two places. What was taken out has a line of its own (``Correction``); a figure that a new row
corrects is still there, and both rows say it. A correction that does not count (R9) is none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from projects import wording
from projects.models import Assessment, Correction, Indicator, Outcome, Programme, Project, Source, Target
from projects.reports.corrected_rows import about, lines_for, replaced_by, taken_out_by
from projects.reports.hierarchies import for_places, with_parts
from projects.reports.paging import clamp_page

PAGE_SIZE = 30
WHOSE = ("ours", "source")
OUR_SLIP, OF_THE_SOURCE, OF_ANOTHER = "slip", "source", "other_source"
TAKEN_OUT, REPLACED = 0, 1  # which table a key is of
Moments = tuple[datetime | None, datetime | None]
Key = tuple[int, float, int, int, Any]  # day, moment, table, place among those of the table, primary key
WORDS = (
    *("basis", "qualifier", "timing", "stage", "deadline_text", "deadline_text_ru", "deadline_text_kk"),
    *("title", "title_ru", "title_kk", "title_en", "title_language", "language"),
)
DAYS = ("period_start", "period_end", "compared_with_start", "compared_with_end", "window_start", "deadline")


@dataclass(frozen=True, slots=True)
class StatedRow:
    """What a row said that is in the record no more, as far as anybody may read it. Figures in base units."""

    basis: str = ""
    qualifier: str = ""
    value: Decimal | None = None
    upper_value: Decimal | None = None
    compared_with_start: date | None = None
    compared_with_end: date | None = None
    period_start: date | None = None
    period_end: date | None = None
    window_start: date | None = None
    deadline: date | None = None
    deadline_text: str = ""
    deadline_text_ru: str = ""
    deadline_text_kk: str = ""
    timing: str = ""
    withdrawn: bool = False
    final: bool = True
    title: str = ""
    title_ru: str = ""
    title_kk: str = ""
    title_en: str = ""
    title_language: str = ""
    language: str = ""
    stage: str = ""
    date: date | None = None

    @classmethod
    def from_cells(cls, cells: dict[str, str]) -> StatedRow:
        """From the cells of a line, which are canonical."""
        days = {name: date.fromisoformat(cells[name]) for name in (*DAYS, "date") if cells.get(name)}
        figures = {name: Decimal(cells[name]) for name in ("value", "upper_value") if cells.get(name)}
        texts = {name: cells[name] for name in WORDS if cells.get(name)}
        flags = {name: cells[name] == "true" for name in ("withdrawn", "final") if cells.get(name)}
        return cls(**texts, **figures, **days, **flags)  # type: ignore[arg-type]  # each column has its own kind


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


@dataclass(frozen=True, slots=True)
class CorrectionList:
    """A page of lines, newest first; ``whose`` with how many of each the other filters leave."""

    lines: tuple[CorrectionLine, ...]
    page: int
    pages: int
    count: int
    whose: tuple[tuple[str, int], ...]

    @property
    def days(self) -> list[tuple[date, list[CorrectionLine]]]:
        return [(day, list(lines)) for day, lines in groupby(self.lines, key=lambda line: line.on)]


def correction_list(
    as_of: date,
    *,
    page: int = 1,
    whose: str | None = None,
    programme: str | None = None,
    indicator: str | None = None,
    territory: str | None = None,
    as_recorded: bool = False,
) -> CorrectionList:
    """A page of what was corrected by a day. ``as_recorded``: in the order of recording, not by day. Ten queries."""
    taken_out, replaced = taken_out_by(as_of), replaced_by(as_of)
    if territory is not None:
        places = with_parts(territory)
        taken_out = taken_out.filter(lines_for(places))
        replaced = replaced.filter(for_places(places, "indicator__"))
    if programme is not None:
        taken_out, replaced = taken_out.filter(programme=programme), replaced.filter(indicator__programme=programme)
    if indicator is not None:
        taken_out, replaced = taken_out.filter(about(indicator)), replaced.filter(indicator=indicator)
    slips, by_sources = replaced.filter(our_slip=True), replaced.filter(our_slip=False)
    counts = (("ours", taken_out.count() + slips.count()), ("source", by_sources.count()))
    count = sum(number for name, number in counts if whose in (None, name))
    page, pages = clamp_page(count, page, PAGE_SIZE)
    upto = page * PAGE_SIZE
    chosen = {None: replaced, "ours": slips, "source": by_sources}[whose]
    keys = [*_newest(chosen, "recorded_at", upto, REPLACED, as_recorded=as_recorded)]
    if whose != "source":
        keys += _newest(taken_out, "corrected_at", upto, TAKEN_OUT, as_recorded=as_recorded)
    shown = sorted(keys)[upto - PAGE_SIZE : upto]
    return CorrectionList(tuple(_lines([key[2:] for key in shown])), page, pages, count, counts)


def lines_of(corrections: Sequence[int]) -> dict[int, CorrectionLine]:
    """By primary key, the lines of what was taken out. Three queries."""
    return dict(zip(corrections, _lines([(TAKEN_OUT, 0, pk) for pk in corrections]), strict=True))


def lines_corrected(
    *, corrected: Moments, entered: Moments, as_of: date, places: Collection[str] | None = None, limit: int
) -> tuple[CorrectionLine, ...]:
    """Our mistakes in promises and reports that were put right and had been entered between some moments, newest first.

    A moment of None leaves its side open; the end does not belong to them. ``places``: only of what was promised for
    these territories. Six queries, two where there are none.
    """
    taken_out = taken_out_by(as_of).filter(table__in=[Correction.Table.TARGET, Correction.Table.OUTCOME])
    slips = replaced_by(as_of).filter(our_slip=True)
    if places is not None:
        taken_out, slips = taken_out.filter(lines_for(places)), slips.filter(for_places(places, "indicator__"))
    taken_out = taken_out.filter(_between("corrected_at", *corrected), _between("entered_at", *entered))
    slips = slips.filter(_between("recorded_at", *corrected), _between("corrects__recorded_at", *entered))
    keys = [
        *_newest(taken_out, "corrected_at", limit, TAKEN_OUT, as_recorded=True),
        *_newest(slips, "recorded_at", limit, REPLACED, as_recorded=True),
    ]
    return tuple(_lines([key[2:] for key in sorted(keys)[:limit]])) if keys else ()


def _between(name: str, start: datetime | None, end: datetime | None) -> Q:
    limits = {f"{name}__gte": start, f"{name}__lt": end}
    return Q(**{limit: moment for limit, moment in limits.items() if moment is not None})


def _newest(rows: QuerySet[Any, Any], moment: str, number: int, kind: int, *, as_recorded: bool) -> Iterator[Key]:
    """The keys of the first rows, in the database's own order: by day and moment or by moment alone, newest first."""
    order = [f"-{moment}", "pk"] if as_recorded else ["-on", f"-{moment}", "pk"]
    columns = rows.order_by(*order).values_list("on", moment, "pk")[:number]
    for place, (on, at, pk) in enumerate(columns):
        yield 0 if as_recorded else -on.toordinal(), -at.timestamp(), kind, place, pk


def _lines(wanted: Sequence[tuple[int, int, Any]]) -> Iterator[CorrectionLine]:
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
