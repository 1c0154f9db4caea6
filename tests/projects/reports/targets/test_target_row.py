"""The lines of a table say what the entries of the same list say, however they were read."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.actions.refresh import refresh_assessments
from projects.models import Indicator
from projects.reports.targets.target_list import find_rows, find_targets
from projects.reports.targets.target_query import TargetQuery
from projects.reports.targets.target_row import row_of_entry
from tests.every_page import RECORD
from tests.factories import OutcomeFactory, TargetFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 7, 1)
ALL = 1000
ASKED = (
    TargetQuery(page_size=ALL),
    TargetQuery(page_size=ALL, ordering="-percent_achieved"),  # ids first, then their rows
    TargetQuery(page_size=7, page=3),
    TargetQuery(page_size=ALL, as_of=date(2025, 3, 1)),  # judged anew
)


@pytest.fixture
def shipped() -> None:
    call_command("import_package", str(RECORD), verbosity=0)
    given_up = TargetFactory(id="given-up", announced=date(2024, 2, 1))
    TargetFactory(id="given-up-2", revises=given_up, withdrawn=True, value=None, announced=date(2024, 9, 1))
    ends = {"value": Decimal("0.30"), "upper_value": Decimal("12345678901234567890.5")}
    wide = TargetFactory(id="wide", qualifier="between", **ends)
    OutcomeFactory(indicator=wide.indicator, value=Decimal(0), period_end=date(2024, 6, 30))
    Indicator.objects.filter(pk=wide.indicator_id).update(name="Only in English", name_ru="", name_kk="")
    refresh_assessments(as_of=TODAY, at=datetime(2026, 7, 1, 9, tzinfo=UTC))


@pytest.mark.usefixtures("shipped")
def test_lines_say_what_the_entries_of_the_same_page_say() -> None:
    for query in ASKED:
        entries = find_targets(query, TODAY)
        assert entries.entries
        for lang in ("en", "ru", "kk"):
            lines = find_rows(query, TODAY, lang)
            assert lines.entries == tuple(row_of_entry(entry, lang) for entry in entries.entries), (query, lang)
            assert (lines.count, lines.pages) == (entries.count, entries.pages)


@pytest.mark.usefixtures("shipped")
def test_line_has_the_name_in_the_language_asked_for_else_the_english_one() -> None:
    named = {
        lang: {line.id: line.indicator for line in find_rows(ASKED[0], TODAY, lang).entries} for lang in ("en", "ru")
    }
    assert named["en"]["wide"] == named["ru"]["wide"] == "Only in English"
    assert named["en"]["pool-2024-projects"] != named["ru"]["pool-2024-projects"]


@pytest.mark.usefixtures("shipped")
def test_page_of_lines_reads_no_more_than_it_shows() -> None:
    with CaptureQueriesContext(connection) as queries:
        find_rows(TargetQuery(), TODAY, "kk")
    rows = queries.captured_queries[-1]["sql"]
    assert "LIMIT 50" in rows
    assert not [name for name in ("projects_source", "projects_organisation", "name_ru", "locator") if name in rows]
