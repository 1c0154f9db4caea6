"""The chart of revisions and the strip of a bundle: nothing outside the frame, overlapping or hidden."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from projects.charts import in_page, png
from projects.charts.bullet import Progress
from projects.charts.drawing import Drawing, Path, Placed, Point, Text, flat
from projects.charts.labels import area_of
from projects.charts.revisions import NARROW, STILL, WIDE, Announcement, revisions
from projects.charts.strip import Component, strip
from projects.charts.styles import ROLES

FIRST = date(2024, 2, 5)
CHAIN = [
    Announcement(FIRST, "1.2 trillion tenge", Decimal(12), date(2024, 12, 31)),
    Announcement(date(2024, 4, 8), "1.5 trillion tenge", Decimal(15), date(2024, 12, 31), ("raised",)),
    Announcement(
        date(2025, 1, 8), "1.3 trillion tenge", Decimal(13), date(2025, 12, 31), ("lowered", "postponed"), True
    ),
    Announcement(date(2025, 2, 8), "1.2 trillion tenge", Decimal(12), date(2025, 12, 31), ("lowered",)),
]
CHAINS = {
    "moved": CHAIN,
    "not comparable": [
        Announcement(FIRST, "no figure named", None, None),
        Announcement(date(2024, 3, 1), "withdrawn", None, None, ("withdrawn",), True),
    ],
    "twenty, long": [
        Announcement(
            FIRST + timedelta(days=30 * place), "at least 123,456,789,012,345 square metres of floor space",
            Decimal(place * place % 7), date(2024, 12, 31) + timedelta(days=200 * place),
        )
        for place in range(20)
    ],
    "all of time": [
        Announcement(date.min, "0", Decimal(0), date.min), Announcement(FIRST, "9" * 30, Decimal("9" * 30), date.max)
    ],
}  # fmt: skip


def apart_and_inside(drawing: Drawing) -> None:
    texts = [part for part in flat(drawing.shapes) if isinstance(part, Text)]
    areas = [
        area_of(text, float(ROLES[text.role]["font-size"]), int(ROLES[text.role].get("font-weight", "400")))
        for text in texts
    ]
    for place, area in enumerate(areas):
        assert 0 <= area.left <= area.right <= drawing.width + 1, texts[place]
        assert 0 <= area.top <= area.bottom <= drawing.height, texts[place]
        assert not any(area.meets(other) for other in areas[:place]), texts[place]


@pytest.mark.parametrize("chain", CHAINS)
def test_ledger_keeps_its_words_apart_and_inside(chain: str) -> None:
    for size in (WIDE, NARROW, STILL):
        for lang in ("en", "ru", "kk"):
            apart_and_inside(revisions(CHAINS[chain], lang, size))
    assert png(revisions(CHAINS[chain], "kk", STILL), 300)[:4] == b"\x89PNG"


def test_every_announcement_is_a_row_that_can_be_reached_and_says_what_moved() -> None:
    drawing = revisions(CHAIN, "en")
    points = [shape for shape in drawing.shapes if isinstance(shape, Point)]
    assert [point.label.replace("\xa0", " ") for point in points][2] == (
        "8 Jan 2025: 1.3 trillion tenge, by 31 December 2025 (lowered; postponed; after the fact)"
    )
    assert in_page(drawing, "r").count('tabindex="0"') == 4


def test_value_and_deadline_move_sideways_and_stand_still_where_they_did_not_move() -> None:
    marks = [shape for shape in flat(revisions(CHAIN, "en").shapes) if isinstance(shape, Path)]
    lines = [shape.d for shape in marks if shape.role == "steps"]
    value, deadline = ([float(part.split("V")[0]) for part in line.split("H")[1:]] for line in lines)
    assert value[0] > value[1] > value[2], "raised, lowered, lowered"
    assert deadline[0] < deadline[1] == deadline[2], "postponed once"
    assert [shape.role for shape in marks if shape.role.startswith(("moved", "goal"))].count("moved-late") == 2


def test_strip_shows_each_component_with_its_verdict_and_bullet() -> None:
    parts = [
        Component("Projects launched", "180 projects, in 2024", "achieved", "100% of the way",
                  Progress(Decimal(1), None, of_way=True)),
        Component("слово " * 60, "1.2 trillion tenge, in 2024", "missed", "50% of the way; " * 20,
                  Progress(Decimal("0.5"), Decimal("0.8"), of_way=True)),
        Component("Plan adopted", "to be done", "no_data", "", None),
    ]  # fmt: skip
    for lang in ("en", "ru", "kk"):
        drawing = strip(parts, lang)
        apart_and_inside(drawing)
    marks = [shape for shape in flat(drawing.shapes) if isinstance(shape, Placed)]
    assert [shape.name for shape in marks if shape.name] == ["achieved", "missed", "no_data"]
    assert len([shape for shape in marks if not shape.name]) == 2, "a bullet for each that has a scale"
    assert png(drawing, 300)[:4] == b"\x89PNG"
