"""The page of channels, the person's own feed and calendar, and the bot's end of Telegram."""

import json
import socket
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from accounts.delivery.enqueue import MessageDraft, enqueue
from accounts.delivery.telegram_chats import link_chat, offer_code
from accounts.models import DigestPreferences, Message, PrivateAddress, TelegramChat, WebHook
from accounts.notices.digests.sweep import sweep_mail, sweep_other_channels
from accounts.views.channels import telegram_secret
from tests.accounts.logging_in import PASSWORD, log_in_again

pytestmark = pytest.mark.django_db

DUE = datetime(2024, 7, 8, 3, tzinfo=UTC)


@pytest.fixture
def person(follower, desk):
    return follower(desk.promise("late", deadline=date(2024, 6, 30)), email="aigul@example.org", language="ru")


@pytest.fixture
def page(client, person):
    log_in_again(client, person)
    return reverse("following-channels")


def test_own_feed_and_calendar_are_made_and_ended(client, person, page, desk) -> None:
    desk.promise("not-followed", deadline=date(2024, 9, 30))
    client.post(page, {"do": "draw-address"})
    first = PrivateAddress.objects.get(user=person).secret
    client.logout()

    feed = client.get(reverse("private-feed", args=[first]))
    assert feed.status_code == 200
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert feed["X-Robots-Tag"] == "noindex"
    calendar = Calendar.from_ical(client.get(reverse("private-calendar", args=[first])).content)
    assert [str(event["uid"]) for event in calendar.walk("VEVENT")] == ["late.deadline@127.0.0.1"]

    log_in_again(client, person)
    client.post(page, {"do": "draw-address"})
    assert client.get(reverse("private-feed", args=[first])).status_code == 404
    client.post(page, {"do": "end-address"})
    assert not PrivateAddress.objects.exists()


@pytest.fixture
def secrets_of(person, receiver):
    """A secret address and a web hook, made before."""
    log_in_again(browser := Client(), person)
    for given in ({"do": "draw-address"}, {"do": "add-hook", "url": receiver.url}):
        assert browser.post(reverse("following-channels"), given).status_code == 302
    return PrivateAddress.objects.get(user=person).secret, WebHook.objects.get(user=person).secret


def test_secrets_are_shown_to_who_has_confirmed_that_it_is_them(client, person, secrets_of) -> None:
    """An open browser shows nobody else what leads to all that its owner follows, for good."""
    page = reverse("following-channels")
    client.force_login(person)
    shown = client.get(page).content.decode()
    assert [secret for secret in secrets_of if secret in shown] == []

    question = client.post(page, {"do": "show-secrets"})
    assert question["Location"].startswith("/accounts/reauthenticate/")
    answer = client.post(question["Location"], {"password": "wrong", "next": page})
    shown = answer.content.decode() + client.get(page).content.decode()
    assert [secret for secret in secrets_of if secret in shown] == []

    client.post(question["Location"], {"password": PASSWORD, "next": page})
    shown = client.get(page).content.decode()
    assert [secret for secret in secrets_of if secret not in shown] == []


@pytest.mark.parametrize("action", ["draw-address", "end-address", "add-hook"])
def test_secrets_are_made_and_ended_after_confirming(client, person, secrets_of, receiver, action) -> None:
    page, hook = reverse("following-channels"), {"url": f"{receiver.url}&second=1"}
    client.force_login(person)

    question = client.post(page, {"do": action, **hook})

    assert question["Location"].startswith("/accounts/reauthenticate/")
    assert PrivateAddress.objects.get(user=person).secret == secrets_of[0]
    assert WebHook.objects.count() == 1
    client.post(question["Location"], {"password": PASSWORD, "next": page})  # what was asked for is done then
    assert (PrivateAddress.objects.filter(secret=secrets_of[0]).exists(), WebHook.objects.count()) in {
        "draw-address": [(False, 1)],
        "end-address": [(False, 1)],
        "add-hook": [(True, 2)],
    }[action]


def test_own_feed_tells_what_became_known_of_what_is_followed(client, person, page, desk) -> None:
    now = timezone.now()  # noqa: TID251  # the page has a clock of its own
    fresh = desk.promise("fresh", deadline=date(2099, 12, 31), window_start=None, at=now - timedelta(days=3))
    desk.promise("other", at=now - timedelta(days=3))
    client.post(reverse("following-toggle"), {"kind": "target", "id": fresh.pk})
    client.post(page, {"do": "draw-address"})
    body = client.get(reverse("private-feed", args=[PrivateAddress.objects.get().secret])).content.decode()
    assert "link:fresh" in body
    assert "Обещано" in body
    assert "link:other" not in body


def test_a_bad_hook_is_said_and_what_was_typed_is_kept(client, page, monkeypatch) -> None:
    addresses = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.5", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: addresses)
    answer = client.post(page, {"do": "add-hook", "url": "https://10.0.0.5/hook"})
    assert answer.status_code == 400
    assert 'value="https://10.0.0.5/hook"' in answer.content.decode()
    assert "10.0.0.5" in answer.content.decode()
    assert not WebHook.objects.exists()


@pytest.mark.parametrize("nonsense", [{}, {"do": "nothing"}, {"do": "try-hook", "hook": "x"}, {"do": "offer-code"}])
def test_nonsense_is_said_and_does_nothing(client, page, nonsense) -> None:
    assert client.post(page, nonsense).status_code == 400


def test_nobody_sees_or_touches_the_hooks_of_another(client, person, page, follower, receiver) -> None:
    client.post(page, {"do": "add-hook", "url": receiver.url})
    hook = WebHook.objects.get()
    client.force_login(follower())
    assert hook.secret not in client.get(page).content.decode()
    client.post(page, {"do": "remove-hook", "hook": str(hook.pk)})
    assert client.post(page, {"do": "try-hook", "hook": str(hook.pk)}).status_code == 400
    assert WebHook.objects.filter(pk=hook.pk).exists()


