"""Claiming, freezing and sending: one digest a period, no empty digest, no silent loss."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from accounts.actions.retention import WORDS_AFTER, forget_words
from accounts.delivery.send import lease_waiting, start_sending
from accounts.models import DigestPreferences, Message
from accounts.notices.digests.claim import claim_due
from accounts.notices.digests.sweep import sweep_mail
from accounts.tasks import send_due_digests
from tests.accounts.conftest import DUE

pytestmark = pytest.mark.django_db
NEXT = datetime(2024, 7, 15, 3, tzinfo=UTC)


def state(person):
    return list(Message.objects.filter(user=person).order_by("id").values_list("state", flat=True))


def test_a_due_digest_is_sent_once_and_the_next_period_is_set(waiting, postbox, at):
    assert sweep_mail(at(DUE - timedelta(seconds=1)))["sent"] == 0
    assert sweep_mail(at(DUE))["sent"] == 1
    assert sweep_mail(at(DUE + timedelta(minutes=1)))["sent"] == 0

    assert postbox.recipients == ["aigul@example.org"]
    digest = Message.objects.get()
    assert (digest.state, digest.key, digest.settled_at) == ("sent", "weekly:2024-W28", DUE)
    assert DigestPreferences.objects.get(user=waiting).due_at == NEXT


def test_a_period_whose_digest_was_emptied_has_had_its_digest(waiting, postbox, at):
    """Whoever is due again for that week, as after a clock that was set back, gets no second mail for it."""
    sweep_mail(at(DUE))
    later = DUE + WORDS_AFTER + timedelta(days=7)
    assert forget_words(at=later) == 1
    DigestPreferences.objects.filter(user=waiting).update(due_at=DUE)
    sweep_mail(at(DUE + timedelta(minutes=1)))

    assert postbox.recipients == ["aigul@example.org"]
    assert Message.objects.get().emptied_at == later


def test_the_mail_can_be_left_in_one_click(waiting, postbox, at, settings):
    settings.MAIL_REPLY_TO = "editors@example.org"
    sweep_mail(at(DUE))

    message, digest = postbox.message(), Message.objects.get()
    assert message["Subject"] == digest.subject == "1 target without a final report (1 newly)"
    assert message["Message-ID"] == digest.message_id
    assert message["List-Unsubscribe"].strip() == f"<{digest.unsubscribe_url}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Reply-To"] == "editors@example.org"
    assert digest.unsubscribe_url in message.get_body(("plain",)).get_content()
    assert message.get_body(("html",)).get_content().startswith("<!DOCTYPE html>")


def test_nothing_to_say_moves_the_period_on_and_leaves_no_row(follower, desk, postbox, at):
    person = follower(desk.promise())
    DigestPreferences.objects.filter(user=person).update(due_at=DUE)

    done = sweep_mail(at(DUE))

    assert done["silent"] == 1
    assert not Message.objects.exists()
    assert not postbox.taken
    assert DigestPreferences.objects.get(user=person).due_at == NEXT


def test_news_of_a_silent_week_is_not_lost(follower, desk, postbox, at):
    target = desk.promise()
    person = follower(target)
    DigestPreferences.objects.filter(user=person).update(due_at=DUE)
    sweep_mail(at(DUE))
    desk.report(target, at=DUE + timedelta(days=1))

    sweep_mail(at(NEXT))

    assert postbox.message()["Subject"] == "1 target reported on"


def test_a_week_without_a_worker_is_made_good_by_one_digest(waiting, postbox, at):
    sweep_mail(at(DUE + timedelta(days=17)))

    assert len(postbox.taken) == 1
    assert DigestPreferences.objects.get(user=waiting).due_at == datetime(2024, 7, 29, 3, tzinfo=UTC)


def test_changing_the_hour_brings_no_second_digest_for_the_day(waiting, postbox, at):
    from accounts.actions.digest_preferences import set_preferences

    chosen = {"cadence": "daily", "weekday": 0, "time_zone": "Asia/Almaty", "language": "en"}
    set_preferences(by=waiting, at=DUE - timedelta(hours=1), hour=8, **chosen)
    sweep_mail(at(DUE))
    set_preferences(by=waiting, at=DUE + timedelta(hours=1), hour=20, **chosen)

    sweep_mail(at(DUE + timedelta(hours=12)))

    assert len(postbox.taken) == 1
    assert DigestPreferences.objects.get(user=waiting).due_at == DUE + timedelta(hours=36)


def test_saving_unchanged_preferences_keeps_the_digest_that_is_due(waiting, at):
    from accounts.actions.digest_preferences import set_preferences

    set_preferences(
        by=waiting,
        at=DUE + timedelta(hours=1),
        cadence="weekly",
        weekday=0,
        hour=8,
        time_zone="Asia/Almaty",
        language="ru",
    )

    preferences = DigestPreferences.objects.get(user=waiting)
    assert (preferences.due_at, preferences.language) == (DUE, "ru")


def test_what_a_dead_claimer_left_is_sent_by_the_next_sweep(waiting, postbox, at):
    claim_due(DUE)

    assert sweep_mail(at(DUE + timedelta(seconds=1)))["sent"] == 1
    assert len(postbox.taken) == 1


def test_a_sender_that_never_came_back_leaves_an_uncertain_digest_that_is_not_sent_again(waiting, postbox, at):
    claim_due(DUE)
    (message,) = lease_waiting(DUE, "mail")
    assert start_sending(message, DUE)

    sweep_mail(at(DUE + timedelta(minutes=20)))
    assert state(waiting) == ["uncertain"]
    sweep_mail(at(NEXT))

    assert state(waiting) == ["uncertain", "sent"]
    assert Message.objects.latest("id").window_start == Message.objects.earliest("id").window_start
    assert postbox.message()["Subject"] == "1 target without a final report (1 newly)"


def test_a_refused_mail_stays_visible_as_failed_and_the_next_digest_tells_its_news(waiting, postbox, at):
    postbox.answers["aigul@example.org"] = "554 5.7.1 looks like spam"
    sweep_mail(at(DUE))
    assert state(waiting) == ["failed"]
    assert "554 5.7.1 looks like spam" in Message.objects.get().error
    sweep_mail(at(DUE + timedelta(hours=1)))
    postbox.answers.clear()
    sweep_mail(at(NEXT))

    assert state(waiting) == ["failed", "sent"]
    assert postbox.message()["Subject"] == "1 target without a final report (1 newly)"


def test_a_line_that_breaks_makes_one_digest_uncertain_and_the_others_go_out(follower, late, postbox, at):
    for number in range(3):
        follower(late, email=f"reader-{number}@example.org")
    DigestPreferences.objects.update(due_at=DUE)
    postbox.answers["reader-1@example.org"] = "hang up"

    done = sweep_mail(at(DUE))

    assert (done["sent"], done["uncertain"]) == (2, 1)
    assert postbox.recipients == ["reader-0@example.org", "reader-2@example.org"]


def test_a_mail_server_that_is_away_costs_nothing(waiting, postbox, settings, at, capsys):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    with pytest.raises(CommandError, match="1 messages wait"):
        call_command("send_digests", now="2024-07-08T08:00")
    assert state(waiting) == ["pending"]

    settings.EMAIL_PORT = port
    sweep_mail(at(DUE + timedelta(minutes=2)))

    assert state(waiting) == ["sent"]


def test_one_digest_that_cannot_be_written_keeps_nobody_else_waiting(follower, late, postbox, at, monkeypatch):
    from accounts.notices.digests import draft

    broken = follower(late, email="broken@example.org")
    follower(late, email="fine@example.org")
    DigestPreferences.objects.update(due_at=DUE)
    real = draft.token_for

    def fails_for_one(user_id):
        if user_id == broken.pk:
            raise RuntimeError("no words")
        return real(user_id)

    monkeypatch.setattr(draft, "token_for", fails_for_one)
    sweep_mail(at(DUE))

    assert postbox.recipients == ["fine@example.org"]
    assert DigestPreferences.objects.get(user=broken).due_at == DUE


@pytest.mark.parametrize("change", [{"cadence": "off", "due_at": None}, {}])
def test_who_wants_none_or_is_inactive_gets_none(waiting, postbox, at, change):
    if change:
        DigestPreferences.objects.filter(user=waiting).update(**change)
    else:
        waiting.is_active = False
        waiting.save()

    sweep_mail(at(DUE))

    assert not postbox.taken


def test_the_ledger_takes_one_digest_a_period_and_none_without_words(waiting):
    claim_due(DUE)
    digest = Message.objects.get()
    digest.pk, digest.message_id = None, "<other@example.org>"

    with pytest.raises(IntegrityError), transaction.atomic():
        digest.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.update(text="")


def test_the_scheduled_task_runs_twice_harmlessly(waiting, postbox):
    first, second = send_due_digests(), send_due_digests()

    assert (first, second) == ({"sent": 1}, {})
    assert len(postbox.taken) == 1
