"""The calendar of a large record: every deadline is counted, and the verdict is made on what is shown."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from projects.reports.overviews.due_dates import IN_A_MONTH, AllDeadlines, shown_of
from projects.reports.verdicts.verdict_lookup import Verdict

pytestmark = pytest.mark.once
AS_OF = date(2025, 3, 1)
CHAINS = 20_000


def all_deadlines(made: list[str]) -> AllDeadlines:
    """Four a day from 2020 on, the last of a day first; ``made`` notes on which chains a verdict was made."""

    def verdict(target: str) -> Verdict:
        made.append(target)
        return Verdict(target, target, "on_track", None, None)

    chains = [f"target-{number:05}" for number in reversed(range(CHAINS))]
    dated = [(date(2020, 1, 1) + timedelta(days=int(chain[-5:]) // 4), chain, chain) for chain in chains]
    return AllDeadlines(dated, undated=7, verdict=verdict)


def test_year_of_a_large_record_makes_the_verdicts_that_it_shows() -> None:
    made: list[str] = []
    shown = shown_of(all_deadlines(made), AS_OF, year=None, month=None, page=1)
    assert (shown.about.year, shown.about.undated) == (2025, 7)
    assert shown.about.years == tuple(range(2020, 2034))
    assert [(due.on, due.count) for due in shown.months][:2] == [(date(2025, 1, 1), 124), (date(2025, 2, 1), 112)]
    assert shown.about.counts[1] == (date(2025, 2, 1), 112)
    assert len(made) == 12 * IN_A_MONTH
    first_day = (date(2025, 1, 1) - date(2020, 1, 1)).days * 4
    assert [verdict.target for verdict in shown.months[0].earliest[:2]] == [
        f"target-{first_day + turn:05}" for turn in (0, 1)
    ]


def test_month_of_a_large_record_makes_the_verdicts_of_its_deadlines() -> None:
    made: list[str] = []
    shown = shown_of(all_deadlines(made), AS_OF, year=2025, month=2, page=2)
    assert len(made) == 112
    assert (shown.about.page, shown.about.pages, shown.months[0].count) == (2, 3, 112)
    assert [(due.on.day, due.count, len(due.earliest)) for due in shown.days][:2] == [(1, 4, 3), (2, 4, 3)]
