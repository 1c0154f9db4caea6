"""Every page answers, says what it is asked to say, and helps where it cannot."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest
from django.test import Client

from projects import wording
from projects.actions.refresh import refresh_assessments
from tests.factories import IndicatorFactory, OutcomeFactory, TargetFactory
from tests.projects.conftest import NOW, TODAY

pytestmark = pytest.mark.once

INDEXES = (
    "/", "/programmes/", "/targets/", "/organisations/", "/territories/", "/projects/", "/sources/", "/changes/",
    "/calendar/", "/compare/", "/method/", "/glossary/", "/data/",
)  # fmt: skip
THINGS = (
    "/programmes/pool/", "/targets/count-2024/", "/targets/money-1/", "/targets/money-2/", "/targets/plan-2025/",
    "/organisations/old-ministry/", "/organisations/new-ministry/", "/territories/kz/", "/territories/kz-71/",
    "/projects/plant/", "/sources/report/",
)  # fmt: skip
SAY_NO_FIGURES = ("/method/", "/glossary/", "/data/")


def text(answer) -> str:
    """The HTML of a page, with one plain space wherever its template breaks a line."""
    return " ".join(answer.content.decode().split())


@pytest.mark.django_db
@pytest.mark.parametrize("path", INDEXES)
def test_empty_tracker_has_pages_that_say_what_to_do(reader: Client, path: str) -> None:
    answer = reader.get(path)
    assert answer.status_code == 200
    if path not in SAY_NO_FIGURES:
        assert "import_package projects/data/kazakhstan" in text(answer)
        assert 'href="/admin/"' in text(answer)


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("path", INDEXES + THINGS)
def test_page_answers_today_and_for_an_earlier_day(reader: Client, path: str) -> None:
    for language, query in product(
        ("en", "ru", "kk"), ("", "?as_of=2024-08-15", "?as_of=2020-01-01", "?as_of=2030-01-01")
    ):
        answer = reader.get(path + query, headers={"accept-language": language})
        assert answer.status_code == 200, (language, query)
        assert f'<html lang="{language}">' in text(answer), query


@pytest.mark.usefixtures("record")
def test_target_page_says_what_who_when_where_it_stands_and_what_moved(reader: Client) -> None:
    shown = text(reader.get("/targets/count-2024/"))
    for words in (
        "180 projects", "in 2024", "A minister", "Old ministry", "No final report", "for 10 days",
        "No report covers the whole window up to the deadline.", "90 projects", "50%", "January–June 2024",
        "July 2024", "no: the start of its period is not known", "Promised together with it",
    ):  # fmt: skip
        assert words in shown, words
    revised = text(reader.get("/targets/money-2/"))
    assert "raised 25%" in revised
    assert "Revised after the fact" in revised
    assert "This announcement was later replaced" in text(reader.get("/targets/money-1/"))


@pytest.mark.usefixtures("record")
def test_target_page_knows_only_what_was_public_on_the_day(reader: Client) -> None:
    before = text(reader.get("/targets/count-2024/?as_of=2024-07-30"))
    assert "What was known on <strong>30 July 2024</strong>" in before
    assert "90 projects" not in before, "a source dated July counts from its last day (R1)"
    assert "77 projects" in before
    assert "90 projects" in text(reader.get("/targets/count-2024/?as_of=2024-07-31"))


@pytest.mark.usefixtures("record")
def test_target_asked_for_before_its_announcement_says_when_it_came(reader: Client) -> None:
    shown = text(reader.get("/targets/money-2/?as_of=2024-06-30"))
    assert "This target was announced on 5 January 2025" in shown


@pytest.mark.usefixtures("record")
def test_bundle_shows_a_verdict_for_each_component(reader: Client) -> None:
    shown = text(reader.get("/programmes/pool/"))
    assert "One promise, 2 components; each has its own verdict." in shown
    assert "One project of this programme is known by name." in shown
    assert "commissioned" in shown


@pytest.mark.usefixtures("record")
def test_reported_number_stands_beside_those_that_can_be_named(reader: Client) -> None:
    assert "90 projects reported; we can name 1" in text(reader.get("/programmes/pool/"))


@pytest.mark.usefixtures("record")
def test_calendar_has_a_sheet_for_a_month_and_the_way_to_its_neighbours(reader: Client) -> None:
    shown = text(reader.get("/calendar/?year=2024&month=12"))
    assert "Deadlines: December 2024" in shown
    assert '<table class="sheet"' in shown
    assert "?year=2025&amp;month=1" in shown
    assert "No target falls due in this month." in text(reader.get("/calendar/?year=2024&month=11"))
    assert reader.get("/calendar/?month=13").status_code == 400


@pytest.mark.usefixtures("record")
def test_successor_answers_for_what_its_predecessor_promised(reader: Client) -> None:
    assert "Value launched" in text(reader.get("/organisations/new-ministry/"))
    assert "Successors" in text(reader.get("/organisations/old-ministry/"))


@pytest.mark.usefixtures("record")
def test_list_is_filtered_by_its_address(reader: Client) -> None:
    assert '<p role="status" id="count"> 3 targets.' in text(reader.get("/targets/"))
    assert "One target." in text(reader.get("/targets/?revised=true"))
    assert "One target." in text(reader.get("/targets/?search=ЗАПУЩЕННЫЕ&status="))
    assert "No target matches." in text(reader.get("/targets/?due_after=2030-01-01"))


@pytest.mark.usefixtures("record")
def test_each_filter_that_is_set_can_be_taken_off_by_itself(reader: Client) -> None:
    shown = text(reader.get("/targets/?status=overdue&status=no_data&programme=pool&search=&page_size=100&page=1"))
    for left in (
        "/targets/?status=no_data&amp;programme=pool&amp;page_size=100",
        "/targets/?status=overdue&amp;programme=pool&amp;page_size=100",
        "/targets/?status=overdue&amp;status=no_data&amp;page_size=100",
    ):
        assert f'href="{left}"' in shown
    assert "Pool (" in shown, "each value says how many targets it leaves"


@pytest.mark.usefixtures("record")
def test_list_is_told_the_short_form_of_its_address(reader: Client) -> None:
    answer = reader.get("/targets/?status=&programme=pool&search=&ordering=deadline&page_size=50")
    assert answer["HX-Push-Url"] == "/targets/?programme=pool"


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(
    ("target", "status", "shown"), [("count-2024", "unreported", True), ("plan-done", "achieved", False)]
)
def test_absence_of_news_is_told_only_where_news_could_change_something(
    reader: Client, target: str, status: str, shown: bool
) -> None:
    if target == "plan-done":
        done = TargetFactory(
            id=target, indicator=IndicatorFactory(unit="", accumulation="milestone"), basis="done", qualifier="",
            value=None, window_start=None, timing="by_deadline",
        )  # fmt: skip
        OutcomeFactory(indicator=done.indicator, basis="done", value=Decimal(1), period_start=None)
        refresh_assessments(as_of=TODAY, at=NOW)
    day = "?as_of=2026-06-30"
    verdict = reader.get(f"/api/v1/targets/{target}/{day}").json()["assessment"]
    assert (verdict["status"], verdict["stale"]) == (status, True), "the flag itself stays what it is"
    row = text(reader.get(f"/targets/{day}")).partition(f'href="/targets/{target}/')[2].partition("</tr>")[0]
    assert ("no recent report" in row) is shown
    assert (wording.flag("stale", "en") in text(reader.get(f"/targets/{target}/{day}"))) is shown


@pytest.mark.usefixtures("record")
def test_page_past_the_last_shows_the_last(reader: Client) -> None:
    assert "Page 3 of 3" in text(reader.get("/targets/?page=9&page_size=1"))


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(
    ("path", "parameter", "status"),
    [
        ("/?as_of=yesterday", "as_of", 400),
        ("/?as_of=2024-02-30", "as_of", 400),
        ("/targets/?status=great", "status", 400),
        ("/targets/?due_before=31.12.2024", "due_before", 400),
        ("/targets/?page=0", "page", 400),
        ("/targets/?colour=red", "colour", 400),
        ("/targets/?programme=nothing-like-it", "programme", 404),
        ("/changes/?page=-1", "page", 400),
        ("/calendar/?year=MMXXIV", "year", 400),
        ("/changes/?kind=rumour", "kind", 400),
        ("/sources/?kind=rumour", "kind", 400),
        ("/projects/?stage=dreamt", "stage", 400),
        ("/projects/?territory=atlantis", "territory", 404),
        ("/glossary/?page=2", "page", 400),
        ("/programmes/pool/?as_of=2024-13-01&utm_source=mail", "as_of", 400),
    ],
)
def test_nonsense_gets_a_page_that_names_the_parameter(reader: Client, path: str, parameter: str, status: int) -> None:
    answer = reader.get(path)
    assert answer.status_code == status
    assert f"<code>{parameter}</code>" in text(answer)
    assert "Open this page without that parameter" in text(answer)


@pytest.mark.usefixtures("record")
def test_what_a_mailer_hangs_on_to_a_link_does_no_harm(reader: Client) -> None:
    assert reader.get("/targets/?utm_source=mail&fbclid=x&status=overdue").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/nothing/", "/targets/none/", "/programmes/none/", "/organisations/none/", "/sources/none/",
             "/territories/none/", "/projects/none/", "/targets/none.csv"],
)  # fmt: skip
def test_unknown_thing_gets_a_page_that_helps(reader: Client, path: str) -> None:
    answer = reader.get(path)
    assert answer.status_code == 404
    assert "Search the targets" in text(answer)


@pytest.mark.usefixtures("record")
def test_id_that_nothing_has_is_answered_with_those_that_read_alike(reader: Client) -> None:
    assert 'href="/targets/count-2024/"' in text(reader.get("/targets/cout-2024/"))
    assert 'href="/targets/money-1/"' in text(reader.get("/targets/MONEY/"))
    assert "Did you mean" not in text(reader.get("/targets/" + "x" * 3000 + "/"))
    assert reader.get("/targets/%F0%9F%98%80%E2%80%AE%00/").status_code == 404


@pytest.mark.django_db
def test_pages_are_only_read(reader: Client) -> None:
    assert reader.post("/").status_code == 405
    assert reader.head("/").status_code == 200


@pytest.mark.usefixtures("record")
def test_hostile_names_are_shown_as_text(reader: Client) -> None:
    name = "<script>alert(1)</script> \u202eevil"
    TargetFactory(id="hostile", indicator=IndicatorFactory(name=name), note=name, deadline_text=name, speaker=name)
    refresh_assessments(as_of=TODAY, at=NOW)
    for path in ("/", "/targets/", "/targets/hostile/", "/calendar/?year=2024"):
        assert "<script>alert" not in text(reader.get(path))
