"""An article that lands in a watched feed is in the queue at the next sweep, and no sweep does more than it may."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from projects import tasks
from projects.actions.host_turns import HostPauses
from projects.actions.refresh import refresh_assessments
from projects.actions.watching import fetch_addresses
from projects.actions.watching.save_watch import save_watch
from projects.actions.watching.sweep_watches import sweep_watches
from projects.http.watching import Visitor
from projects.models import Article, ArticleMatch, Watch, WatchedAddress
from projects.reports.editing.readings import read_figures
from tests.factories import OrganisationFactory, TargetFactory, UserFactory
from tests.projects.http.site import Site, article_page, local_site, rss

pytestmark = pytest.mark.django_db
AT = datetime(2024, 8, 1, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
ABOUT = (
    "The ministry of industry reports that 120 solar parks were launched in the first half of 2024.\n"
    "Solar parks launched in July brought the number of solar parks launched in the country to 140 projects."
)
KAZAKH = (
    "Индустрия министрлігінің хабарлауынша, 2024 жылдың бірінші жартыжылдығында 120 күн паркі іске қосылды.\n"
    "Шілде айында іске қосылған күн парктері елдегі жобалардың санын 140-қа жеткізді."
)
OTHER = "The football club of the town has won the cup for the third time. The final was seen by 12,000 people."


class Sweeps:
    """A clock that waiting moves."""

    def __init__(self) -> None:
        self.at = AT

    def wait(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)

    def run(self, after: timedelta = timedelta(0), lasts: timedelta = HOUR) -> tuple[int, int]:
        self.at += after
        visitor = Visitor(HostPauses(lambda: self.at, self.wait))
        return sweep_watches(look=visitor.look, fetch=visitor.fetch, clock=lambda: self.at, lasts=lasts)


@pytest.fixture
def sweeps() -> Sweeps:
    return Sweeps()


@pytest.fixture
def site(settings) -> Iterator[Site]:
    with local_site(settings) as site:
        yield site


@pytest.fixture
def body():
    names = {
        "name": "Solar parks launched",
        "name_ru": "Запущено солнечных парков",
        "name_kk": "Іске қосылған күн парктері",
    }
    body = OrganisationFactory(id="industry", name="Ministry of Industry")
    programme = {"indicator__programme__responsible": body, "indicator__programme__name": "Solar energy"}
    columns = {f"indicator__{column}": value for column, value in names.items()}
    TargetFactory(id="parks", indicator__id="parks-launched", **columns, **programme)
    refresh_assessments(as_of=AT.date(), at=AT)
    return body


@pytest.fixture
def watch(site, body) -> Watch:
    watch = Watch(url=site.url("/feed"), kind="feed", organisation=body)
    return save_watch(watch=watch, by=UserFactory(editor=True), at=AT)


def states() -> dict[str, str]:
    return {address.url.rpartition("/")[2]: address.state for address in WatchedAddress.objects.all()}


def test_article_that_lands_in_a_feed_is_in_the_queue_at_the_next_sweep(site, watch, sweeps) -> None:
    site.pages["/feed"] = rss()
    assert sweeps.run() == (1, 0)
    site.pages["/feed"] = rss(("140 solar parks", site.url("/a"), "Thu, 01 Aug 2024 09:30:00 +0500"))
    site.pages["/a"] = article_page("140 solar parks launched", ABOUT, day="2024-08-01")
    assert sweeps.run(HOUR) == (1, 1)
    article = Article.objects.get()
    assert (article.origin, article.state, article.watch, article.taken_by) == ("watched", "waiting", watch, None)
    assert (article.title, article.published, article.language) == ("140 solar parks launched", date(2024, 8, 1), "en")
    assert article.publisher == "Ministry of Industry", "the page does not say it"
    assert article.figure_count >= 2
    assert article.score > 0
    assert [match.indicator_id for match in ArticleMatch.objects.all()] == ["parks-launched"]
    assert states() == {"a": "queued"}
    assert sweeps.run(HOUR) == (1, 0), "it is fetched once"


def test_article_in_another_language_is_matched(site, watch, sweeps) -> None:
    site.pages["/feed"] = rss(("Күн парктері", site.url("/a"), ""))
    site.pages["/a"] = article_page("Күн парктері", KAZAKH, language="ru")
    sweeps.run()
    assert (Article.objects.get().language, ArticleMatch.objects.get().indicator_id) == ("kk", "parks-launched")


def test_what_is_about_nothing_in_the_record_is_a_seen_address_only(site, watch, sweeps) -> None:
    site.pages["/feed"] = rss(("The cup", site.url("/cup"), ""))
    site.pages["/cup"] = article_page("The cup", OTHER)
    sweeps.run()
    assert (states(), Article.objects.count()) == ({"cup": "unmatched"}, 0)


def test_same_text_at_two_addresses_is_queued_once(site, watch, sweeps) -> None:
    site.pages["/feed"] = rss(("Solar", site.url("/a"), ""), ("Solar", site.url("/b"), ""))
    site.pages["/a"] = site.pages["/b"] = article_page("Solar", ABOUT)
    sweeps.run()
    Article.objects.update(state="dropped")
    site.pages["/feed"] = rss(("Solar", site.url("/c"), ""))
    site.pages["/c"] = site.pages["/a"]
    sweeps.run(HOUR)
    assert (states(), Article.objects.get().state) == ({"a": "queued", "b": "queued", "c": "queued"}, "dropped")


def test_feed_is_asked_at_most_hourly_and_conditionally(site, watch, sweeps) -> None:
    validators = {"ETag": '"1"', "Last-Modified": "Thu, 01 Aug 2024 08:00:00 GMT"}
    site.pages["/feed"] = (200, validators, rss())
    assert sweeps.run() == (1, 0)
    assert sweeps.run(HOUR - timedelta(seconds=10)) == (0, 0)
    site.pages["/feed"] = 304
    assert sweeps.run(HOUR) == (1, 0)
    sent = [headers for path, headers in site.asked_for if path == "/feed"]
    assert "if-none-match" not in sent[0]
    assert (sent[1]["if-none-match"], sent[1]["if-modified-since"]) == ('"1"', "Thu, 01 Aug 2024 08:00:00 GMT")
    assert "promise-tracker" in sent[0]["user-agent"]
    watch.refresh_from_db()
    assert (watch.failures, watch.etag, watch.status) == (0, '"1"', 304)


def test_robots_txt_is_obeyed_and_asked_once_a_day(site, watch, sweeps) -> None:
    site.pages["/robots.txt"] = "User-agent: promise-tracker\nDisallow: /secret\nCrawl-delay: 5\n"
    site.pages["/feed"] = rss(("Solar", site.url("/secret/a"), ""), ("Solar", site.url("/b"), ""))
    site.pages["/b"] = article_page("Solar", ABOUT)
    sweeps.run()
    assert states() == {"a": "unread", "b": "queued"}
    assert WatchedAddress.objects.get(state="unread").error == "disallowed"
    assert "/secret/a" not in site.paths
    assert sweeps.at - AT >= timedelta(seconds=5), "the pause that the site asks for"
    sweeps.run(HOUR)
    assert [path for path, _headers in site.asked_for].count("/robots.txt") == 1


def test_feed_that_robots_txt_closes_fails_and_is_not_asked(site, watch, sweeps) -> None:
    site.pages["/robots.txt"] = "User-agent: *\nDisallow: /\n"
    sweeps.run()
    watch.refresh_from_db()
    assert (watch.error, watch.failures, site.paths) == ("disallowed", 1, [])


def test_article_elsewhere_is_fetched_only_where_that_is_allowed(site, watch, sweeps, settings) -> None:
    settings.FETCH_NETWORKS = ["127.0.0.0/8"]
    elsewhere = site.url("/a", host="127.1.2.3")
    site.pages["/feed"] = rss(("Solar", elsewhere, ""), ("Moved", site.url("/moved"), ""))
    site.pages["/moved"] = (302, {"Location": elsewhere}, "")
    site.pages["/a"] = article_page("Solar", ABOUT)
    sweeps.run()
    assert (states(), site.paths) == ({"moved": "unread"}, ["/feed", "/moved"])
    Watch.objects.update(other_sites=True)
    sweeps.run(HOUR)
    address = WatchedAddress.objects.get(url=elsewhere)
    assert (address.state, address.error) == ("waiting", "robots"), "it was asked, and nobody listens there"


@pytest.mark.parametrize("address", ["http://127.9.9.9/latest/", "javascript:alert(1)", "file:///etc/passwd"])
def test_address_that_is_nobodys_business_is_not_asked(site, watch, sweeps, address) -> None:
    Watch.objects.update(other_sites=True)
    site.pages["/feed"] = rss(("Solar parks launched", address, ""))
    sweeps.run()
    rows = [(row.state, row.error) for row in WatchedAddress.objects.all()]
    assert rows in ([], [("unread", "address")], [("unread", "private")])
    assert site.paths == ["/feed"]


def test_article_that_cannot_be_worked_on_stops_nothing(site, watch, sweeps, monkeypatch) -> None:
    """Whatever a stranger's page does to a parser, the next ones are read."""
    site.pages["/feed"] = rss(("Solar", site.url("/a"), ""), ("Solar", site.url("/b"), ""))
    site.pages["/a"], site.pages["/b"] = article_page("Solar", f"Bad. {ABOUT}"), article_page("Solar", ABOUT)

    def read(text, *args):
        if text.startswith("Bad") or "\nBad" in text:
            raise RecursionError
        return read_figures(text, *args)

    monkeypatch.setattr(fetch_addresses, "read_figures", read)
    sweeps.run()
    assert states() == {"a": "waiting", "b": "queued"}
    for _attempt in range(4):
        sweeps.run(timedelta(hours=9))
    assert states()["a"] == "unread"


