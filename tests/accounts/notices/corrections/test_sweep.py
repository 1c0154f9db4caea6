"""Whoever was told a mistake is told so once, on the way it was told; nobody else hears of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from accounts.actions.alerts import set_alerts
from accounts.actions.retention import WORDS_AFTER, forget_words
from accounts.models import DigestPreferences, Message, StoppedAddress, TelegramChat, ToldMistake, WebHook
from accounts.notices.alerts.sweep import sweep_alerts
from accounts.notices.corrections import writing
from accounts.notices.corrections.sweep import sweep_corrections
from accounts.notices.digests.sweep import sweep_mail, sweep_other_channels
from projects.actions.erase_claim import erase_claim
from projects.actions.fix_copying_error import fix_copying_error
from projects.actions.move_outcome import move_outcome
from projects.models import Correction, Target
from tests.factories import IndicatorFactory, UserFactory

pytestmark = pytest.mark.django_db

CHOSEN = datetime(2024, 7, 1, 9, tzinfo=UTC)
ENTERED = datetime(2024, 7, 10, 9, tzinfo=UTC)
DIGEST = datetime(2024, 7, 15, 3, tzinfo=UTC)


def after(minutes):
    return ENTERED + timedelta(minutes=minutes)


@pytest.fixture
def pool(desk):
    return desk.promise("pool", deadline=date(2024, 12, 31))


@pytest.fixture
def watcher(follower, pool):
    """Somebody with alerts and without digests."""
    person = follower(pool, email="aigul@example.org")
    DigestPreferences.objects.filter(user=person).update(cadence="off", due_at=None)
    set_alerts(by=person, target_id="pool", wanted=True, at=CHOSEN)
    return person


@pytest.fixture
def deliver(at):
    """A function that does what the schedule does at a moment."""

    def deliver(moment):
        sweep_alerts(moment)
        sweep_corrections(moment)
        sweep_mail(at(moment))
        sweep_other_channels(at(moment))

    return deliver


def corrections(**filters):
    return Message.objects.filter(kind="correction", **filters).order_by("id")


def body(message):
    return message.get_body(("plain",)).get_content()


def test_who_was_told_gets_one_mail_that_says_what_stands(desk, pool, watcher, postbox, deliver) -> None:
    desk.report(pool, at=after(-60), value=60, period_end=date(2024, 5, 31))
    slip = desk.report(pool, at=ENTERED, value=777, period_end=date(2024, 6, 30))
    deliver(after(15))
    assert "777" in body(postbox.message())
    erase_claim(claim=slip, reason="Another country.", by=desk.editor, at=after(30))

    for minutes in (31, 32, 40, 120):
        deliver(after(minutes))

    assert postbox.recipients == ["aigul@example.org"] * 2
    text = body(postbox.message())
    assert postbox.message()["Subject"] == "Correction: Projects launched"
    assert "It was our mistake, not that of the source." in text
    assert "What we told you: Projects launched – 777 projects" in text
    assert "Government press service" in text
    assert "Why: Another country." in text
    assert "WHAT STANDS NOW" in text
    assert "60 projects" in text
    assert "/en/corrections/" in text
    assert "/following/alerts/stop/" in postbox.message()["List-Unsubscribe"]


def test_correction_that_failed_is_tried_again_by_itself(desk, pool, watcher, postbox, deliver) -> None:
    def fail(moment):
        gone = {"state": "failed", "sending_at": moment, "settled_at": moment, "next_attempt_at": None}
        assert corrections(state="pending").update(**gone) == 1

    slip = desk.report(pool, at=ENTERED, value=777)
    deliver(after(15))
    erase_claim(claim=slip, reason="Another country.", by=desk.editor, at=after(30))
    moment = after(31)
    assert sweep_corrections(moment) == 1
    for _attempt in range(4):
        fail(moment)
        assert sweep_corrections(moment + timedelta(hours=23)) == 0
        moment += timedelta(days=1)
        assert sweep_corrections(moment) == 1
        assert sweep_corrections(moment) == 0, "it is under way"
    deliver(moment)
    assert postbox.recipients == ["aigul@example.org"] * 2
    assert ToldMistake.objects.get().answer == corrections(state="sent").get()
    assert sweep_corrections(moment + timedelta(days=3)) == 0, "it has arrived"


def test_correction_that_failed_again_and_again_is_given_up(desk, pool, watcher, postbox, deliver) -> None:
    slip = desk.report(pool, at=ENTERED, value=777)
    deliver(after(15))
    erase_claim(claim=slip, reason="Another country.", by=desk.editor, at=after(30))
    moment = after(31)
    while sweep_corrections(moment):
        corrections(state="pending").update(state="failed", sending_at=moment, settled_at=moment, next_attempt_at=None)
        moment += timedelta(days=2)
    assert corrections().count() == 6
    assert sweep_corrections(moment + timedelta(days=2)) == 0


def test_nobody_who_was_not_told_hears_of_it(desk, pool, watcher, follower, postbox, deliver) -> None:
    """Neither who follows without having heard, nor who follows something else, nor who was told something else."""
    other = desk.promise("other", deadline=date(2024, 12, 31))
    silent = follower(pool, email="silent@example.org")
    DigestPreferences.objects.filter(user=silent).update(due_at=DIGEST)
    elsewhere = follower(other, email="elsewhere@example.org")
    set_alerts(by=elsewhere, target_id="other", wanted=True, at=CHOSEN)
    desk.report(other, at=ENTERED, value=5)
    slip = desk.report(pool, at=ENTERED, value=1)
    deliver(after(15))
    erase_claim(claim=slip, reason="A slip.", by=desk.editor, at=after(30))
    deliver(after(31))
    assert list(corrections().values_list("recipient", flat=True)) == ["aigul@example.org"]


def test_what_was_taken_out_before_it_was_told_is_corrected_for_nobody(desk, pool, watcher, postbox, deliver) -> None:
    slip = desk.report(pool, at=ENTERED, value=777)
    erase_claim(claim=slip, reason="A slip.", by=desk.editor, at=after(9))
    for minutes in (10, 15, 70, 600):
        deliver(after(minutes))
    assert postbox.taken == []


def test_digest_that_told_it_is_corrected_too(desk, pool, follower, postbox, deliver) -> None:
    follower(pool, email="weekly@example.org", language="ru")
    slip = desk.report(pool, at=ENTERED, value=777)
    deliver(DIGEST)
    assert "777" in body(postbox.message())
    erase_claim(claim=slip, reason="Не та страна.", by=desk.editor, at=DIGEST + timedelta(days=2))
    deliver(DIGEST + timedelta(days=2, minutes=1))
    deliver(DIGEST + timedelta(days=3))
    assert postbox.recipients == ["weekly@example.org"] * 2
    text = body(postbox.message())
    assert "Это наша ошибка, а не ошибка источника." in text
    assert "Почему: Не та страна." in text
    assert "/unsubscribe/" in postbox.message()["List-Unsubscribe"]


def test_mistake_told_by_words_that_were_emptied_since_is_corrected(desk, pool, follower, postbox, deliver) -> None:
    follower(pool, email="weekly@example.org")
    slip = desk.report(pool, at=ENTERED, value=777)
    deliver(DIGEST)
    later = DIGEST + WORDS_AFTER + timedelta(days=1)
    assert forget_words(at=later) == 1
    erase_claim(claim=slip, reason="Another country.", by=desk.editor, at=later)
    sweep_corrections(later + timedelta(minutes=1))
    sweep_corrections(later + timedelta(days=1))
    assert list(corrections().values_list("recipient", flat=True)) == ["weekly@example.org"]


def test_verdict_that_stood_on_it_is_corrected_for_who_heard_only_that(desk, pool, follower, postbox, deliver) -> None:
    """Somebody who wants to hear of decisions alone heard no figure, but that the promise was kept."""
    follower(pool, email="decided@example.org", kinds=["decided"])
    slip = desk.report(pool, at=ENTERED, value=777, period_end=date(2024, 6, 30))
    deliver(DIGEST)
    assert "chieved" in body(postbox.message())
    erase_claim(claim=slip, reason="A slip.", by=desk.editor, at=DIGEST + timedelta(days=1))
    deliver(DIGEST + timedelta(days=1, minutes=1))
    text = body(postbox.message())
    assert postbox.recipients == ["decided@example.org"] * 2
    assert "chieved" not in text.partition("WHAT STANDS NOW")[2]


def test_told_by_digest_and_alert_is_corrected_once(desk, pool, follower, postbox, deliver) -> None:
    person = follower(pool, email="both@example.org")
    set_alerts(by=person, target_id="pool", wanted=True, at=CHOSEN)
    slip = desk.report(pool, at=ENTERED, value=777)
    deliver(after(15))
    deliver(DIGEST)
    erase_claim(claim=slip, reason="A slip.", by=desk.editor, at=DIGEST + timedelta(hours=1))
    deliver(DIGEST + timedelta(hours=2))
    assert corrections().count() == 1
    assert ToldMistake.objects.filter(answer=corrections().get()).count() == 2


def test_correction_goes_the_way_the_mistake_was_told(desk, pool, watcher, postbox, receiver, deliver) -> None:
    hook, deaf = (
        WebHook.objects.create(user=watcher, url=receiver.url, created_at=CHOSEN),
        WebHook(user=watcher, url=f"{receiver.url}&later", created_at=after(20)),
    )
    slip = desk.report(pool, at=ENTERED, value=777)
    deliver(after(15))
    deaf.save()
    erase_claim(claim=slip, reason="A slip.", by=desk.editor, at=after(30))
    deliver(after(31))
    assert sorted(corrections().values_list("channel", "recipient")) == [
        ("mail", "aigul@example.org"),
        ("webhook", hook.url),
    ]
    sent = receiver.bodies[-1]
    assert sent["type"] == "correction"
    assert sent["data"]["items"] == [
        {"correction": f"erased/{Correction.objects.get().pk}", "table": "outcome", "id": slip.pk, "target": "pool"}
    ]


def test_chat_is_told_too(desk, pool, watcher, postbox, deliver, settings) -> None:
    settings.TELEGRAM_BOT_TOKEN = "1:token"
    TelegramChat.objects.create(user=watcher, chat_id=7, code_until=CHOSEN, linked_at=CHOSEN)
    slip = desk.report(pool, at=ENTERED, value=777)
    sweep_alerts(after(15))
    Message.objects.update(state="sent", sending_at=after(15), settled_at=after(15), next_attempt_at=None)
    erase_claim(claim=slip, reason="A slip.", by=desk.editor, at=after(30))
    sweep_corrections(after(31))
    assert set(corrections().values_list("channel", flat=True)) == {"mail", "telegram"}


def test_message_that_arrives_after_the_erasure_is_corrected_when_it_has(
    desk, pool, watcher, deliver, settings
) -> None:
    slip = desk.report(pool, at=ENTERED, value=777)
    sweep_alerts(after(15))  # and the mail server is away
    erase_claim(claim=slip, reason="A slip.", by=desk.editor, at=after(30))
    sweep_corrections(after(31))
    assert not corrections().exists()
    Message.objects.update(state="sent", sending_at=after(50), settled_at=after(50), next_attempt_at=None)
    assert [sweep_corrections(after(minutes)) for minutes in (51, 52)] == [1, 0]


@pytest.mark.parametrize(("state", "expected"), [("failed", 0), ("uncertain", 1)])
def test_only_what_may_have_arrived_is_corrected(desk, pool, watcher, state, expected) -> None:
    slip = desk.report(pool, at=ENTERED, value=777)
    sweep_alerts(after(15))
    Message.objects.update(state=state, sending_at=after(20), settled_at=after(20), next_attempt_at=None)
    erase_claim(claim=slip, reason="A slip.", by=desk.editor, at=after(30))
    assert sweep_corrections(after(31)) == expected


def test_message_written_while_the_mistake_was_taken_out_is_found(desk, pool, watcher) -> None:
    """Its transaction ended after the first look."""
    slip = desk.report(pool, at=ENTERED, value=777)
    sweep_alerts(after(15))
    late = Message.objects.get()
    Message.objects.all().delete()
    erase_claim(claim=slip, reason="A slip.", by=desk.editor, at=after(15.1))
    assert sweep_corrections(after(16)) == 0
    assert sweep_corrections(after(17)) == 0
    late.state, late.sending_at, late.settled_at, late.next_attempt_at = "sent", after(16), after(16), None
    late.save(force_insert=True)
    assert sweep_corrections(after(21)) == 1


def test_stopped_addresses_and_gone_people_get_none(desk, pool, watcher, follower, postbox, deliver) -> None:
    gone = follower(pool, email="gone@example.org")
    set_alerts(by=gone, target_id="pool", wanted=True, at=CHOSEN)
    slip = desk.report(pool, at=ENTERED, value=777)
    deliver(after(15))
    stop = StoppedAddress.objects.create(address="aigul@example.org", reason="bounced", stopped_at=after(20))
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)
    erase_claim(claim=slip, reason="A slip.", by=desk.editor, at=after(30))
    assert [sweep_corrections(after(minutes)) for minutes in (31, 32)] == [0, 0]
    stop.lifted_at, stop.lifted_by = after(40), desk.editor
    stop.save()
    assert sweep_corrections(after(41)) == 1


def test_moved_report_says_where_it_belongs(desk, pool, watcher, postbox, deliver) -> None:
    slip = desk.report(pool, at=ENTERED, value=777)
    deliver(after(15))
    right = IndicatorFactory(id="right", name="Cars made", unit="cars")
    how = {"reason": "Another row.", "by": desk.editor, "at": after(30)}
    move_outcome(outcome=slip, indicator=right, **how)
    deliver(after(31))
    assert "The same figure belongs to another indicator: Cars made." in body(postbox.message())


def test_mended_promise_is_corrected_for_who_was_told_the_wrong_one(desk, pool, watcher, postbox, deliver) -> None:
    wrong = desk.revise(pool, at=ENTERED, value=15)
    deliver(after(15))
    fix_copying_error(target=wrong, reason="15 for 150.", value=Decimal(150), by=desk.editor, at=after(30))
    deliver(after(31))
    text = body(postbox.message())
    assert "What we told you: Projects launched – 15 projects" in text
    assert "What is right: 150 projects" in text
    assert corrections().count() == 1


def test_mending_what_no_message_says_is_no_correction(desk, pool, watcher, postbox, deliver) -> None:
    revision = desk.revise(pool, at=ENTERED, value=15)
    deliver(after(15))
    fix_copying_error(target=revision, reason="The bundle.", bundle="another", by=desk.editor, at=after(30))
    deliver(after(31))
    assert not corrections().exists()


def test_promise_that_never_was_is_said_to_be_none(desk, pool, watcher, postbox, deliver) -> None:
    revision = desk.revise(pool, at=ENTERED, value=15)
    deliver(after(15))
    erase_claim(claim=Target.objects.get(pk=revision.pk), reason="Never said.", by=desk.editor, at=after(30))
    deliver(after(31))
    text = body(postbox.message())
    assert "There is no such promise" in text
    assert "180 projects" in text.partition("WHAT STANDS NOW")[2]


def test_mistakes_taken_out_together_are_one_message(desk, pool, watcher, postbox, deliver) -> None:
    slips = [
        desk.report(pool, at=after(minute), value=700 + minute, period_end=date(2024, 6, 1 + minute))
        for minute in (1, 2)
    ]
    deliver(after(15))
    for slip in slips:
        erase_claim(claim=slip, reason="A slip.", by=desk.editor, at=after(30))
    deliver(after(31))
    deliver(after(100))
    message = corrections().get()
    assert message.subject == "Corrections: 2"
    assert "701 projects" in message.text
    assert "702 projects" in message.text
    assert message.text.count("* 180 projects in 2024 (Projects launched)") == 1
    assert [item["id"] for item in message.items] == [slip.pk for slip in slips]


def test_mistake_of_later_is_a_message_of_its_own(desk, pool, watcher, postbox, deliver) -> None:
    slips = [
        desk.report(pool, at=after(minute), value=700 + minute, period_end=date(2024, 6, 1 + minute))
        for minute in (1, 2)
    ]
    deliver(after(15))
    for minutes, slip in zip((30, 40), slips, strict=True):
        erase_claim(claim=slip, reason="A slip.", by=desk.editor, at=after(minutes))
        deliver(after(minutes + 1))
    assert [[item["id"] for item in message.items] for message in corrections()] == [[slip.pk] for slip in slips]


def test_same_mistake_told_again_by_a_late_message_is_answered_already(desk, pool, follower, postbox, deliver) -> None:
    """The digest was written before the figure was taken out, and arrived after the answer to the alert."""
    person = follower(pool, email="both@example.org")
    set_alerts(by=person, target_id="pool", wanted=True, at=CHOSEN)
    slip = desk.report(pool, at=ENTERED, value=777)
    deliver(after(15))
    deliver(DIGEST)
    digest = Message.objects.filter(kind="digest").order_by("-id").first()
    waiting = {"state": "pending", "next_attempt_at": DIGEST, "sending_at": None, "settled_at": None}
    Message.objects.filter(pk=digest.pk).update(**waiting)
    erase_claim(claim=slip, reason="A slip.", by=desk.editor, at=DIGEST + timedelta(minutes=1))
    assert sweep_corrections(DIGEST + timedelta(minutes=2)) == 1
    deliver(DIGEST + timedelta(minutes=3))
    deliver(DIGEST + timedelta(minutes=4))
    assert corrections().count() == 1
    assert not ToldMistake.objects.filter(answer=None).exists()


def test_right_figure_entered_instead_is_no_mistake(desk, pool, watcher, postbox, deliver) -> None:
    """It gets another id than what was taken out, and is news."""
    slip = desk.report(pool, at=ENTERED, value=777)
    deliver(after(15))
    erase_claim(claim=slip, reason="A slip.", by=desk.editor, at=after(30))
    deliver(after(31))
    right = desk.report(pool, at=after(32), value=77)
    assert right.pk != slip.pk
    for minutes in (45, 95, 200):
        deliver(after(minutes))
    assert corrections().count() == 1
    assert "New report: 77 projects" in body(postbox.message())


def test_sweep_that_fails_for_one_writes_to_the_others(
    desk, pool, watcher, follower, monkeypatch, deliver, postbox
) -> None:
    other = follower(pool, email="other@example.org")
    set_alerts(by=other, target_id="pool", wanted=True, at=CHOSEN)
    slip = desk.report(pool, at=ENTERED, value=777)
    deliver(after(15))
    erase_claim(claim=slip, reason="A slip.", by=desk.editor, at=after(30))

    def broken(user_id, *_args):
        if user_id == watcher.pk:
            raise ValueError("no token")
        return "token"

    monkeypatch.setattr(writing, "token_for", broken)
    assert sweep_corrections(after(31)) == 1
    monkeypatch.undo()
    assert sweep_corrections(after(32)) == 1
    assert sorted(corrections().values_list("recipient", flat=True)) == ["aigul@example.org", "other@example.org"]


@pytest.mark.parametrize("readers", [2, 12])
def test_number_of_queries_does_not_grow_with_readers(
    desk, pool, follower, postbox, deliver, readers, django_assert_num_queries
) -> None:
    for number in range(readers):
        person = follower(pool, email=f"reader-{number}@example.org")
        set_alerts(by=person, target_id="pool", wanted=True, at=CHOSEN)
    slip = desk.report(pool, at=ENTERED, value=777)
    deliver(after(15))
    erase_claim(claim=slip, reason="A slip.", by=desk.editor, at=after(30))
    with django_assert_num_queries(45):
        assert sweep_corrections(after(31)) == readers


def test_editor_is_named_to_nobody(desk, pool, watcher, postbox, deliver) -> None:
    editor = UserFactory(editor=True, email="bolat.editor@example.org")
    slip = desk.report(pool, at=ENTERED, value=777)
    deliver(after(15))
    erase_claim(claim=slip, reason="A slip.", by=editor, at=after(30))
    deliver(after(31))
    assert b"bolat" not in postbox.raw[-1]