# --- Telegram --------------------------------------------------------------------------------------------------------


@pytest.fixture
def bot(settings, receiver):
    settings.TELEGRAM_BOT_TOKEN, settings.TELEGRAM_BOT_NAME = "1:token", "promise_bot"
    settings.TELEGRAM_API = receiver.url.partition("/hook")[0]
    return receiver


def from_telegram(client, text, chat=77, secret=None, kind="private"):
    update = {"message": {"chat": {"id": chat, "type": kind}, "text": text, "from": {"language_code": "en"}}}
    return client.post(
        reverse("telegram"),
        json.dumps(update),
        content_type="application/json",
        headers={"X-Telegram-Bot-Api-Secret-Token": telegram_secret() if secret is None else secret},
    )


def test_a_chat_is_linked_by_the_code_and_ended_by_stop(client, person, page, bot) -> None:
    client.post(page, {"do": "offer-code"})
    chat = TelegramChat.objects.get(user=person)
    assert f"https://t.me/promise_bot?start={chat.code}" in client.get(page).content.decode()

    answer = from_telegram(client, f"/start {chat.code}").json()
    assert (answer["chat_id"], answer["method"]) == (77, "sendMessage")
    assert "/stop" in answer["text"]
    assert TelegramChat.objects.get(user=person).chat_id == 77
    assert "not valid" in from_telegram(client, f"/start {chat.code}", chat=78).json()["text"]  # a code works once

    from_telegram(client, "/stop")
    assert TelegramChat.objects.get(user=person).chat_id is None


def test_a_chat_is_linked_by_who_has_confirmed_that_it_is_them(client, person, bot) -> None:
    """An open browser sends nobody else's chat all that its owner is told, for good."""
    page = reverse("following-channels")
    log_in_again(Client(), person)  # gives them a password
    client.force_login(person)

    question = client.post(page, {"do": "offer-code"})

    assert question["Location"].startswith("/accounts/reauthenticate/")
    assert not TelegramChat.objects.exists()
    code = offer_code(by=person, at=timezone.now()).code  # noqa: TID251  # the page has a clock of its own
    assert code not in client.get(page).content.decode()
    client.post(question["Location"], {"password": PASSWORD, "next": page})
    assert TelegramChat.objects.get(user=person).code in client.get(page).content.decode()


def test_a_code_that_links_nothing_any_more_is_not_shown(client, page, person, bot) -> None:
    chat = offer_code(by=person, at=timezone.now() - timedelta(minutes=31))  # noqa: TID251  # as above
    assert chat.code not in client.get(page).content.decode()


def test_nothing_that_waits_goes_to_a_chat_whose_link_has_ended(client, person, page, bot) -> None:
    link_chat(code=offer_code(by=person, at=DUE).code, chat_id=77, at=DUE)
    _enqueue(person)
    client.post(page, {"do": "unlink"})

    assert sweep_other_channels(lambda: DUE)["failed"] == 1
    assert bot.taken == []


def test_an_old_code_links_nothing(person, bot) -> None:
    code = offer_code(by=person, at=DUE).code
    assert link_chat(code=code, chat_id=77, at=DUE + timedelta(minutes=31)) is None


@pytest.mark.parametrize("secret", ["", "guessed"])
def test_only_telegram_may_speak_for_a_chat(client, person, bot, secret) -> None:
    assert from_telegram(client, "/stop", secret=secret).status_code == 403


@pytest.mark.parametrize(
    "body", ["", "[]", "{}", '{"message": 1}', '{"message": {"chat": {"id": "x", "type": "private"}}}']
)
def test_messages_of_another_kind_are_passed_over(client, bot, body) -> None:
    headers = {"X-Telegram-Bot-Api-Secret-Token": telegram_secret()}
    answer = client.post(reverse("telegram"), body, content_type="application/json", headers=headers)
    assert answer.status_code == 200


def test_a_digest_goes_to_the_chat_and_a_chat_that_is_left_is_let_go(person, bot, postbox) -> None:
    link_chat(code=offer_code(by=person, at=DUE).code, chat_id=77, at=DUE)
    DigestPreferences.objects.filter(user=person).update(due_at=DUE)
    sweep_mail(lambda: DUE)
    assert sweep_other_channels(lambda: DUE)["sent"] == 1
    path, _headers, body = bot.taken[0]
    assert path == "/bot1:token/sendMessage"
    assert json.loads(body)["chat_id"] == "77"

    bot.answers = [(403, {"body": {"description": "Forbidden: bot was blocked by the user"}})]
    _enqueue(person)
    assert sweep_other_channels(lambda: DUE)["failed"] == 1
    assert TelegramChat.objects.get(user=person).chat_id is None


def test_telegrams_pause_is_kept(person, bot) -> None:
    link_chat(code=offer_code(by=person, at=DUE).code, chat_id=77, at=DUE)
    bot.answers = [(429, {"body": {"description": "Too Many Requests", "parameters": {"retry_after": 900}}})]
    _enqueue(person)
    assert sweep_other_channels(lambda: DUE)["pending"] == 1
    assert Message.objects.get(channel="telegram").next_attempt_at == DUE + timedelta(minutes=15)


def _enqueue(person):
    content = MessageDraft(
        user_id=person.pk,
        kind="notice",
        channel="telegram",
        key="x",
        recipient="77",
        language="en",
        subject="S",
        text="T",
    )
    enqueue([content], at=DUE)
