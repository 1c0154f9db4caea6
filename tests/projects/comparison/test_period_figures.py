"""R9 kept from day to day: readings that come and go leave what all that are left would give at once."""

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
    found = []
    for number in range(draw(st.integers(0, 12))):
        end = DAY + timedelta(draw(st.integers(0, 3)))
        start = draw(st.none() | st.just(end) | st.just(DAY) | st.just(end + timedelta(1)))
        length = 0 if start is None else max((end - start).days + 1, 0)
        publisher = draw(st.sampled_from("ab"))
        value = Decimal(number)
        published = DAY + timedelta(draw(st.integers(3, 6)))
        rank, final = draw(st.integers(0, 1)), draw(st.booleans())
        found.append(Reading(str(number), start, end, value, (value, value), rank, final, published, publisher, length))
    return found


def told(figures: PeriodFigures) -> tuple[object, object]:
    groups = {period: [one.id for one in group] for period, group in figures.groups.items()}
    return groups, [one.id for one in figures.best]


@given(readings(), st.data(), st.booleans())
def test_standing_kept_equals_standing_made_at_once(found: list[Reading], data: st.DataObject, dated: bool) -> None:
    kept = PeriodFigures((), dated)
    there: list[Reading] = []
    for one in found:
        before = [each.id for each in kept.best]
        changed = kept.add(one)
        there.append(one)
        assert changed or before == [each.id for each in kept.best]
        if data.draw(st.booleans()):
            gone = data.draw(st.sampled_from(there))
            there.remove(gone)
            kept.drop(gone)
        at_once = PeriodFigures(there, dated)
        assert told(kept) == told(at_once)
        assert kept.cover(DAY, date.max).pieces == at_once.cover(DAY, date.max).pieces


@given(readings(), st.booleans())
def test_reading_what_stands_otherwise_moves_nothing(found: list[Reading], dated: bool) -> None:
    figures = PeriodFigures(found, dated)
    before = told(figures)
    read = figures.best[:2]
    other = figures.read_as({one.id: Decimal(99) for one in read})
    assert told(other) == told(figures) == before
    if dated:
        assert [one.value for one in other.best[:2]] == [99] * len(read)
    else:
        chosen, printed = other.cover(None, date.max), figures.cover(None, date.max)
        assert chosen.pieces == printed.pieces
        assert chosen.actual == (
            sum((Decimal(99) if one in read else one.value for one in printed.pieces), Decimal(0))
            if printed.pieces
            else None
        )
