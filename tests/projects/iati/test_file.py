"""The IATI file: valid against the published schema, its lists and rules, and true to the figures of the record."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils.encoding import iri_to_uri
from lxml import etree

from projects.actions.refresh import refresh_assessments
from projects.iati.file import has_activities, write_activities
from projects.models import Assessment, Outcome
from projects.reports.targets.target_query import TargetQuery
from tests.factories import (
    IndicatorFactory,
    OrganisationFactory,
    OutcomeFactory,
    ProgrammeFactory,
    SourceFactory,
    TargetFactory,
    TerritoryFactory,
)

from .standard import LANG, problems

pytestmark = [pytest.mark.once, pytest.mark.django_db]
DATA = Path(settings.BASE_DIR) / "projects" / "data"
NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
TODAY = NOW.date()
LONG, LONGER, SHORTER = (Decimal(f"12345678901234567890123456789{digit}") for digit in (0, 1, "0.001"))
NASTY = "A “name” with <tags> & \x0b]]> -- \ufffe 中 of 2024"


@pytest.fixture(scope="module", autouse=True)
def records(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Both countries and a programme with every odd case, loaded once and taken back."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        for country in ("kazakhstan", "germany"):
            call_command("import_package", str(DATA / country), stdout=io.StringIO())
        odd_cases()
        refresh_assessments(as_of=TODAY, at=NOW)
        yield
        transaction.set_rollback(True)


def odd_cases() -> None:
    world = TerritoryFactory(id="steppe", name=NASTY)
    city = TerritoryFactory(id="kz-71")
    body = OrganisationFactory(id="odd-bank", name=NASTY, kind="bank")
    odd = ProgrammeFactory(id="odd", name=NASTY, territory=world, responsible=body, sector="", summary="")
    unlinked = SourceFactory(url="", title=NASTY, published=date(2025, 7, 1), published_precision="month")
    by_deadline = {"timing": "by_deadline", "window_start": None, "deadline": date(2025, 12, 31)}

    stages = IndicatorFactory(id="stages", programme=odd, name="Law passed", unit="", accumulation="milestone")
    TargetFactory(id="law", indicator=stages, basis="done", qualifier="", value=None, **by_deadline)
    OutcomeFactory(
        indicator=stages, basis="done", qualifier="", value=Decimal(1), period_start=None, period_end=date(2025, 3, 1),
    )  # fmt: skip
    share = IndicatorFactory(
        id="share", programme=odd, name="Share", unit="percent", accumulation="level", territory=city
    )
    TargetFactory(
        id="share-25", indicator=share, value=Decimal("12.50"), qualifier="at_most", baseline_value=Decimal(20),
        baseline_start=date(2023, 1, 1), baseline_end=date(2023, 12, 31), source=unlinked, **by_deadline,
    )  # fmt: skip
    OutcomeFactory(
        id="share-now", indicator=share, value=Decimal(13), period_start=None, period_end=date(2025, 12, 31),
        source=unlinked,
    )  # fmt: skip
    money = IndicatorFactory(id="money", programme=odd, name=NASTY, unit="KZT")
    first = TargetFactory(id="money-1", indicator=money, value=LONG, qualifier="more_than")
    TargetFactory(id="money-2", indicator=money, value=LONGER, revises=first, announced=date(2024, 6, 1))
    wrong = OutcomeFactory(id="money-wrong", indicator=money, value=Decimal(5))
    OutcomeFactory(id="money-right", indicator=money, value=SHORTER, corrects=wrong, territory=city)
    OutcomeFactory(id="money-range", indicator=money, value=Decimal(1), upper_value=Decimal(9), qualifier="between")
    OutcomeFactory(id="money-since-when", indicator=money, value=Decimal(77), period_start=None)
    TargetFactory(id="range", indicator=money, value=Decimal(10), upper_value=Decimal(20), qualifier="between")
    output = IndicatorFactory(id="output", programme=odd, name="Output", unit="tonnes", accumulation="level")
    TargetFactory(
        id="twice", indicator=output, basis="multiple", value=Decimal(2), baseline_value=Decimal(150),
        baseline_end=date(2023, 12, 31), **by_deadline,
    )  # fmt: skip
    TargetFactory(id="growth", indicator=output, basis="percent_change", value=Decimal("7.4"), **by_deadline)
    OutcomeFactory(indicator=output, basis="percent_change", value=Decimal("8.1"), source=unlinked)
    given_up = IndicatorFactory(id="given-up", programme=odd, name="Given up", unit="projects")
    before = TargetFactory(id="given-1", indicator=given_up)
    TargetFactory(
        id="given-2", indicator=given_up, revises=before, withdrawn=True, value=None, deadline=None, window_start=None,
        announced=date(2024, 9, 1),
    )  # fmt: skip
    undated = IndicatorFactory(id="undated", programme=odd, name="Undated", unit="projects")
    TargetFactory(id="some-day", indicator=undated, deadline=None, window_start=None, deadline_text="one day")
    late = IndicatorFactory(id="late", programme=odd, name="Told afterwards", unit="projects", accumulation="level")
    TargetFactory(id="afterwards", indicator=late, announced=date(2026, 2, 1), **by_deadline)


def written(**filters: str) -> etree._Element:
    stream = io.BytesIO()
    count = write_activities(stream, TODAY, NOW, TargetQuery(**filters))
    document = etree.fromstring(stream.getvalue())
    assert count == len(document.findall("iati-activity")), "as many as it says"
    return document


@pytest.fixture(scope="module")
def whole(records: None, django_db_blocker: pytest.FixtureRequest) -> etree._Element:
    with django_db_blocker.unblock():
        return written()


@pytest.fixture(scope="module")
def odd(whole: etree._Element) -> etree._Element:
    return next(node for node in whole if node.findtext("iati-identifier").endswith("-odd"))


def indicator(activity: etree._Element, code: str) -> etree._Element:
    (node,) = activity.xpath(f".//indicator[reference/@code = '{code}']")
    return node


def told(node: etree._Element, lang: str = "en") -> str:
    return plainly(" ".join(node.xpath(".//comment/narrative[@xml:lang=$lang]/text()", lang=lang)))


def plainly(text: str) -> str:
    return text.replace("\u00a0", " ")


def periods(node: etree._Element) -> list[tuple[str, str, list[str | None], list[str | None]]]:
    return [
        (
            period.find("period-start").get("iso-date"),
            period.find("period-end").get("iso-date"),
            [target.get("value") for target in period.findall("target")],
            [actual.get("value") for actual in period.findall("actual")],
        )
        for period in node.findall("period")
    ]


def test_file_of_shipped_records_and_odd_cases_is_valid(whole: etree._Element) -> None:
    assert problems(whole) == []
    assert len(whole.findall("iati-activity")) > 30
    assert whole.get("version") == "2.03"
    assert whole.get("generated-datetime") == "2026-11-28T09:00:00Z"
    assert whole.get("{http://purl.org/dc/terms/}license") == "https://creativecommons.org/licenses/by/4.0/"


def test_broken_file_is_refused_by_the_same_checks(odd: etree._Element) -> None:
    document = etree.fromstring(f'<iati-activities version="2.03">{etree.tostring(odd).decode()}</iati-activities>')
    document.find(".//result").set("type", "77")
    document.find(".//period").find("period-start").set("iso-date", "2100-01-01")
    assert len(problems(document)) == 2
    document.find(".//iati-activity").remove(document.find(".//reporting-org"))
    assert problems(document)


def test_every_promise_and_report_of_the_record_is_in_the_file(whole: etree._Element) -> None:
    pages = {link.get("url").rstrip("/").rpartition("/")[2] for link in whole.findall(".//result/document-link")}
    assert pages == set(Assessment.objects.values_list("target_id", flat=True))
    addresses = {link.get("url") for link in whole.findall(".//actual/document-link")}
    alike = Counter(Outcome.objects.values_list("indicator", "period_end", "source__publisher_key"))
    missing = [
        outcome.pk
        for outcome in Outcome.objects.filter(indicator__targets__isnull=False).select_related("source", "indicator")
        if iri_to_uri(outcome.source.url) not in addresses | {""}
        and not outcome.corrections.exists()
        and alike[outcome.indicator_id, outcome.period_end, outcome.source.publisher_key] == 1
        and (outcome.period_start or outcome.indicator.accumulation != "sum")
    ]
    assert not missing


def test_milestone_is_told_and_has_no_value(odd: etree._Element) -> None:
    node = indicator(odd, "stages:words")
    assert node.get("measure") == "5"
    assert node.findtext("title/narrative") == "Law passed"
    assert periods(node) == [
        ("2024-02-05", "2025-12-31", [None], [None]),
        ("2025-03-01", "2025-03-01", [], [None]),
    ]
    assert "Verdict on 28 November 2026: Achieved." in told(node)
    assert "Reported: done." in told(node)


def test_level_has_its_baseline_its_qualifier_and_its_place(odd: etree._Element) -> None:
    node = indicator(odd, "share")
    assert node.get("measure") == "2"
    assert dict(node.find("baseline").attrib) == {"iso-date": "2023-12-31", "year": "2023", "value": "20"}
    assert node.findtext("baseline/comment/narrative") == "2023"
    assert periods(node)[0][2:] == (["12.5"], ["13"])
    assert "at most 12.5%" in told(node)
    assert {place.get("ref") for place in node.iter("location")} == {"kz-71"}
    assert "A report" not in told(node), "the source without an address is named"
    assert "July 2025" in told(node)


def test_figures_keep_all_their_digits_and_corrected_ones_are_left_out(odd: etree._Element) -> None:
    node = indicator(odd, "money")
    values = [value for _start, _end, targets, actuals in periods(node) for value in (*targets, *actuals)]
    assert str(LONGER) in values
    assert str(SHORTER) in values
    assert not {"5", "9", "10", "20", "77"} & set(values), "neither the corrected nor the ends of ranges"
    assert node.get("ascending") == "true"
    comment = told(node)
    assert "Announcements: 5 February 2024: more than" in comment
    assert "1 June 2024 (raised, terms changed)" in comment
    assert "Corrects an earlier report." in comment
    assert "Обещано: " in told(node, "ru")
    assert "Уәде: " in told(node, "kk")


def test_range_and_promise_taken_back_are_told_only(odd: etree._Element) -> None:
    node = indicator(odd, "money:words")
    assert [row[2:] for row in periods(node)] == [([], [None]), ([None], [])]
    assert "between 10 and 20 tenge" in told(node)
    assert "between 1 and 9 tenge" in told(node)
    node = indicator(odd, "given-up:words")
    assert periods(node) == [("2024-02-05", "2024-12-31", [None], [])]
    assert "Withdrawn on 1 September 2024." in told(node)
    assert "5 February 2024: 180 projects" in told(node)


def test_relative_figures_stand_in_their_own_terms_and_worked_out_ones_say_so(odd: etree._Element) -> None:
    assert periods(indicator(odd, "output:multiple"))[0][2:] == (["2"], [])
    percent = indicator(odd, "output:percent_change")
    assert percent.get("measure") == "2"
    assert [row[2:] for row in periods(percent)] == [([], ["8.1"]), (["7.4"], [])]
    amounts = indicator(odd, "output")
    assert periods(amounts)[0][2] == ["300"]
    assert "Announced as 2 times the starting level; the value is worked out" in told(amounts)
    assert amounts.find("baseline").get("value") == "150"


def test_promise_without_a_deadline_and_report_without_a_beginning_are_in_the_description(odd: etree._Element) -> None:
    (result,) = odd.xpath("result[indicator/reference/@code = 'undated:words']")
    assert "180 projects, no date named" in plainly(result.findtext("description/narrative"))
    assert result.find(".//period") is None
    (result,) = odd.xpath("result[indicator/reference/@code = 'money']")
    assert "Reported without a beginning of the period: 77 tenge" in plainly(result.findtext("description/narrative"))


def test_promise_announced_after_its_deadline_has_a_period_in_order(odd: etree._Element) -> None:
    assert periods(indicator(odd, "late"))[0][:2] == ("2025-12-31", "2025-12-31")


def test_activity_names_place_body_sector_and_publisher(whole: etree._Element, odd: etree._Element) -> None:
    assert odd.find("recipient-country") is None
    assert odd.find("recipient-region").get("code") == "steppe"
    assert odd.find("sector").attrib["code"] == "unclassified"
    assert "type" not in odd.find("participating-org").attrib, "a bank may belong to the state or not"
    assert "<tags> & " in odd.findtext("title/narrative")
    organisation = odd.find("reporting-org")
    assert organisation.attrib == {
        "ref": f"UNOFFICIAL-{settings.SITE_URL.split('/')[2].split(':')[0]}", "type": "90", "secondary-reporter": "true"
    }  # fmt: skip
    assert "unofficial" in organisation.findtext("narrative")
    countries = {node.get("code") for node in whole.iter("recipient-country")}
    assert countries == {"KZ", "DE"}
    assert odd.get("default-currency") == "KZT"
    assert {node.get(LANG) for node in odd.find("reporting-org")} == {"en", "ru", "kk"}


def test_set_publisher_is_named_without_a_caveat(settings, odd: etree._Element) -> None:
    settings.IATI_ORGANISATION, settings.IATI_ORGANISATION_TYPE = "KZ-BIN-123456789012", "22"
    activity = written(programme="odd").find("iati-activity")
    assert activity.findtext("iati-identifier") == "KZ-BIN-123456789012-odd"
    assert dict(activity.find("reporting-org").attrib)["type"] == "22"
    assert activity.findtext("reporting-org/narrative") == "Promise tracker"


@pytest.mark.parametrize(
    ("filters", "countries"),
    [({"programme": "odd"}, set()), ({"territory": "de"}, {"DE"}), ({"territory": "kz-71"}, {"KZ"})],
)
def test_file_of_a_programme_or_place_is_valid(filters: dict[str, str], countries: set[str]) -> None:
    document = written(**filters)
    assert problems(document) == []
    assert {node.get("code") for node in document.iter("recipient-country")} == countries


def test_number_of_queries_does_not_grow_with_promises(django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(15):
        written(programme="odd")


def test_address_answers_with_the_file_of_the_day(client: Client) -> None:
    with time_machine.travel(NOW, tick=False):
        answer = client.get("/data/iati.xml?programme=odd")
        assert answer.status_code == 200
        assert answer["Content-Type"] == "application/xml; charset=utf-8"
        assert answer["Content-Disposition"] == 'attachment; filename="iati-2026-11-28.xml"'
        assert answer["Link"] == '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'
        document = etree.fromstring(answer.getvalue())
        assert problems(document) == []
        earlier = etree.fromstring(client.get("/data/iati.xml?programme=odd&as_of=2024-02-10").getvalue())
        assert problems(earlier) == []
        assert "Withdrawn" not in told(earlier)
        assert not has_activities(date(1990, 1, 1), TargetQuery())
        for path, status in (
            ("?as_of=1990-01-01", 404), ("?programme=nothing", 404), ("?as_of=yesterday", 400), ("?page=2", 400),
        ):  # fmt: skip
            assert client.get(f"/data/iati.xml{path}").status_code == status, path
