"""The filters that lead from a number of a track record to the targets that it counts (R15)."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from projects.actions.refresh import refresh_assessments
from projects.comparison.track_record import ENDINGS, JUDGED, WAYS, track_record
from projects.reports.parameters import BadParametersError
from projects.reports.targets.facets import facets
from projects.reports.targets.target_list import find_targets
from projects.reports.targets.target_query import TargetQuery
from projects.reports.verdicts.chain_records import Scope, chain_rows
from projects.reports.verdicts.track_records import Question, records_by
from tests.factories import RECORDED_AT, IndicatorFactory, PersonFactory, TargetFactory

from .test_chain_records import NOW, PAST, REVISED_AT, STORED_ON, load_both_countries, small_record

pytestmark = pytest.mark.django_db
TODAY = date(2025, 1, 10)


def listed(as_of: date = TODAY, **filters) -> list[str]:
    query = TargetQuery(as_of=as_of, page_size=500, **filters)
    page = find_targets(query, TODAY)
    counts = facets(query, TODAY)
    assert sum(value.count for value in counts["status"].values) == page.count
    return sorted(entry.id for entry in page.entries)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"ended": ("unreported",)}, ["local"]),
        ({"ended": ("ahead",)}, ["moved-2"]),
        ({"ended": ("ahead", "unreported")}, ["local", "moved-2"]),
        ({"ended": ("missed",), "against": "first"}, ["moved-2"]),
        ({"ended": ("missed",), "against": "current"}, []),
        ({"fell_due": True}, ["local", "moved-2"]),
        ({"fell_due": False}, ["undated"]),
        ({"undated": True}, ["undated"]),
        ({"moved": ("postponed",)}, ["moved-2"]),
        ({"moved": ("raised", "lowered")}, []),
        ({"after_the_fact": True}, ["moved-2"]),
        ({"after_the_fact": False, "territory": "kz-71"}, ["local"]),
        ({"silent": True}, ["local"]),
        ({"answered": True}, []),
        ({"announced_in": 2024}, ["local", "moved-2", "undated"]),
        ({"announced_in": 2023}, []),
        ({"fell_due": True, "responsible": "new"}, ["moved-2"]),
        ({"fell_due": True, "sector": "transport", "revised": True}, ["moved-2"]),
        ({"fell_due": True, "search": "local"}, ["local"]),
    ],
)
def test_a_filter_finds_what_is_counted(filters, expected) -> None:
    small_record()
    assert listed(**filters) == expected
    assert listed(date(2025, 1, 9), **filters) == expected  # from the history


@pytest.mark.slow
def test_every_count_of_the_shipped_records_is_a_list() -> None:
    load_both_countries()
    for day in (PAST[1], PAST[3], STORED_ON):
        for against in ("current", "first"):
            rows = chain_rows(day, against_first=against == "first")
            record = track_record([row.record for row in rows], day, against_first=against == "first")
            listings = {
                **{("ended", (ending.name,)): ending.targets for ending in record.endings},
                **{("moved", (way.name,)): way.targets for way in record.movement.ways},
                ("moved", WAYS): record.movement.targets,
                ("after_the_fact", True): record.movement.after_the_fact,
                ("answered", True): record.silence.answered,
                ("silent", True): record.silence.silent,
                ("undated", True): record.undated,
            }
            for (name, value), targets in listings.items():
                assert listed(day, against=against, **{name: value}) == sorted(targets), (day, against, name, value)
            assert len(listed(day, against=against, fell_due=True)) == record.due
            assert len(listed(day, against=against, ended=JUDGED)) == record.decided
            assert len(listed(day, against=against, ended=ENDINGS)) == record.due


def test_a_moment_of_recording_is_judged_from_the_claims() -> None:
    small_record()
    before, after = RECORDED_AT, REVISED_AT
    assert listed(ended=("ahead",), known_at=after) == ["moved-2"]
    assert listed(ended=("missed",), known_at=before) == ["moved"]
    assert listed(fell_due=True, against="first", known_at=before) == ["local", "moved"]


def test_the_query_is_read_as_it_is_written() -> None:
    text = "ended=ahead&ended=missed&after_the_fact=true&announced_in=2024&against=first"
    query = TargetQuery.read(QueryDict(text))
    assert query.counted is not None
    assert query.counted.against_first
    assert sorted(query.canonical().split("&")) == sorted(text.split("&"))
    assert not TargetQuery(against="first").filtered
    assert TargetQuery(undated=False).filtered
    with pytest.raises(BadParametersError, match="none of"):
        TargetQuery.read(QueryDict("ended=on_track"))


def test_a_person_has_what_they_announced_and_announced_anew() -> None:
    region = IndicatorFactory()
    speaker, follower = PersonFactory(id="speaker"), PersonFactory(id="follower")
    first = TargetFactory(id="first", indicator=region, spoken_by=speaker, deadline=date(2024, 6, 30))
    TargetFactory(
        id="second", indicator=region, revises=first, spoken_by=follower, announced=date(2024, 9, 1),
        deadline=date(2025, 6, 30),
    )  # fmt: skip
    TargetFactory(id="other", spoken_by=follower, deadline=date(2024, 6, 30))
    TargetFactory(id="nobodys")
    refresh_assessments(as_of=TODAY, at=NOW)
    assert listed(person="speaker") == ["second"]
    assert listed(person="follower") == ["other", "second"]
    assert listed(person="speaker", ended=("ahead",)) == ["second"]
    assert listed(date(2024, 8, 1), person="follower") == ["other"]
    records = {subject.named.id: subject.record for subject in records_by("person", Question(TODAY))}
    assert {id: record.promises for id, record in records.items()} == {"follower": 2, "speaker": 1}
    within = records_by("person", Question(TODAY, Scope(person="speaker")))
    assert [subject.named.id for subject in within] == ["speaker"]


def test_the_page_says_and_keeps_the_filters(client: Client) -> None:
    small_record()
    page = client.get("/en/targets/?ended=ahead&moved=postponed&against=first&as_of=2025-01-10").content.decode()
    assert "No target matches" in page
    for words in ("What became of it:", "Moved ahead", "postponed", "the first announcement"):
        assert words in page, words
    for name, value in (("ended", "ahead"), ("moved", "postponed"), ("against", "first")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in page
    assert "Follow this search" not in page
    answer = client.get("/api/v1/targets/?silent=true&as_of=2025-01-10").json()
    assert [entry["id"] for entry in answer["results"]] == ["local"]


def test_the_number_of_queries_stays() -> None:
    small_record()
    with CaptureQueriesContext(connection) as captured:
        find_targets(TargetQuery(as_of=TODAY, fell_due=True, against="first"), TODAY)
    assert len(captured) <= 16
