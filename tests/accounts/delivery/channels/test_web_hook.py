"""Web hooks: signing, retries, switching off after failures, no requests into private networks."""

import base64
import hashlib
import hmac
import socket
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts import tasks
from accounts.actions.web_hooks import TESTS_AT_MOST, TESTS_WITHIN, add_hook, enable_hook, remove_hook, send_test
from accounts.delivery.channels.web_hook import _retry_after
from accounts.delivery.enqueue import MessageDraft, enqueue
from accounts.delivery.web_hook_failures import MAX_FAILURES
from accounts.models import DigestPreferences, Message, WebHook
from accounts.notices.digests.sweep import sweep_mail, sweep_other_channels
from projects.http import safe_http

pytestmark = [pytest.mark.django_db, pytest.mark.once]

DUE = datetime(2024, 7, 8, 3, tzinfo=UTC)
LASTS = timedelta(seconds=40)


def clock(at):
    return lambda: at


@pytest.fixture
def person(follower, desk):
    """Somebody whose digest is due, about a target that was due on 30 June."""
    person = follower(desk.promise("late", deadline=date(2024, 6, 30)), email="aigul@example.org")
    DigestPreferences.objects.filter(user=person).update(due_at=DUE)
    return person


@pytest.fixture
def hook(person, receiver):
    return add_hook(by=person, url=receiver.url, at=DUE)


def test_a_digest_goes_by_mail_and_to_the_hook(person, hook, receiver, postbox) -> None:
    assert sweep_mail(clock(DUE))["sent"] == 1
    assert sweep_other_channels(clock(DUE))["sent"] == 1
    assert postbox.recipients == ["aigul@example.org"]
    (body,) = receiver.bodies
    assert body["type"] == "digest"
    assert body["data"]["key"] == "weekly:2024-W28"
    assert body["data"]["items"][0]["target"] == "late"
    assert "No final report for" in body["data"]["text"]


