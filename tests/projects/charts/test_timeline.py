"""The timeline: a mark for each deadline, numbers where they are too many, today's line between past and ahead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import pytest

from projects.charts import in_page, png
from projects.charts.drawing import Drawing, Placed, Point, Text, flat
from projects.charts.labels import area_of
from projects.charts.periods import periods
from projects.charts.styles import ROLES
from projects.charts.timeline import NARROW, STILL, WIDE, columns, timeline
from projects.comparison.statuses import STATUSES

TODAY = date(2026, 11, 24)


@dataclass(frozen=True)
class Due:
    on: date
    status: str
    count: int = 1


DECEMBER = [Due(date(year, 12, 31), "overdue" if year < 2026 else "no_data", 5) for year in range(2022, 2031)]
SHAPES = {
    "one": [Due(date(2026, 12, 31), "on_track")],
    "due today": [Due(TODAY, "no_data", 3)],
    "all past": [Due(date(2020, 3, 1), "missed"), Due(date(2021, 3, 1), "achieved")],
    "every year's end": DECEMBER,
    "months of one year": [Due(date(2026, month, 28), status) for month, status in enumerate(STATUSES, 1)],
    "twenty thousand": [Due(date(2022, 1, 1) + timedelta(days=day), STATUSES[day % 11], 5) for day in range(4000)],
    "all of time": [Due(date.min, "missed", 2), Due(date.max, "no_data", 12_345_678)],
}


def marks(drawing: Drawing) -> list[Placed]:
    return [shape for shape in flat(drawing.shapes) if isinstance(shape, Placed)]


@pytest.mark.parametrize("shape", SHAPES)
def test_everything_lies_within_the_picture_and_no_label_on_another(shape: str) -> None:
    for size in (WIDE, NARROW, STILL):
        for lang in ("en", "ru", "kk"):
            drawing = timeline(SHAPES[shape], TODAY, lang, size)
            texts = [part for part in flat(drawing.shapes) if isinstance(part, Text)]
            areas = [area_of(text, weight=int(ROLES[text.role].get("font-weight", "400"))) for text in texts]
            for place, area in enumerate(areas):
                assert 0 <= area.left <= area.right <= size.width, texts[place]
                assert 0 <= area.top <= area.bottom <= drawing.height
                assert not any(area.meets(other) for other in areas[:place]), texts[place]
            for mark in marks(drawing):
                assert 0 <= mark.x <= size.width - 12
                assert 0 <= mark.y <= drawing.height - 12


def test_each_deadline_is_a_mark_of_its_verdict() -> None:
    drawing = timeline(DECEMBER, TODAY, "en")
    assert len(marks(drawing)) == 45
    assert {mark.name for mark in marks(drawing)} == {"overdue", "no_data"}
    places = [(mark.x, mark.y) for mark in marks(drawing)]
    assert len(places) == len(set(places))


def test_what_is_ahead_lies_right_of_today() -> None:
    drawing = timeline(DECEMBER, TODAY, "en")
    line = next(shape for shape in flat(drawing.shapes) if shape.role == "as-of")
    x = float(re.match(r"M([\d.]+)", line.d)[1])
    for mark in marks(drawing):
        assert (mark.x > x) is (mark.name == "no_data")


def test_too_many_for_marks_are_counted_and_none_is_lost() -> None:
    for size in (WIDE, NARROW):
        shown = columns(SHAPES["twenty thousand"], TODAY, "en", size)
        assert sum(column.total for column in shown) == 20_000
        drawing = timeline(SHAPES["twenty thousand"], TODAY, "en", size)
        numbers = [int(shape.words.replace(",", "")) for shape in flat(drawing.shapes) if shape.role == "strong"]
        assert sum(numbers) == 20_000
        assert len(in_page(drawing, "t")) < 60_000, "it does not grow with the record"


def test_columns_are_links_to_the_lists_behind_them() -> None:
    drawing = timeline(
        DECEMBER, TODAY, "en", WIDE, lambda period: f"/targets/?due_after={period.start}&due_before={period.end}"
    )
    links = [shape for shape in drawing.shapes if isinstance(shape, Point)]
    assert len(links) == 9
    assert links[0].href == "/targets/?due_after=2022-01-01&due_before=2022-12-31"
    assert links[0].label == "2022: overdue 5"
    assert links[4].href == "/targets/?due_after=2026-11-24&due_before=2026-12-31"
    page = in_page(drawing, "t")
    assert page.count('<a class="point" href="/targets/?due_after=') == 9
    assert page.count("<use ") == 45
    assert page.count('id="t-overdue"') == 1, "a mark is drawn once and repeated"


QUARTERS = [f"{month} 2025" for month in ("Jan", "Apr", "Jul", "Oct")]


@pytest.mark.parametrize(
    ("first", "most", "labels"),
    [
        (date(2026, 1, 5), 20, ["Jan 2026", "Feb 2026", "Mar 2026"]),
        (date(2025, 1, 5), 7, [*QUARTERS, "Jan 2026"]),
        (date(2022, 1, 5), 10, ["2022", "2023", "2024", "2025", "2026"]),
        (date(2001, 1, 5), 10, [f"{year}–{year + 4}" for year in range(2000, 2030, 5)]),
        (date(1990, 1, 5), 6, [f"{year}–{year + 9}" for year in range(1990, 2030, 10)]),
    ],
)
def test_columns_are_as_fine_as_there_is_room(first: date, most: int, labels: list[str]) -> None:
    last = date(2026, 3, 5)
    parts = periods([first, date(2026, 2, 28), last], last, "en", most)
    assert list(dict.fromkeys(period.label for period in parts)) == labels
    assert len(parts) <= most
    assert (parts[0].start <= first, parts[-1].end >= last) == (True, True)
    for before, after in pairwise(parts):
        assert after.start == before.end + timedelta(days=1)


def test_promises_for_the_end_of_each_year_stand_in_years() -> None:
    ends = [date(year, 12, 31) for year in range(2022, 2026)]
    assert [period.label for period in periods(ends, date(2025, 12, 31), "en", 30)][:3] == ["2022", "2023", "2024"]
    spread = [*ends, date(2023, 6, 30)]
    assert periods(spread, date(2025, 12, 31), "en", 30)[0].label == "Oct 2022", "quarters tell more"


def test_picture_of_a_timeline_can_be_made() -> None:
    for shape in SHAPES.values():
        assert png(timeline(shape, TODAY, "kk", STILL), 300)[:4] == b"\x89PNG"
