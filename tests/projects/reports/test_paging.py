"""What comes a page at a time: nothing is left out, nothing is shown twice, and what is counted is counted over all."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from projects.actions.refresh import refresh_assessments
from projects.reports.catalogue import programmes, sources, target_group
from projects.reports.overviews import deadlines
from projects.reports.overviews.change_log import change_log
from projects.reports.paging import page_slices, paginate
from projects.reports.targets.target_detail import FIGURES_ON_A_PAGE, target_detail
from projects.reports.targets.target_query import TargetQuery
from tests.factories import IndicatorFactory, OutcomeFactory, ProgrammeFactory, SourceFactory, TargetFactory

TODAY = date(2025, 1, 10)
NOW = datetime(2025, 1, 10, 9, tzinfo=UTC)
START = date(2024, 1, 1)


def refreshed() -> None:
    refresh_assessments(as_of=TODAY, at=NOW)


@pytest.mark.parametrize(
    ("page", "rows", "at"), [(1, (0, 1, 2), 1), (3, (6,), 3), (9, (6,), 3)], ids=["first", "last", "past the last"]
)
def test_page_past_the_last_shows_the_last(page: int, rows: tuple[int, ...], at: int) -> None:
    part = paginate(list(range(7)), page, 3)
    assert (part.rows, part.count, part.page, part.pages) == (rows, 7, at, 3)
    assert paginate([], 5, 3).pages == 1


def test_lists_one_after_another_are_dealt_out_without_a_gap() -> None:
    lists = (list("abcde"), [], list("fg"), list("hijk"))
    parts = [page_slices([len(rows) for rows in lists], page, 4) for page in (1, 2, 3, 4)]
    pages = ["".join(row for rows, part in zip(lists, page, strict=True) for row in rows[part]) for page in parts]
    assert pages == ["abcd", "efgh", "ijk", ""]


@pytest.mark.django_db
def test_bundle_is_never_parted_between_two_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programmes, "TARGETS_ON_A_PAGE", 4)
    programme = ProgrammeFactory(id="pool")
    for number in range(3):
        for part in range(3):
            TargetFactory(id=f"b{number}-{part}", bundle=f"b{number}", indicator__programme=programme,
                          deadline=date(2024, 12, 31) + timedelta(days=number))  # fmt: skip
    TargetFactory(id="alone", indicator__programme=programme)
    refreshed()
    pages = [programmes.programme_page("pool", TODAY, page) for page in (1, 2, 3)]
    shown = [[entry.id for promise in page.promises for entry in promise.entries] for page in pages if page]
    assert shown == [["b0-0", "b0-1", "b0-2"], ["b1-0", "b1-1", "b1-2"], ["b2-0", "b2-1", "b2-2", "alone"]]
    assert [sum(line.count for line in page.counts) for page in pages if page] == [10, 10, 10]


@pytest.mark.django_db
@pytest.mark.parametrize("as_of", [TODAY, date(2024, 12, 30)], ids=["stored", "computed"])
def test_targets_of_a_place_are_paged_and_counted_all_together(as_of: date, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(target_group, "ON_A_PAGE", 2)
    programme = ProgrammeFactory()
    for number in range(5):
        TargetFactory(id=f"t{number}", deadline=START + timedelta(days=number * 100), indicator__programme=programme)
    refreshed()
    pages = [target_group.target_group(TargetQuery(territory="kz", page=page), as_of) for page in (1, 2, 3)]
    assert [[entry.id for entry in page.entries] for page in pages] == [["t0", "t1"], ["t2", "t3"], ["t4"]]
    for page in pages:
        assert page.count == sum(line.count for line in page.counts) == sum(month.count for month in page.due.due) == 5
        assert page.extremes.longest_overdue is not None
        assert page.extremes.longest_overdue.id == "t0"


@pytest.mark.django_db
def test_source_shows_all_that_it_claims_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "PAGE_SIZE", 3)
    speech, indicator = SourceFactory(id="speech", published=date(2024, 12, 31)), IndicatorFactory()
    for number in range(2):
        TargetFactory(id=f"promise-{number}", indicator=indicator, source=speech)
    for number in range(3):
        outcome = OutcomeFactory(id=f"said-{number}", indicator=indicator, source=speech)
        if number:
            OutcomeFactory(indicator=indicator, corrects=outcome, value=Decimal(90 + number))
    refreshed()
    pages = [sources.source_page("speech", TODAY, page) for page in (1, 2)]
    shown = [[*(c.target.id for c in page.targets), *(c.outcome.id for c in page.outcomes)] for page in pages if page]
    assert shown == [["promise-0", "promise-1", "said-0"], ["said-1", "said-2"]]
    assert [(page.promises, page.reports, page.contested) for page in pages if page] == [(2, 3, 2)] * 2


@pytest.mark.django_db
def test_figures_of_a_target_come_a_page_at_a_time_with_what_became_of_each() -> None:
    target = TargetFactory(id="pool")
    for number in range(FIGURES_ON_A_PAGE + 5):
        day = START + timedelta(days=number)
        OutcomeFactory(id=f"day-{number:02}", indicator=target.indicator, period_start=day, period_end=day)
    refreshed()
    pages = [target_detail("pool", TODAY, page) for page in (1, 2)]
    shown = [[figure.outcome.id for figure in page.shown_evidence] for page in pages if page]
    assert [len(ids) for ids in shown] == [FIGURES_ON_A_PAGE, 5]
    assert len({*shown[0], *shown[1]}) == FIGURES_ON_A_PAGE + 5
    for page, ids in zip(pages, shown, strict=True):
        assert page is not None
        assert page.shown_explanation is not None
        assert page.shown_explanation.report_codes().keys() == set(ids)


@pytest.mark.django_db
def test_calendar_file_holds_the_deadlines_nearest_to_the_day(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadlines, "MOST_DEADLINES", 3)
    for number, deadline in enumerate((date(2024, 1, 1), date(2024, 12, 1), date(2025, 2, 1), date(2025, 6, 1))):
        TargetFactory(id=f"t{number}", deadline=deadline, window_start=None)
    refreshed()
    dates = deadlines.deadlines(TODAY)
    assert ([row.name for row in dates.shown], dates.count) == (["t1", "t2", "t3"], 4)
    text = client.get("/calendar.ics?as_of=2025-01-10&lang=en").content.decode().replace("\r\n ", "")
    assert "The 3 deadlines nearest to today\\, of 4." in text
    assert "nearest to today" not in client.get("/calendar.ics?as_of=2024-02-10&programme=nothing").content.decode()


@pytest.mark.django_db
def test_changes_are_shown_once_whatever_the_order_of_first_and_later_links() -> None:
    programme = ProgrammeFactory()
    for number in range(40):
        first = TargetFactory(id=f"a-{number:02}", timing="by_deadline", indicator__programme=programme)
        TargetFactory(id=f"z-{39 - number:02}", revises=first, indicator=first.indicator, value=Decimal(200),
                      timing="by_deadline", announced=date(2024, 3, 1))  # fmt: skip
    refreshed()
    pages = [change_log(TODAY, page) for page in (1, 2, 3)]
    seen = [(change.on, change.target.id, change.status is None)
            for page in pages[: pages[0].pages] for _day, changes in page.days for change in changes]  # fmt: skip
    assert len(seen) == len(set(seen)) == pages[0].count


@pytest.mark.django_db
def test_list_that_is_asked_for_too_much_on_a_page_keeps_its_place(client: Client) -> None:
    programme = ProgrammeFactory()
    for number in range(120):
        TargetFactory(id=f"t-{number:03}", deadline=START + timedelta(days=number), indicator__programme=programme)
    refreshed()
    shown = client.get("/en/targets/?page_size=100&page=2").content.decode()
    assert 'href="/en/targets/t-100/"' in shown
    assert 'href="/en/targets/t-099/"' not in shown
