"""What is kept for a while only goes when its time is over and not before; the pages say the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.translation import override
from knox.models import AuthToken

from accounts import tasks
from accounts.actions import retention
from accounts.actions.retention import RETENTION
from accounts.actions.retry_message import retry_refusal
from accounts.actions.tokens import make_token
from accounts.models import BrowserSession, User
from tests.accounts.actions.test_personal_data import message_to
from tests.factories import UserFactory
from tracker.celery import app

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ROOT = Path(__file__).resolve().parents[3]


def test_sessions_go_when_they_have_run_out() -> None:
    for key, moment in (("over", AT - SECOND), ("open", AT + SECOND)):
        BrowserSession.objects.create(session_key=key, session_data="", expire_date=moment)
    assert retention.forget_sessions(at=AT) == 1
    assert [session.session_key for session in BrowserSession.objects.all()] == ["open"]


def signed_up(name: str, age: timedelta, *, verified: bool = False, **fields: object) -> None:
    person = UserFactory(email=f"{name}@example.org", date_joined=AT - age, **fields)
    EmailAddress.objects.create(user=person, email=person.email, verified=verified, primary=True)


def test_accounts_that_nobody_confirmed_go_in_time(settings) -> None:
    settings.FORGET_UNVERIFIED_AFTER = timedelta(days=30)
    old = timedelta(days=30) + SECOND
    signed_up("gone", old)
    signed_up("young", timedelta(days=30) - SECOND)
    signed_up("confirmed", old, verified=True)
    signed_up("was-here", old, last_login=AT)
    signed_up("editor", old, editor=True)
    UserFactory(email="made-by-the-operator@example.org", date_joined=AT - old)  # has no address to confirm

    assert retention.forget_unverified_accounts(at=AT) == 1
    left = {address.partition("@")[0] for address in User.objects.values_list("email", flat=True)}
    assert left == {"young", "confirmed", "was-here", "editor", "made-by-the-operator"}


def test_an_account_that_is_confirmed_while_others_are_deleted_stays(settings, monkeypatch) -> None:
    settings.FORGET_UNVERIFIED_AFTER = timedelta(days=30)
    for name in ("first", "second"):
        signed_up(name, timedelta(days=31))
    delete = User.delete

    def delete_meanwhile(person: User) -> object:
        EmailAddress.objects.exclude(user=person).update(verified=True)
        return delete(person)

    monkeypatch.setattr(User, "delete", delete_meanwhile)

    assert retention.forget_unverified_accounts(at=AT) == 1
    assert User.objects.count() == 1


def test_layouts_go_and_words_stay() -> None:
    person = UserFactory()
    old = message_to(person, settled_at=AT - retention.LAYOUT_AFTER - SECOND, pictures=[{"cid": "a"}], items=[{"a": 1}])
    young = message_to(person, key="young", message_id="<young@x>", settled_at=AT - retention.LAYOUT_AFTER + SECOND)
    failed = message_to(
        person, key="failed", message_id="<failed@x>", settled_at=AT - timedelta(days=900), state="failed"
    )

    assert retention.forget_layouts(at=AT) == 1
    assert retention.forget_layouts(at=AT) == 0
    for message in (old, young, failed):
        message.refresh_from_db()
    assert (old.html, old.pictures, old.text, old.items) == ("", [], f"Dear {person.email}", [{"a": 1}])
    assert young.html
    assert failed.html  # an operator may send it again


def test_words_go_and_what_makes_a_message_once_stays() -> None:
    person, over = UserFactory(), AT - retention.WORDS_AFTER
    items = [{"told": ["outcome:a"], "target": "a", "first": "a"}, {"told": ["outcome:b"], "target": "b", "first": "b"}]
    more = {"items": items, "unsubscribe_url": "/following/unsubscribe/secret/", "pictures": [{"cid": "a"}]}
    old = message_to(person, settled_at=over - SECOND, text="https://tracker.example/en/targets/a/", **more)
    failed = message_to(
        person,
        key="failed",
        message_id="<failed@x>",
        settled_at=over - SECOND,
        state="failed",
        recipient="b@example.org",
    )
    young = message_to(person, key="young", message_id="<young@x>", settled_at=over + SECOND)

    assert retention.forget_words(at=AT) == 2
    assert retention.forget_words(at=AT) == 0
    for message in (old, failed, young):
        message.refresh_from_db()
    assert (old.text, old.html, old.unsubscribe_url, old.pictures, old.emptied_at) == ("", "", "", [], AT)
    assert [(item["told"], item["shown"]) for item in old.items] == [(["outcome:a"], True), (["outcome:b"], False)]
    assert (old.key, old.subject, old.recipient, old.state) == ("notice", "News", person.email, "sent")
    assert (young.text, young.emptied_at) == (f"Dear {person.email}", None)
    assert "nothing to send" in retry_refusal(failed)


def test_a_message_without_words_is_one_whose_words_were_emptied() -> None:
    with pytest.raises(IntegrityError, match="message_never_empty"), transaction.atomic():
        message_to(UserFactory(), text="")


def test_tokens_go_long_after_they_ran_out() -> None:
    person = UserFactory()
    over = AT - retention.TOKENS_AFTER
    names = {
        name: make_token(person=person, name=name, days=300, by=person, at=AT)[0] for name in ("gone", "just over")
    }
    for name, moment in (("gone", over - SECOND), ("just over", over)):
        AuthToken.objects.filter(pk=names[name].pk).update(expiry=moment)
    assert retention.forget_expired_tokens(at=AT) == 1
    assert [token.program.name for token in AuthToken.objects.all()] == ["just over"]


@pytest.mark.once
def test_everything_of_the_table_is_done_by_the_schedule() -> None:
    scheduled = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert {row.task for row in RETENTION} <= scheduled
    ours = {name for name in vars(tasks) if name.startswith("forget_")} - {"forget_unconfirmed"}
    assert {f"accounts.tasks.{name}" for name in ours} <= {row.task for row in RETENTION}
    for name in ours:
        task = getattr(tasks, name)
        assert task.time_limit
        assert task() == 0


@pytest.mark.once
def test_the_privacy_page_and_the_manual_say_how_long() -> None:
    page = " ".join(Client().get("/en/privacy/").content.decode().split())
    manual = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    with override("en"):
        for row in RETENTION:
            days = f"{row.days} day" + ("" if row.days == 1 else "s")
            assert f'<th scope="row">{row.what!s}</th>' in page
            assert f"{days} {row.since}" in page
            name = row.task.removeprefix("accounts.tasks.").removeprefix("projects.tasks.")
            assert f"| {str(row.what).partition(' (')[0]} | {days} {row.since} | `{name}` |" in manual
    assert page.count('<th scope="row">') == len(RETENTION)
