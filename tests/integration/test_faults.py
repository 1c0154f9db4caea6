"""No message is lost or sent twice though workers are killed, servers restart, the mail server fails and clocks jump.

Real PostgreSQL, Redis and SMTP; workers are processes under the settings of deploy/; time is handed in.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.soak.hand import Hand, HandError
from tests.soak.town import Town, town

pytestmark = [pytest.mark.story, pytest.mark.postgresql, pytest.mark.redis]

PEOPLE = 30
FOUNDED = datetime(2026, 1, 5, 6, tzinfo=UTC)
DUE = datetime(2026, 3, 9, 3, tzinfo=UTC)  # a Monday
MINUTE, HOUR, DAY, WEEK = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(days=7)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with town(tmp_path_factory.mktemp("town")) as here:
        here.hand().ask("populate", people=PEOPLE, targets=6, at=FOUNDED)
        for _number in range(3):
            here.hand()
        yield here


@pytest.fixture
def hand(place: Town) -> Hand:
    """A worker; everybody has a digest with news due at DUE."""
    hand = place.hands[0]
    place.fresh(hand, DUE, time_zone="Asia/Almaty", weekday=0, hour=8)
    place.tell(hand, DUE - DAY, seed=1, number=3)
    return hand


def prove_after_a_week(place: Town, hand: Hand) -> None:
    """Waits for the next digest, then asserts both sentences of the proof."""
    for at in (DUE + 20 * MINUTE, DUE + WEEK, DUE + WEEK + MINUTE, DUE + WEEK + 25 * MINUTE):
        hand.ask("sweep", at=at)
    assert place.prove(hand, DUE + WEEK + 25 * MINUTE) == []
    assert set(hand.ask("states")) <= {"sent", "failed", "uncertain"}


def test_the_proof_sees_what_is_lost_and_what_is_twice(place: Town, hand: Hand) -> None:
    assert "lost: " in place.prove(hand, DUE)[0]
    hand.ask("sweep", at=DUE)
    assert place.prove(hand, DUE) == []
    place.mail.taken.update(list(place.mail.taken)[:1])
    place.mail.taken["<stranger@example.org>"] = 1
    breaches = place.prove(hand, DUE)
    assert [breach.split(":")[0] for breach in breaches] == ["twice", "twice", "twice"]
    place.fresh(hand, DUE)
    assert place.prove(hand, DUE + 2 * HOUR) == [f"stuck: {PEOPLE} digests are late"]


def test_a_worker_killed_amid_a_batch(place: Town, hand: Hand) -> None:
    victim = place.hand()
    victim.ask("states")  # it has loaded
    place.mail.delay = 0.01
    victim.begin("sweep", at=DUE)
    place.until_taken(5)
    place.kill(victim)
    place.mail.delay = 0

    hand.ask("sweep", at=DUE + MINUTE)
    hand.ask("sweep", at=DUE + 20 * MINUTE)

    states = hand.ask("states")
    assert states.get("uncertain", 0) <= 1
    assert states["sent"] >= PEOPLE - 1
    prove_after_a_week(place, hand)


def test_four_workers_at_once_each_asked_twice(place: Town, hand: Hand) -> None:
    for worker in place.hands[:4]:
        worker.begin("sweep", at=DUE)
        worker.begin("sweep", at=DUE)
    for worker in place.hands[:4]:
        worker.finish()
        worker.finish()

    assert set(place.mail.recipients.values()) == {1}
    assert sum(place.mail.taken.values()) == PEOPLE
    prove_after_a_week(place, hand)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGQUIT], ids=["restarted", "crashed"])
def test_postgresql_restarted_during_a_run(place: Town, hand: Hand, sign: signal.Signals) -> None:
    place.mail.delay = 0.01
    hand.begin("sweep", at=DUE)
    place.until_taken(5)
    place.postgresql.stop(sign)
    with pytest.raises(HandError):
        hand.finish()
    place.postgresql.start()
    place.mail.delay = 0

    hand.ask("sweep", at=DUE + 6 * MINUTE)
    assert hand.ask("states")["sent"] >= PEOPLE - 1
    prove_after_a_week(place, hand)


def test_a_mail_server_that_refuses_connections(place: Town, hand: Hand) -> None:
    place.mail.close()
    for minutes in (0, 2, 5):
        assert hand.ask("sweep", at=DUE + minutes * MINUTE).get("sent") is None
    place.mail.open()

    hand.ask("sweep", at=DUE + 15 * MINUTE)

    assert hand.ask("states") == {"sent": PEOPLE}
    prove_after_a_week(place, hand)


@pytest.mark.parametrize(
    ("faults", "at_once", "in_the_end"),
    [
        ({0: "451", 1: "451", 2: "421", 3: "drop before"}, {"pending": 4}, {}),
        ({0: "hang before"}, {"pending": 1}, {}),
        ({0: "hang after"}, {"uncertain": 1}, {"uncertain": 1}),
        ({0: "drop amid", 1: "drop after"}, {"uncertain": 2}, {"uncertain": 2}),
        ({0: "554"}, {"failed": 1}, {"failed": 1}),
    ],
    ids=lambda given: " ".join(given.values()) if isinstance(given, dict) and 0 in given else "",
)
def test_a_mail_server_that_misbehaves(place: Town, hand: Hand, faults, at_once, in_the_end) -> None:
    place.mail.faults.update({f"reader-{number}@example.org": fault for number, fault in faults.items()})

    hand.ask("sweep", at=DUE)
    assert hand.ask("states") == {"sent": PEOPLE - len(faults), **at_once}
    hand.ask("sweep", at=DUE + 2 * MINUTE)
    assert hand.ask("states") == {"sent": PEOPLE - sum(in_the_end.values()), **in_the_end}

    prove_after_a_week(place, hand)


def test_a_mailbox_that_is_gone_and_comes_back(place: Town, hand: Hand) -> None:
    gone = ["reader-0@example.org", "reader-1@example.org"]
    place.mail.faults.update(dict.fromkeys(gone, "550"))

    hand.ask("sweep", at=DUE)
    assert hand.ask("states") == {"sent": PEOPLE - 2, "failed": 2}
    assert hand.ask("stopped") == gone
    hand.ask("sweep", at=DUE + WEEK)
    assert place.mail.recipients[gone[0]] == 0

    hand.ask("allow_all", at=DUE + WEEK + DAY)
    place.tell(hand, DUE + WEEK + DAY, seed=2)
    hand.ask("sweep", at=DUE + 2 * WEEK)
    assert place.prove(hand, DUE + 2 * WEEK) == []


def test_a_clock_that_jumps_to_and_fro(place: Town, hand: Hand) -> None:
    for jump in (timedelta(), HOUR, timedelta(), DAY, -HOUR, 2 * DAY, MINUTE):
        hand.ask("sweep", at=DUE + jump)

    assert set(place.mail.recipients.values()) == {1}
    prove_after_a_week(place, hand)


def test_a_week_without_any_worker(place: Town, hand: Hand) -> None:
    for day in range(7):
        place.tell(hand, DUE + day * DAY + HOUR, seed=day)

    hand.ask("sweep", at=DUE + WEEK - MINUTE)

    assert set(place.mail.recipients.values()) == {1}
    assert place.prove(hand, DUE + WEEK - MINUTE) == []


@pytest.mark.parametrize("change", [datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)])
def test_the_chosen_hour_on_the_day_the_clocks_change(place: Town, hand: Hand, change: datetime) -> None:
    """02:00 in Berlin, which half of them chose, does not exist on 29 March and comes twice on 25 October."""
    place.news.clear()
    hand.ask("choose", at=change - DAY - 6 * HOUR, hours=[2, 3], cadence="daily", time_zone="Europe/Berlin")
    for day in range(3):
        place.tell(hand, change + (day - 1) * DAY - 5 * HOUR, seed=day, number=3)
        for hour in range(4):
            hand.ask("sweep", at=change + (day - 1) * DAY + hour * HOUR)

    assert max(place.mail.recipients.values()) == 3
    assert place.prove(hand, change + DAY + 3 * HOUR) == []


def test_a_full_disk_stops_neither_schedule_nor_the_next_message(place: Town, tmp_path: Path) -> None:
    hand = place.hand(CELERY_BROKER_URL="filesystem://", TRACKER_DATA=str(tmp_path))

    when_full, when_not = hand.ask("tick_on_a_full_disk")

    assert (when_full, when_not > 0) == (0, True)