def test_the_signature_is_that_of_standard_webhooks(person, hook, receiver, postbox) -> None:
    send_test(by=person, hook_id=hook.pk, at=DUE)
    sweep_other_channels(clock(DUE))
    path, headers, body = receiver.taken[0]
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(hook.secret.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert headers["webhook-id"] == f"msg_{Message.objects.get().pk}"
    assert path == "/hook?from=tracker"


def test_what_is_not_taken_is_tried_again_with_the_same_id(person, hook, receiver) -> None:
    receiver.answers = [(503, {"Retry-After": "600"}), (200, {})]
    send_test(by=person, hook_id=hook.pk, at=DUE)
    Message.objects.update(give_up_at=DUE + timedelta(days=1))
    assert sweep_other_channels(clock(DUE))["pending"] == 1
    assert Message.objects.get().next_attempt_at == DUE + timedelta(minutes=10)
    assert WebHook.objects.get().failures == 1
    assert sweep_other_channels(clock(DUE + timedelta(minutes=10)))["sent"] == 1
    assert {headers["webhook-id"] for _path, headers, _body in receiver.taken} == {f"msg_{Message.objects.get().pk}"}
    assert WebHook.objects.get().failures == 0


def test_a_redirect_is_not_followed(person, hook, receiver) -> None:
    receiver.answers = [(302, {"Location": "http://127.0.0.1:1/elsewhere"})]
    send_test(by=person, hook_id=hook.pk, at=DUE)
    sweep_other_channels(clock(DUE))
    assert len(receiver.taken) == 1
    assert "redirects are not followed" in WebHook.objects.get().error


def test_a_hook_that_always_fails_is_switched_off_and_its_owner_told(person, hook, receiver, postbox) -> None:
    receiver.answers = [(500, {})]
    WebHook.objects.update(failures=MAX_FAILURES - 1)
    send_test(by=person, hook_id=hook.pk, at=DUE)
    sweep_other_channels(clock(DUE))
    assert WebHook.objects.get().disabled_at == DUE
    notice = Message.objects.get(kind="notice", channel="mail")
    assert notice.recipient == "aigul@example.org"
    assert receiver.url in notice.text
    assert "It answers 500." in notice.text
    assert enable_hook(by=person, hook_id=hook.pk)
    assert WebHook.objects.get().failures == 0


@pytest.mark.parametrize("line", [b"HTTP/1.1 2\x000 \x00\r\n", b"\x00" * 5000 + b"\r\n"])
def test_bytes_that_no_database_takes_cost_only_their_own_message(person, hook, receiver, line) -> None:
    receiver.raw = [line, b""]
    send_test(by=person, hook_id=hook.pk, at=DUE)
    neighbour = add_hook(by=person, url=f"{receiver.url}&second=1", at=DUE)
    send_test(by=person, hook_id=neighbour.pk, at=DUE)

    assert sum(sweep_other_channels(clock(DUE)).values()) == 2
    assert Message.objects.get(recipient=hook.url).state in (Message.State.PENDING, Message.State.UNCERTAIN)
    assert Message.objects.get(recipient=neighbour.url).state == Message.State.SENT
    assert all(message.error.isprintable() for message in Message.objects.all())


def test_a_hook_that_is_gone_is_switched_off_at_once(person, hook, receiver) -> None:
    receiver.answers = [(410, {})]
    send_test(by=person, hook_id=hook.pk, at=DUE)
    assert sweep_other_channels(clock(DUE))["failed"] == 1
    assert WebHook.objects.get().disabled_at == DUE


def test_nothing_goes_to_a_hook_that_was_removed(person, hook, receiver) -> None:
    send_test(by=person, hook_id=hook.pk, at=DUE)
    assert remove_hook(by=person, hook_id=hook.pk)
    assert sweep_other_channels(clock(DUE))["failed"] == 1
    assert receiver.taken == []


def test_a_hook_that_cannot_be_reached_keeps_no_mail_waiting(person, hook, receiver, postbox) -> None:
    WebHook.objects.update(url="http://127.0.0.1:9/nobody")
    sweep_mail(clock(DUE))
    assert sweep_other_channels(clock(DUE))["pending"] == 1
    assert postbox.recipients == ["aigul@example.org"]
    DigestPreferences.objects.update(due_at=DUE + timedelta(days=7))
    assert sweep_mail(clock(DUE + timedelta(days=7)))["sent"] == 1  # the copy under way holds up no digest


@pytest.mark.parametrize(
    ("url", "body"),
    [
        ("https://10.0.0.5/hook", "private networks"),
        ("https://192.168.1.1/", "private networks"),
        ("https://169.254.169.254/latest/meta-data/", "private networks"),
        ("https://[::1]/", "private networks"),
        ("https://[::ffff:10.0.0.5]/", "private networks"),
        ("https://127.0.0.1/", "private networks"),
        ("http://93.184.215.14/hook", "Use https"),
        ("ftp://example.org/hook", "no address of the web"),
        ("https://", "no address of the web"),
        ("https://example.org:99999/", "no address of the web"),
        ("https://[not-an-address/", "no address of the web"),
        ("https://name:word@example.org/", "Leave name and password out"),
        ("not a url", "no address of the web"),
    ],
)
def test_an_address_that_is_not_written_to_is_refused(person, settings, monkeypatch, url, body) -> None:
    settings.WEB_HOOK_NETWORKS = []
    monkeypatch.setattr(socket, "getaddrinfo", _numbers_only)
    with pytest.raises(ValidationError, match=body):
        add_hook(by=person, url=url, at=DUE)
    assert not WebHook.objects.exists()


def test_a_name_that_leads_into_a_private_network_is_refused_also_later(person, settings, monkeypatch) -> None:
    answers = {"hook.example.org": "93.184.215.14"}
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, **_: _numbers_only(answers[host], port))
    hook = add_hook(by=person, url="https://hook.example.org/", at=DUE)
    answers["hook.example.org"] = "10.0.0.5"
    send_test(by=person, hook_id=hook.pk, at=DUE)
    assert sweep_other_channels(clock(DUE))["failed"] == 1
    assert WebHook.objects.get().disabled_at == DUE


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch, receiver) -> None:
    looked_up = []

    def look_up(host, port, *_, **__):
        looked_up.append(host)
        return _numbers_only("127.0.0.1", port)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    safe_http.post(receiver.url.replace("127.0.0.1", "hook.example.org"), b"{}", {})
    assert looked_up[0] == "hook.example.org"
    assert set(looked_up[1:]) <= {"127.0.0.1"}
    assert receiver.taken[0][1]["Host"].startswith("hook.example.org:")


