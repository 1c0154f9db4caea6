"""When an address is fetched, how often it is tried, and what becomes of its article: without a network."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from projects.actions.watching import fetch_addresses as module
from projects.actions.watching.fetch_addresses import Fetched, fetch_addresses
from projects.actions.watching.save_watch import save_watch
from projects.models import Article, Watch, WatchedAddress
from projects.models.article import ArticleText
from projects.reports.editing.wanted_reports import WantedReports
from tests.factories import IndicatorFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2025, 3, 1, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOTHING = WantedReports()
TEXT = "In 2024 the ministry opened 120 solar parks. Solar parks were opened in every region, 12 of them in the south."
ARTICLE = ArticleText(text=TEXT, url="https://example.kz/a", title="Solar parks", language="en")


class Sweeps:
    """A clock, and what every address brings."""

    def __init__(self) -> None:
        self.at = AT
        self.brings = Fetched(ARTICLE)
        self.fetched: list[str] = []

    def fetch(self, _watch: Watch, url: str) -> Fetched:
        self.fetched.append(url.rpartition("/")[2])
        return self.brings

    def run(self, after: timedelta = timedelta(0), wanted: WantedReports = NOTHING) -> list[str]:
        self.at += after
        before = len(self.fetched)
        fetch_addresses(fetch=self.fetch, clock=lambda: self.at, lasts=HOUR, wanted=wanted)
        return self.fetched[before:]


@pytest.fixture
def sweeps() -> Sweeps:
    IndicatorFactory(id="parks", name="Solar parks opened")
    return Sweeps()


def watched(host: str = "example.kz", **columns) -> Watch:
    columns = columns or {"organisation": OrganisationFactory(name="Ministry")}
    return save_watch(watch=Watch(url=f"https://{host}/feed", **columns), by=UserFactory(editor=True), at=AT)


def waiting(watch: Watch, name: str = "a", host: str = "example.kz", **columns) -> WatchedAddress:
    row = {"url": f"https://{host}/{name}", "url_sha256": name, "title": f"Title {name}", "named_at": AT}
    return WatchedAddress.objects.create(watch=watch, **row, next_fetch_at=AT, **columns)


def the_address() -> WatchedAddress:
    return WatchedAddress.objects.get()


@pytest.mark.parametrize("code", ["unreachable", "no_answer", "status", "robots"])
def test_what_cannot_be_read_now_is_tried_four_times(sweeps, code) -> None:
    waiting(watched())
    sweeps.brings = Fetched(error=code)
    pauses = []
    while the_address().next_fetch_at is not None:
        sweeps.at = max(sweeps.at, the_address().next_fetch_at)
        began = sweeps.at
        assert sweeps.run() == ["a"]
        if the_address().next_fetch_at is not None:
            pauses.append(the_address().next_fetch_at - began)
    assert pauses == [HOUR, 2 * HOUR, 4 * HOUR]
    assert (the_address().state, the_address().error, the_address().failures) == ("unread", code, 4)


def test_what_can_never_be_read_is_tried_once(sweeps) -> None:
    waiting(watched())
    sweeps.brings = Fetched(error="pdf", is_final=True)
    assert (sweeps.run(), sweeps.run(DAY)) == (["a"], [])
    assert (the_address().state, the_address().error) == ("unread", "pdf")


def test_what_the_page_does_not_say_its_list_says(sweeps) -> None:
    waiting(watched(), published=date(2025, 2, 20))
    sweeps.brings = Fetched(replace(ARTICLE, title=""))
    sweeps.run()
    article = Article.objects.get()
    assert (article.title, article.publisher, article.published) == ("Title a", "Ministry", date(2025, 2, 20))


@pytest.mark.parametrize(
    ("published", "expected"),
    [(date(2025, 3, 1), date(2025, 3, 1)), (date(2025, 3, 2), date(2025, 3, 2)), (date(2099, 1, 1), None)],
)
def test_day_to_come_is_none(sweeps, published, expected) -> None:
    waiting(watched())
    sweeps.brings = Fetched(replace(ARTICLE, published=published))
    sweeps.run()
    assert Article.objects.get().published == expected


@pytest.mark.parametrize(
    ("columns", "state"),
    [
        ({"published": date(2025, 1, 29)}, "old"),
        ({"text": "Solar parks opened, and nobody says how many of them there are in the country."}, "unmatched"),
        ({"text": "The cup final was seen by 12,000 people in the stadium of the town."}, "unmatched"),
        ({"language": ""}, "unmatched"),
        ({}, "queued"),
    ],
)
def test_what_goes_into_the_queue(sweeps, columns, state) -> None:
    waiting(watched())
    sweeps.brings = Fetched(replace(ARTICLE, **columns))
    sweeps.run()
    assert the_address().state == state
    assert Article.objects.exists() == (state == "queued")
    assert (the_address().article is not None) == (state == "queued")


def test_article_is_read_in_the_language_of_its_watch(sweeps) -> None:
    waiting(watched(organisation=OrganisationFactory(), language="en"))
    sweeps.brings = Fetched(replace(ARTICLE, language="ru"))
    sweeps.run()
    assert Article.objects.get().language == "en"


def test_what_a_person_made_of_the_same_text_stands(sweeps) -> None:
    taken = {"taken_at": AT, "taken_by": UserFactory(editor=True), "origin": "pasted", "state": "done"}
    digest = module.sha256(TEXT.encode()).hexdigest()
    own = Article.objects.create(text=TEXT, sha256=digest, title="Mine", **taken)
    waiting(watched())
    sweeps.run()
    article = Article.objects.get()
    assert (article, article.title, article.state, article.origin) == (own, "Mine", "done", "pasted")
    assert the_address().article == own


def test_wanted_come_first_then_the_latest(sweeps) -> None:
    body = OrganisationFactory(id="body")
    for name, host, day, owner in (
        ("old", "a.kz", 1, OrganisationFactory()),
        ("undated", "b.kz", None, OrganisationFactory()),
        ("new", "c.kz", 20, OrganisationFactory()),
        ("wanted", "d.kz", 2, body),
    ):
        waiting(watched(host, organisation=owner), name, host, published=date(2025, 2, day) if day else None)
    wanted = WantedReports({}, frozenset(), frozenset({"body"}))
    assert sweeps.run(wanted=wanted) == ["wanted", "new", "old", "undated"]


def test_watch_without_end_is_bounded_for_a_day(sweeps, monkeypatch) -> None:
    monkeypatch.setattr(module, "MOST_A_DAY", 3)
    watch = watched()
    for number in range(8):
        waiting(watch, str(number))
    sweeps.brings = Fetched(error="pdf", is_final=True)
    monkeypatch.setattr(module, "MOST_OF_A_HOST", 2)
    counts = [len(sweeps.run(HOUR)) for _sweep in range(4)]
    assert counts == [2, 2, 0, 0]
    assert len(sweeps.run(DAY)) == 2


def test_what_waits_for_a_watch_that_is_off_waits_on(sweeps) -> None:
    watch = watched()
    waiting(watch)
    Watch.objects.update(is_on=False)
    assert sweeps.run() == []


def test_worker_whose_claim_is_over_writes_nothing(sweeps) -> None:
    waiting(watched())
    other = Sweeps()
    other.brings = Fetched(error="pdf", is_final=True)

    def fetch(_watch: Watch, _url: str) -> Fetched:
        other.run(module.LEASE)
        return Fetched(ARTICLE)

    fetch_addresses(fetch=fetch, clock=lambda: AT, lasts=HOUR, wanted=NOTHING)
    assert (the_address().state, Article.objects.count()) == ("unread", 0)


def test_nothing_is_begun_when_the_time_is_over(sweeps) -> None:
    waiting(watched())
    assert fetch_addresses(fetch=sweeps.fetch, clock=lambda: AT, lasts=timedelta(0), wanted=NOTHING) == 0
