"""Every column that names a person is exported, and deleted or kept, as the table says; nothing of them is left."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.actions.delete_account import delete_account
from accounts.actions.export_account import export_account
from accounts.actions.personal_data import HOLDINGS
from accounts.actions.tokens import make_token
from accounts.models import Follow, Message, PrivateAddress, StoppedAddress, User, WebHook, WeekSubscriber
from projects.models import Draft, Proposal
from projects.models.audit import record_audit
from tests.accounts.logging_in import PASSWORD, ask, log_in, log_in_again
from tests.factories import OutcomeFactory, TargetFactory, UserFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
NAME = "Aigul-Whom-Nobody-Else-Is-Called"
ADDRESS = "aigul.deletes@example.org"


def message_to(person: User, **more: object) -> Message:
    moments = {"created_at": AT, "give_up_at": AT, "sending_at": AT, "settled_at": AT}
    texts = {"recipient": person.email, "subject": "News", "text": f"Dear {person.email}", "html": f"<p>{NAME}</p>"}
    given = {"kind": "notice", "key": "notice", "language": "en", "message_id": f"<{person.pk}@x>", "state": "sent"}
    return Message.objects.create(**{"user": person, **given, **moments, **texts, **more})


def somebody_with_everything(**fields: object) -> User:
    person = UserFactory(email=ADDRESS, first_name=NAME, password=PASSWORD, **fields)
    EmailAddress.objects.create(user=person, email=ADDRESS, verified=True, primary=True)
    EmailAddress.objects.create(user=person, email=f"second.{ADDRESS}", verified=True)
    Follow.objects.create(user=person, target=TargetFactory(id="pool"), created_at=AT)
    WebHook.objects.create(user=person, url=f"https://example.org/{NAME}", created_at=AT)
    PrivateAddress.objects.create(user=person, created_at=AT)
    WeekSubscriber.objects.create(address=ADDRESS, language="en", asked_at=AT)
    message_to(person)
    return person


def test_every_column_that_names_a_person_is_in_the_table() -> None:
    """A new one is to be exported, and to be deleted or kept: say so in ``accounts.actions.personal_data``."""
    named = {
        f"{model._meta.label}.{column.name}"
        for model in apps.get_models()
        for column in model._meta.concrete_fields
        if column.related_model is get_user_model()
    }
    listed = {holding.name for holding in HOLDINGS}
    through_others = {name for name in listed if "__" in name}
    assert named == listed - through_others
    assert {holding.rows(User(pk=0)).count() for holding in HOLDINGS} == {0}


def test_the_file_holds_everything_but_secrets() -> None:
    person = somebody_with_everything()
    _token, text = make_token(person=person, name="my program", days=30, by=person, at=AT)
    other = UserFactory(email="somebody.else@example.org")
    message_to(other)

    written = "".join(export_account(person, at=AT))
    data = json.loads(written)

    assert data["account"]["email"] == ADDRESS
    assert [row["email"] for row in data["account.EmailAddress.user"]] == [ADDRESS, f"second.{ADDRESS}"]
    assert [row["target_id"] for row in data["accounts.Follow.user"]] == ["pool"]
    assert [row["text"] for row in data["accounts.Message.user"]] == [f"Dear {ADDRESS}"]
    assert [row["name"] for row in data["accounts.ProgramToken.token__user"]] == ["my program"]
    assert [row["action"] for row in data["projects.AuditEntry.done_by"]] == ["make_token"]
    assert [row["address"] for row in data["accounts.WeekSubscriber of my address"]] == [ADDRESS]
    assert {holding.name for holding in HOLDINGS} <= data.keys()
    secrets = (person.password, text, person.private_address.secret, WebHook.objects.get().secret)
    assert not [secret for secret in secrets if secret in written]
    assert "somebody.else" not in written


def everything_in_the_database() -> str:
    """Every value of every table."""
    models = [model for model in apps.get_models() if model._meta.managed]
    return "\n".join(str(list(model._default_manager.values())) for model in models)


def test_the_file_holds_what_was_sent_to_the_address_without_the_account() -> None:
    person = somebody_with_everything()
    subscriber = WeekSubscriber.objects.get(address=ADDRESS)
    message_to(person, kind="week", key="2026-W46", message_id="<week@x>", user=None, subscriber=subscriber)

    held = json.loads("".join(export_account(person, at=AT)))

    assert [row["key"] for row in held["accounts.Message of my address"]] == ["2026-W46"]
    assert "html" not in held["accounts.Message of my address"][0]
    delete_account(person=person, at=AT)
    assert not Message.objects.exists()


def test_nothing_of_a_reader_is_left() -> None:
    person = somebody_with_everything()

    delete_account(person=person, at=AT)

    left = everything_in_the_database()
    assert ADDRESS not in left
    assert NAME not in left
    assert not User.objects.filter(pk=person.pk).exists()


def test_an_editor_leaves_the_record_and_no_name() -> None:
    person = somebody_with_everything(editor=True)
    UserFactory(admin=True)
    outcome = OutcomeFactory(recorded_by=person)
    moments = dict.fromkeys(("created_at", "saved_at"), AT)
    people = dict.fromkeys(("created_by", "saved_by", "assigned_to"), person)
    draft = Draft.objects.create(kind="row", origin="admin", title="A draft", **moments, **people)
    record_audit("change_account", person, by=person, at=AT, details={"first_name": {"from": "", "to": NAME}})
    _token, text = make_token(person=person, name="t", days=300, by=person, at=AT)

    delete_account(person=person, at=AT)

    left = everything_in_the_database()
    assert ADDRESS not in left
    assert NAME not in left
    outcome.refresh_from_db()
    assert str(outcome.recorded_by) == f"former editor {person.pk}"
    assert not outcome.recorded_by.is_active
    assert not outcome.recorded_by.has_perm("projects.add_draft")
    draft.refresh_from_db()
    assert draft.assigned_to is None
    assert ask(text) == 401


def test_a_stopped_address_stays_stopped() -> None:
    person = somebody_with_everything()
    StoppedAddress.objects.create(address=ADDRESS, reason="complained", stopped_at=AT)
    delete_account(person=person, at=AT)
    assert StoppedAddress.objects.among([ADDRESS]) == {ADDRESS}


@pytest.mark.parametrize("typed", [ADDRESS, ADDRESS.upper()])
def test_the_address_of_whoever_sent_a_source_goes(typed) -> None:
    person = somebody_with_everything()
    _proposed_by(typed)
    delete_account(person=person, at=AT)
    assert Proposal.objects.get().email == ""


def _proposed_by(address: str) -> None:
    moments = dict.fromkeys(("created_at", "saved_at"), AT)
    editor = UserFactory(editor=True)
    draft = Draft.objects.create(
        kind="proposal", origin="reader", title="x", created_by=editor, saved_by=editor, **moments
    )
    Proposal.objects.create(draft=draft, url="https://example.org", email=address, language="en")


def test_an_address_that_nobody_confirmed_gives_no_right_to_what_belongs_to_it() -> None:
    """Whoever types the address of a stranger neither reads nor ends what the stranger has here."""
    person, stranger = UserFactory(), "stranger@example.org"
    EmailAddress.objects.create(user=person, email=stranger, verified=False)
    WeekSubscriber.objects.create(address=stranger, language="kk", asked_at=AT)
    _proposed_by(stranger)

    held = json.loads("".join(export_account(person, at=AT)))
    delete_account(person=person, at=AT)

    assert (held["accounts.WeekSubscriber of my address"], held["projects.Proposal of my address"]) == ([], [])
    assert WeekSubscriber.objects.filter(address=stranger).exists()
    assert Proposal.objects.get().email == stranger


def test_the_last_admin_stays() -> None:
    person = somebody_with_everything(admin=True)
    UserFactory(admin=True, is_active=False)
    with pytest.raises(ValidationError, match="last admin"):
        delete_account(person=person, at=AT)
    assert User.objects.filter(email=ADDRESS, is_active=True).exists()


# --- The page ---


@pytest.fixture
def owner(client) -> User:
    person = somebody_with_everything()
    log_in_again(client, person)
    return person


def test_the_page_gives_the_file_a_few_times_an_hour(client, owner, standing_clock) -> None:
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session.save()
    for _number in range(5):
        answer = client.post(reverse("account-data"), {"do": "export"})
        data = json.loads(answer.getvalue())
        assert data["account"]["email"] == ADDRESS
        assert [session.keys() for session in data["sessions"]] == [{"begun_at", "seen_at", "network", "browser"}]
    assert answer["Content-Disposition"] == 'attachment; filename="account-2026-11-24.json"'
    assert "no-store" in answer["Cache-Control"]
    assert client.post(reverse("account-data"), {"do": "export"}).status_code == 429


@pytest.mark.parametrize("deed", ["export", "delete"])
def test_the_password_is_asked_first(client, owner, deed) -> None:
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 3600}]
    session.save()

    answer = client.post(reverse("account-data"), {"do": deed, "address": ADDRESS})

    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/reauthenticate/")
    assert User.objects.filter(email=ADDRESS).exists()


@pytest.mark.parametrize("typed", ["", "delete", "somebody.else@example.org"])
def test_nothing_is_deleted_without_ones_own_address(client, owner, typed) -> None:
    answer = client.post(reverse("account-data"), {"do": "delete", "address": typed})
    assert answer.status_code == 400
    assert "nothing was deleted" in answer.content.decode()
    assert User.objects.filter(email=ADDRESS).exists()


def test_a_deleted_account_is_over_everywhere_and_a_mail_says_so(client, owner) -> None:
    elsewhere = Client()
    elsewhere.force_login(owner)

    answer = client.post(reverse("account-data"), {"do": "delete", "address": f" {ADDRESS.upper()} "})

    assert answer["Location"] == reverse("account-deleted")
    assert client.get(answer["Location"]).status_code == 200
    assert {browser.get("/following/").status_code for browser in (client, elsewhere)} == {302}
    assert log_in(Client(), owner).status_code == 200  # the form again
    assert [(sent.to, sent.subject) for sent in mail.outbox] == [([ADDRESS], "Your account was deleted")]


def test_a_server_that_refuses_the_last_mail_stops_no_deletion(client, owner, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer = client.post(reverse("account-data"), {"do": "delete", "address": ADDRESS})
    assert answer.status_code == 302
    assert not User.objects.filter(email=ADDRESS).exists()


def test_a_message_under_way_is_not_sent_to_whoever_is_gone() -> None:
    person = somebody_with_everything()
    message_to(person, key="later", message_id="<later@x>", state="pending", sending_at=None, settled_at=None,
               next_attempt_at=AT + timedelta(days=1))  # fmt: skip
    delete_account(person=person, at=AT)
    assert not Message.objects.exists()