def test_tests_of_hooks_are_rationed_over_all_hooks_of_a_person(person, hook, receiver) -> None:
    other = add_hook(by=person, url=f"{receiver.url}&n=2", at=DUE)
    for number in range(TESTS_AT_MOST):
        send_test(by=person, hook_id=(hook, other)[number % 2].pk, at=DUE + timedelta(seconds=number))
        sweep_other_channels(clock(DUE + timedelta(minutes=1)))
    later = DUE + TESTS_WITHIN - timedelta(seconds=1)
    with pytest.raises(ValidationError, match="5 tests in 10 minutes"):
        send_test(by=person, hook_id=hook.pk, at=later)
    assert len(receiver.taken) == TESTS_AT_MOST
    assert send_test(by=person, hook_id=hook.pk, at=DUE + TESTS_WITHIN + timedelta(minutes=1))


def test_a_second_test_waits_for_the_first(person, hook, receiver) -> None:
    send_test(by=person, hook_id=hook.pk, at=DUE)
    with pytest.raises(ValidationError, match="on its way"):
        send_test(by=person, hook_id=hook.pk, at=DUE + timedelta(seconds=1))
    assert Message.objects.count() == 1


def test_a_sweep_of_slow_hooks_ends_and_the_next_goes_on(person, hook, receiver) -> None:
    for number in range(7):
        _enqueue(person, hook, number)
    moments = iter(DUE + timedelta(seconds=2 * number) for number in range(1000))
    done = sweep_other_channels(lambda: next(moments), Message.Channel.WEBHOOK, timedelta(seconds=10))
    assert 0 < done["sent"] < 7
    assert sweep_other_channels(clock(DUE + timedelta(minutes=10)))["sent"] == 7 - done["sent"]


def test_a_hook_that_does_not_take_is_asked_once_a_sweep_and_keeps_no_other_waiting(person, hook, receiver) -> None:
    other = add_hook(by=person, url=f"{receiver.url}&other", at=DUE)
    for number in range(3):
        _enqueue(person, hook, number)
    for number in range(3):
        _enqueue(person, other, number)
    receiver.answers = [(503, {}), (200, {})]
    assert sweep_other_channels(clock(DUE), Message.Channel.WEBHOOK, LASTS) == {"pending": 1, "sent": 3}
    assert sweep_other_channels(clock(DUE + timedelta(minutes=2)), Message.Channel.WEBHOOK, LASTS) == {"sent": 3}


@pytest.mark.parametrize(("waiting", "helpers"), [(0, 0), (1, 0), (2, 1), (9, 3)])
def test_where_many_messages_wait_others_are_asked_to_help(person, hook, monkeypatch, waiting, helpers) -> None:
    for number in range(waiting):
        _enqueue(person, hook, number)
    calls: list[tuple[str, ...]] = []
    monkeypatch.setattr(
        tasks.deliver_other_channels, "apply_async", lambda args, *_given, **_options: calls.append(args)
    )
    monkeypatch.setattr(tasks, "sweep_other_channels", lambda *_given: {})
    tasks.deliver_other_channels("webhook")
    tasks.deliver_other_channels("webhook", helps=True)
    assert calls == [("webhook",)] * helpers


def test_a_person_has_a_few_hooks_and_each_once(person, receiver) -> None:
    add_hook(by=person, url=receiver.url, at=DUE)
    with pytest.raises(ValidationError, match="already"):
        add_hook(by=person, url=receiver.url, at=DUE)
    for number in range(2):
        add_hook(by=person, url=f"{receiver.url}&n={number}", at=DUE)
    with pytest.raises(ValidationError, match="as many as one can"):
        add_hook(by=person, url=f"{receiver.url}&n=3", at=DUE)


@pytest.mark.parametrize("header", ["", "-1", "soon", "99999999999", "1e3", "٣"])
def test_a_retry_after_that_makes_no_sense_is_passed_over(header) -> None:
    assert _retry_after(safe_http.Answer(503, {"retry-after": header}, b"")) is None


def _enqueue(person, hook, number):
    content = MessageDraft(
        user_id=person.pk,
        kind="notice",
        channel="webhook",
        key=f"{number}@{hook.pk}",
        recipient=hook.url,
        language="en",
        subject="S",
        text="T",
    )
    enqueue([content], at=DUE)


def _numbers_only(host, port, *_, **__):
    """Replaces the look-up of names: tests do not use the network."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.inet_pton(family, host)
    except OSError:
        raise socket.gaierror(f"{host} is no number") from None
    return [(family, socket.SOCK_STREAM, 6, "", (host, port))]
