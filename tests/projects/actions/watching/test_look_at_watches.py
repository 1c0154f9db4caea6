"""When a watched source is looked at, and what is made of its answer: without a network."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from projects.actions.watching import look_at_watches as module
from projects.actions.watching.look_at_watches import latest_first, look_at_watches, pause_after
from projects.actions.watching.save_watch import save_watch
from projects.models import Watch, WatchedAddress
from projects.models.watch import LookAnswer
from projects.reading.listings import ListedItem
from projects.reports.editing.wanted_reports import WantedReports
from tests.factories import OrganisationFactory, ProgrammeFactory, UserFactory

AT = datetime(2025, 3, 1, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOTHING = WantedReports()
GONE = LookAnswer(404)


class Sweeps:
    """A clock, and the answer of every watched source."""

    def __init__(self) -> None:
        self.at = AT
        self.answer = LookAnswer(200)
        self.looked_at: list[str] = []

    def look(self, watch: Watch) -> LookAnswer:
        self.looked_at.append(watch.url)
        return self.answer

    def run(self, after: timedelta = timedelta(0), wanted: WantedReports = NOTHING) -> list[str]:
        self.at += after
        before = len(self.looked_at)
        look_at_watches(look=self.look, clock=lambda: self.at, lasts=HOUR, wanted=wanted)
        return self.looked_at[before:]


@pytest.fixture
def sweeps() -> Sweeps:
    return Sweeps()


def watched(url: str = "https://example.kz/feed", **columns) -> Watch:
    columns = columns or {"organisation": OrganisationFactory()}
    return save_watch(watch=Watch(url=url, **columns), by=UserFactory(editor=True), at=AT)


def named(*names: str, day: date | None = None) -> LookAnswer:
    return LookAnswer(200, items=tuple(ListedItem(f"https://example.kz/{name}", name, day) for name in names))


def names_of(state: str) -> list[str]:
    return sorted(WatchedAddress.objects.filter(state=state).values_list("title", flat=True))


@pytest.mark.django_db
def test_failures_make_the_pauses_longer_and_after_three_days_it_is_dead(sweeps) -> None:
    watch = watched()
    sweeps.answer = GONE
    pauses = []
    while not Watch.objects.get().is_dead:
        began = sweeps.at
        sweeps.run()
        watch.refresh_from_db()
        pauses.append(watch.next_fetch_at - began)
        sweeps.at = watch.next_fetch_at
    assert pauses[:6] == [HOUR * hours for hours in (1, 2, 4, 8, 16, 24)]
    assert (watch.first_failed_at, watch.reason) == (AT, "answer 404")
    assert sweeps.at - AT >= 3 * DAY
    assert list(Watch.objects.dead()) == [watch]
    sweeps.answer = named("a")
    sweeps.run()
    watch.refresh_from_db()
    assert (watch.is_dead, watch.failures, watch.first_failed_at, watch.last_item_at) == (False, 0, None, sweeps.at)


@pytest.mark.once
@pytest.mark.parametrize(
    ("failures", "retry_after", "pause"),
    [
        (0, "", HOUR),
        (1, "7200", 2 * HOUR),
        (1, "60", HOUR),
        (3, "", 4 * HOUR),
        (99, "", DAY),
        (1, "9" * 90, 7 * DAY),
        (1, "Sat, 01 Mar 2025 17:00:00 GMT", 5 * HOUR),
        (1, "Sat, 01 Mar 2025 17:00:00", 5 * HOUR),
        (1, "Fri, 01 Mar 1985 17:00:00 GMT", HOUR),
        (1, "-5", HOUR),
        (1, "soon", HOUR),
        (1, "²", HOUR),
    ],
)
def test_pause_grows_with_failures_and_as_the_site_asks(failures, retry_after, pause) -> None:
    assert pause_after(failures, retry_after, AT) == pause


@pytest.mark.django_db
def test_first_look_takes_the_latest_and_passes_over_the_others(sweeps, monkeypatch) -> None:
    monkeypatch.setattr(module, "FIRST_ITEMS", 2)
    watched()
    items = [ListedItem(f"https://example.kz/{day}", str(day), date(2025, 2, day)) for day in (3, 28, 20, 25)]
    sweeps.answer = LookAnswer(200, items=(*items, ListedItem("https://example.kz/u", "undated")))
    sweeps.run()
    assert names_of("waiting") == ["25", "28"]
    assert names_of("passed_over") == ["20", "3", "undated"]
    sweeps.answer = named("new")
    sweeps.run(HOUR)
    assert names_of("waiting") == ["25", "28", "new"]


@pytest.mark.django_db
def test_what_is_older_than_the_watch_is_passed_over(sweeps) -> None:
    watched()
    sweeps.answer = named("old", day=date(2025, 1, 29))
    sweeps.run()
    sweeps.answer = named("young", day=date(2025, 1, 31))
    sweeps.run(HOUR)
    assert (names_of("passed_over"), names_of("waiting")) == (["old"], ["young"])


@pytest.mark.once
def test_day_to_come_is_none() -> None:
    items = [
        ListedItem("a", "", date(2099, 1, 1)),
        ListedItem("b", "", date(2025, 2, 1)),
        ListedItem("c", "", date(2025, 3, 2)),
    ]
    assert [(item.url, item.published) for item in latest_first(items, AT.date())] == [
        ("c", date(2025, 3, 2)),
        ("b", date(2025, 2, 1)),
        ("a", None),
    ]


@pytest.mark.django_db
def test_hostile_list_fills_neither_the_queue_nor_the_disk(sweeps, monkeypatch) -> None:
    for name, value in {"MOST_WAITING": 5, "MOST_NOTED": 8, "FIRST_ITEMS": 2}.items():
        monkeypatch.setattr(module, name, value)
    watched()
    for number in range(4):
        sweeps.answer = named(*(f"{number}-{place}" for place in range(50)))
        sweeps.run(HOUR)
    assert len(names_of("waiting")) == 5
    assert WatchedAddress.objects.count() == 50 + 3 * 8


@pytest.mark.django_db
def test_address_is_noted_once_whoever_names_it(sweeps) -> None:
    watched()
    watched("https://example.kz/other")
    sweeps.answer = named("a")
    sweeps.run()
    assert WatchedAddress.objects.count() == 1


@pytest.mark.django_db
def test_wanted_bodies_and_programmes_come_first(sweeps) -> None:
    bodies = [OrganisationFactory(id=name) for name in "abc"]
    for body in bodies:
        watched(f"https://{body.pk}.kz/", organisation=body)
    watched("https://p.kz/", programme=ProgrammeFactory(id="p"))
    wanted = WantedReports({}, frozenset({"p"}), frozenset({"c"}))
    assert sweeps.run(wanted=wanted) == ["https://c.kz/", "https://p.kz/", "https://a.kz/", "https://b.kz/"]


@pytest.mark.django_db
def test_what_is_switched_off_is_not_looked_at(sweeps) -> None:
    watch = watched()
    watch.is_on = False
    save_watch(watch=watch, by=UserFactory(editor=True), at=AT)
    assert sweeps.run() == []


@pytest.mark.django_db
def test_worker_whose_claim_is_over_writes_nothing(sweeps) -> None:
    watch = watched()
    other = Sweeps()

    def look(_watch: Watch) -> LookAnswer:
        other.run(module.LEASE)
        return GONE

    look_at_watches(look=look, clock=lambda: AT, lasts=HOUR, wanted=NOTHING)
    watch.refresh_from_db()
    assert (other.looked_at, watch.failures, watch.status) == ([watch.url], 0, 200)


@pytest.mark.django_db
def test_another_address_begins_anew_and_a_save_asks_nobody_sooner(sweeps) -> None:
    watch = watched()
    sweeps.answer = GONE
    sweeps.run()
    watch.refresh_from_db()
    save_watch(watch=watch, by=UserFactory(editor=True), at=AT + HOUR / 2)
    assert sweeps.run(HOUR / 2) == []
    watch.url = "https://example.kz/moved"
    save_watch(watch=watch, by=UserFactory(editor=True), at=sweeps.at)
    assert (watch.failures, watch.first_failed_at, watch.added_at) == (0, None, sweeps.at)
    assert sweeps.run() == ["https://example.kz/moved"]


@pytest.mark.django_db
def test_address_that_changes_during_a_look_is_not_given_its_answer(sweeps) -> None:
    watch = watched()

    def look(_watch: Watch) -> LookAnswer:
        changed = Watch.objects.get()
        changed.url = "https://example.kz/moved"
        save_watch(watch=changed, by=UserFactory(editor=True), at=AT)
        return named("a")

    look_at_watches(look=look, clock=lambda: AT, lasts=HOUR, wanted=NOTHING)
    watch.refresh_from_db()
    assert (watch.fetched_at, WatchedAddress.objects.count()) == (None, 0)


@pytest.mark.django_db
def test_number_of_queries_to_choose_does_not_depend_on_how_many_there_are(sweeps, django_assert_num_queries) -> None:
    for number in range(12):
        watched(f"https://{number}.kz/")
    Watch.objects.update(next_fetch_at=AT + DAY)
    with django_assert_num_queries(1):
        sweeps.run()
