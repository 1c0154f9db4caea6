"""The page of a week, the way to the latest one, weeks that there are not, and the feed of weeks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from projects.actions.refresh import refresh_assessments
from projects.models import StatusChange, Territory
from tests.factories import IndicatorFactory, ProgrammeFactory, TargetFactory, TerritoryFactory
from tests.projects.conftest import NOW, TODAY

pytestmark = pytest.mark.once
ATOM = "{http://www.w3.org/2005/Atom}"


def text(answer) -> str:
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


@pytest.fixture
def abroad(record) -> Territory:
    """The small record, and a promise for another country in the week of its deadline."""
    de = TerritoryFactory(id="de", name="Germany", name_ru="Германия", name_kk="Германия")
    flats = IndicatorFactory(id="flats", programme=ProgrammeFactory(id="building", territory=de), name="Flats built")
    TargetFactory(
        id="flats", indicator=flats, announced=date(2025, 1, 2), recorded_at=datetime(2025, 1, 2, 9, tzinfo=UTC)
    )
    road = TargetFactory(id="road", announced=date(2024, 3, 1), deadline=date(2026, 1, 1), value=Decimal(40))
    TargetFactory(
        id="road-2", indicator=road.indicator, revises=road, announced=date(2025, 1, 3), deadline=date(2026, 1, 1),
        value=Decimal(30),
    )  # fmt: skip
    refresh_assessments(as_of=TODAY, at=NOW)
    for change in StatusChange.objects.all():  # as if each had been recorded on its day
        change.recorded_at = datetime.combine(change.on, time(9), UTC)
        change.save()
    return de


def test_week_says_what_became_new(reader, abroad):
    words = {
        "en": ["The week of 30 December 2024 – 5 January 2025", "2 promises were left without", "Moved (1)"],
        "ru": ["Неделя: 30 декабря 2024 г.", "осталось без итогового отчёта – 2", "Изменено (1)"],
        "kk": ["Апта: 2024 ж. 30 желтоқсан", "қорытынды есепсіз қалғаны – 2", "Өзгертілді (1)"],
    }
    for lang, expected in words.items():
        page = text(reader.get(f"/{lang}/week/2025-W01/"))
        for word in (*expected, "40", "30", f'href="/{lang}/targets/count-2024/"'):
            assert word in page, word


def test_week_of_one_country_leads_to_weeks_of_the_same(reader, abroad):
    page = text(reader.get("/en/week/2025-W01/?territory=de"))
    assert "Flats built" in page
    assert "Projects launched" not in page
    assert 'href="/en/week/2024-W52/?territory=de"' in page
    assert "territory=de" in page.partition('type="application/atom+xml"')[2].partition(">")[0]
    assert "Flats built" not in text(reader.get("/en/week/2025-W01/?territory=kz"))
    assert reader.get("/en/week/2025-W01/?territory=none").status_code == 404


def test_week_without_news_says_so_and_where_the_last_news_were(reader, abroad):
    page = text(reader.get("/en/week/2024-W50/"))
    assert "In this week nothing was promised, moved, kept or missed." in page
    assert 'href="/en/week/2024-W09/"' in page
    assert "so far" in text(reader.get("/en/week/2025-W02/?territory=de"))


def test_week_as_of_a_day_knows_nothing_later_and_keeps_the_day(reader, abroad):
    page = text(reader.get("/en/week/2025-W01/?as_of=2025-01-01"))
    assert "No final report" in page
    assert "Moved" not in page
    assert 'href="/en/targets/count-2024/?as_of=2025-01-01"' in page
    assert 'href="/en/week/2024-W52/?as_of=2025-01-01"' in page
    assert 'rel="next"' not in page


def test_latest_week_is_the_last_whole_one_or_one_under_way_with_news(reader, abroad):
    for query, week in {
        "": "2025-W01",  # nothing yet in the week of the day: the last whole one
        "?as_of=2025-01-05": "2025-W01",  # under way, and it has news
        "?as_of=2024-02-05": "2024-W06",  # the first day of the record
        "?as_of=2025-01-10&territory=de": "2025-W01",
    }.items():
        answer = reader.get(f"/en/week/{query}")
        assert (answer.status_code, answer["Location"]) == (302, f"/en/week/{week}/{query}")
        assert reader.get(answer["Location"]).status_code == 200


def test_what_is_no_week_of_the_record_is_not_found(reader, abroad):
    for week, words in {
        "2025-W03": "has not begun yet",
        "9999-W10": "has not begun yet",
        "2024-W05": "was before the first promise",
        "0001-W40": "was before the first promise",
        "2025-W54": "is no week",
        "0001-W01": "is no week",
        "48": "is no week",
        "<b>": "is no week",
    }.items():
        answer = reader.get(f"/en/week/{week}/")
        assert answer.status_code == 404
        assert words in text(answer)
        assert 'href="/en/week/2024-W06/"' in text(answer)
        assert "<b>" not in answer.content.decode()


def test_ends_of_the_calendar_break_nothing(reader, abroad):
    for query in ("?as_of=0001-01-01", "?as_of=9999-12-31"):
        assert reader.get(f"/week/{query}", follow=True).status_code in {200, 404}
        assert reader.get(f"/week/feed.atom{query}").status_code == 200


@pytest.mark.django_db
def test_empty_tracker_says_what_to_do(reader):
    answer = reader.get("/en/week/", follow=True)
    assert answer.status_code == 200
    assert "There is nothing here yet." in text(answer)


def test_feed_has_an_entry_for_each_ended_week_with_news(reader, abroad):
    feeds = [ET.fromstring(reader.get(f"/week/feed.atom?lang={lang}").content) for lang in ("en", "ru")]
    ids = [[entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")] for feed in feeds]
    assert ids[0] == ids[1]
    assert [id.rpartition(":")[2] for id in ids[0]] == ["weeks/2025-W01"], "none under way, and none without news"
    entry = feeds[0].find(f"{ATOM}entry")
    assert "2 left without a final report" in entry.findtext(f"{ATOM}title").replace("\u00a0", " ")
    assert "figure: 40 projects → 30 projects" in entry.findtext(f"{ATOM}summary").replace("\u00a0", " ")
    assert entry.find(f"{ATOM}link").get("href").endswith("/week/2025-W01/")


def test_feed_of_one_country_has_ids_of_its_own_and_pages(reader, abroad):
    feed = ET.fromstring(reader.get("/week/feed.atom?territory=de").content)
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id").endswith(":weeks/de/2025-W01")
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["next"].endswith("/week/feed.atom?territory=de&lang=en&page=2")
    assert links["self"].endswith("/week/feed.atom?territory=de&lang=en")
    later = ET.fromstring(reader.get("/week/feed.atom?territory=de&as_of=2025-01-09&lang=ru&page=2").content)
    links = {link.get("rel"): link.get("href") for link in later.findall(f"{ATOM}link")}
    assert links["self"].endswith("/week/feed.atom?territory=de&as_of=2025-01-09&lang=ru&page=2")
    assert links["first"].endswith("/week/feed.atom?territory=de&as_of=2025-01-09&lang=ru")


def test_feed_tells_the_same_readers_nothing_twice(reader, abroad):
    first = reader.get("/week/feed.atom")
    assert reader.get("/week/feed.atom", headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert reader.get("/en/week/2025-W01/").has_header("ETag")


def test_changes_and_the_foot_lead_to_the_week(reader, abroad):
    assert text(reader.get("/en/changes/")).count('href="/en/week/"') == 2
    assert 'href="/en/week/?as_of=2024-08-15"' in text(reader.get("/en/targets/?as_of=2024-08-15"))