def test_list_that_cannot_be_worked_on_stops_nothing(site, body, watch, sweeps) -> None:
    other = Watch(url=site.url("/other"), kind="feed", organisation=body)
    save_watch(watch=other, by=UserFactory(editor=True), at=AT)
    visitor = Visitor(HostPauses(lambda: sweeps.at, sweeps.wait))
    site.pages["/other"] = rss()

    def look(row):
        if row.pk == watch.pk:
            raise RecursionError
        return visitor.look(row)

    sweep_watches(look=look, fetch=visitor.fetch, clock=lambda: sweeps.at, lasts=HOUR)
    assert set(Watch.objects.values_list("pk", "error", "failures")) == {(watch.pk, "broken", 1), (other.pk, "", 0)}


def test_two_workers_never_fetch_twice(site, watch, sweeps) -> None:
    site.pages["/feed"] = rss(*((f"Solar {number}", site.url(f"/{number}"), "") for number in range(3)))
    for number in range(3):
        site.pages[f"/{number}"] = article_page(f"Solar {number}", f"{ABOUT} No {number}.")
    other = Sweeps()
    visitor = Visitor(HostPauses(lambda: sweeps.at, sweeps.wait))

    def look(row):
        other.run()
        return visitor.look(row)

    def fetch(row, url):
        other.run()
        return visitor.fetch(row, url)

    sweep_watches(look=look, fetch=fetch, clock=lambda: sweeps.at, lasts=HOUR)
    assert sorted(site.paths) == ["/0", "/1", "/2", "/feed"]
    assert Article.objects.count() == 3


