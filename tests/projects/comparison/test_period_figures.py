"""R9 day by day: adding and removing readings gives the same as computing from the remaining ones at once."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from projects.comparison.period_figures import PeriodFigures
from projects.comparison.readings import Reading

DAY = date(2024, 1, 1)


@st.composite
def readings(draw: st.DrawFn) -> list[Reading]:
    drawn = []
    for number in range(draw(st.integers(0, 12))):
        end = DAY + timedelta(draw(st.integers(0, 3)))
        start = draw(st.none() | st.just(end) | st.just(DAY) | st.just(end + timedelta(1)))
        length = 0 if start is None else max((end - start).days + 1, 0)
        publisher = draw(st.sampled_from("ab"))
        value = Decimal(number)
        published = DAY + timedelta(draw(st.integers(3, 6)))
        rank, final = draw(st.integers(0, 1)), draw(st.booleans())
        drawn.append(Reading(str(number), start, end, value, (value, value), rank, final, published, publisher, length))
    return drawn


def state_of(figures: PeriodFigures) -> tuple[object, object]:
    groups = {period: [reading.id for reading in group] for period, group in figures.groups.items()}
    return groups, [reading.id for reading in figures.best]


@given(readings(), st.data(), st.booleans())
def test_standing_kept_equals_standing_made_at_once(drawn: list[Reading], data: st.DataObject, dated: bool) -> None:
    figures = PeriodFigures((), dated)
    there: list[Reading] = []
    for item in drawn:
        before = [reading.id for reading in figures.best]
        changed = figures.add(item)
        there.append(item)
        assert changed or before == [reading.id for reading in figures.best]
        if data.draw(st.booleans()):
            gone = data.draw(st.sampled_from(there))
            there.remove(gone)
            figures.drop(gone)
        at_once = PeriodFigures(there, dated)
        assert state_of(figures) == state_of(at_once)
        assert figures.cover(DAY, date.max).pieces == at_once.cover(DAY, date.max).pieces


@given(readings(), st.booleans())
def test_reading_what_stands_otherwise_moves_nothing(drawn: list[Reading], dated: bool) -> None:
    figures = PeriodFigures(drawn, dated)
    before = state_of(figures)
    read = figures.best[:2]
    other = figures.read_as({reading.id: Decimal(99) for reading in read})
    assert state_of(other) == state_of(figures) == before
    if dated:
        assert [reading.value for reading in other.best[:2]] == [99] * len(read)
    else:
        chosen, printed = other.cover(None, date.max), figures.cover(None, date.max)
        assert chosen.pieces == printed.pieces
        assert chosen.actual == (
            sum((Decimal(99) if reading in read else reading.value for reading in printed.pieces), Decimal(0))
            if printed.pieces
            else None
        )