def test_worker_that_ends_in_the_middle_loses_nothing(site, watch, sweeps) -> None:
    site.pages["/feed"] = (200, {"ETag": '"1"'}, rss(("Solar", site.url("/a"), "")))
    site.pages["/a"] = article_page("Solar", ABOUT)
    visitor = Visitor(HostPauses(lambda: sweeps.at, sweeps.wait))

    class Killed(BaseException):
        pass

    def die(*_args):
        raise Killed

    for parts in ({"look": die, "fetch": visitor.fetch}, {"look": visitor.look, "fetch": die}):
        with pytest.raises(Killed):
            sweep_watches(**parts, clock=lambda: sweeps.at, lasts=HOUR)
        assert Article.objects.count() == 0
        sweeps.at += HOUR
    assert sweeps.run() == (1, 1)
    assert Article.objects.count() == 1


def test_slow_lists_leave_time_for_articles(site, body, watch, sweeps) -> None:
    for number in range(5):
        other = Watch(url=site.url(f"/feed{number}"), kind="feed", organisation=body)
        save_watch(watch=other, by=UserFactory(editor=True), at=AT)
        site.pages[f"/feed{number}"] = rss((f"Solar {number}", site.url(f"/{number}"), ""))
        site.pages[f"/{number}"] = article_page("Solar", f"{ABOUT} No {number}.")
    site.pages["/feed"] = rss()
    looked_at, fetched = sweeps.run(lasts=timedelta(seconds=6))
    assert 0 < looked_at < 6
    assert fetched > 0


@pytest.mark.parametrize(
    ("watches", "fetches", "count"), [(True, True, 1), (False, True, 0), (True, False, 0), (None, True, 0)]
)
def test_task_asks_nobody_unless_it_is_switched_on(site, watch, settings, watches, fetches, count) -> None:
    if watches is not None:  # else as it is shipped
        settings.WATCH_SOURCES = watches
    settings.FETCH_PAGES = fetches
    site.pages["/feed"] = rss()
    assert tasks.sweep_watches() == (count, 0)
    assert len(site.paths) == count
