import re
from datetime import UTC, date, datetime
from itertools import product

import pytest

from accounts.models import DigestPreferences, Message, User
from accounts.notices.digests.claim import claim_due
from projects.models import AuditEntry
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

MODELS = ("user", "digestpreferences", "follow", "message")
DUE = datetime(2024, 7, 8, 3, tzinfo=UTC)


@pytest.fixture
def chief(client):
    """An admin, logged in."""
    person = UserFactory(admin=True, email="chief@example.org")
    client.force_login(person)
    return person


@pytest.fixture
def crowd(desk, follower):
    """Thirty people with follows, preferences and a digest each."""
    target = desk.promise(deadline=date(2024, 6, 30))
    people = [follower(target, target.indicator.programme, email=f"reader-{n}@example.org") for n in range(30)]
    DigestPreferences.objects.update(due_at=DUE)
    claim_due(DUE)
    return people


def test_list_pages_take_few_queries(client, chief, crowd, django_assert_max_num_queries):
    for model, query in product(MODELS, ("", "?q=reader-1")):
        path = f"/admin/accounts/{model}/{query}"
        with django_assert_max_num_queries(20, info=path):
            response = client.get(path)

        assert response.status_code == 200, path
        assert b"reader-1" in response.content, path


def test_one_row_takes_few_queries(client, chief, crowd, django_assert_max_num_queries):
    from django.apps import apps

    for model in MODELS:
        row = (
            apps.get_model("accounts", model)
            ._default_manager.filter(**({} if model != "user" else {"role": "watcher"}))
            .first()
        )
        with django_assert_max_num_queries(20, info=model):
            response = client.get(f"/admin/accounts/{model}/{row.pk}/change/")

        assert response.status_code == 200, model


def test_links_that_are_a_right_are_not_shown_in_the_ledger(client, chief, crowd):
    message = Message.objects.earliest("pk")
    token = re.search(r"/following/unsubscribe/([^/]+)/", message.text).group(1)
    page = client.get(f"/admin/accounts/message/{message.pk}/change/").content.decode()

    assert token not in page
    assert "/following/unsubscribe/***/" in page
    assert message.subject in page


def test_the_ledger_says_that_words_were_emptied(client, chief, crowd):
    message = Message.objects.earliest("pk")
    moments = dict.fromkeys(("sending_at", "settled_at", "emptied_at"), message.created_at)
    Message.objects.filter(pk=message.pk).update(text="", state="sent", next_attempt_at=None, **moments)
    page = client.get(f"/admin/accounts/message/{message.pk}/change/").content.decode()

    assert "The words were emptied on" in page
    assert message.subject in page


def test_the_ledger_cannot_be_changed(client, chief, crowd):
    digest = crowd[0].messages.get()

    assert client.post(f"/admin/accounts/message/{digest.pk}/change/", {"state": "sent"}).status_code == 403
    assert client.post(f"/admin/accounts/message/{digest.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.get("/admin/accounts/message/add/").status_code == 403


def change_role(client, person, role):
    data = {"action": f"make_{role}", "_selected_action": [person.pk]}
    return client.post("/admin/accounts/user/", data, follow=True)


@pytest.mark.parametrize(
    ("role", "staff", "superuser"), [("editor", True, False), ("admin", True, True), ("watcher", False, False)]
)
def test_rights_follow_the_role_and_the_change_is_audited(client, chief, role, staff, superuser):
    person = UserFactory(editor=role != "editor")

    change_role(client, person, role)

    person.refresh_from_db()
    assert (person.role, person.is_staff, person.is_superuser) == (role, staff, superuser)
    entry = AuditEntry.objects.get(action="set_role")
    assert (entry.object_id, entry.done_by, entry.details["to"]) == (str(person.pk), chief, role)


def test_nobody_changes_their_own_role(client, chief):
    response = change_role(client, chief, "watcher")

    assert b"Nobody changes their own role" in response.content
    assert User.objects.get(pk=chief.pk).role == "admin"


def test_the_last_admin_stays(chief):
    from django.core.exceptions import ValidationError

    from accounts.actions.roles import set_role

    stranger = UserFactory(admin=True, is_active=False)
    with pytest.raises(ValidationError, match="last admin"):
        set_role(user=chief, role="editor", by=stranger, at=DUE)


def test_the_form_of_a_person_changes_no_role(client, chief):
    person = UserFactory()

    client.post(
        f"/admin/accounts/user/{person.pk}/change/", {"role": "admin", "is_active": "on", "first_name": "Aigul"}
    )

    person.refresh_from_db()
    assert (person.role, person.first_name) == ("watcher", "Aigul")


def test_editors_see_the_record_and_no_people(client, desk):
    client.force_login(desk.editor)

    assert client.get("/admin/").status_code == 200
    assert desk.editor.has_perm("projects.change_programme")
    assert desk.editor.has_perm("projects.add_target")
    assert not desk.editor.has_perm("projects.delete_programme")
    assert client.get("/admin/accounts/user/").status_code == 403


def test_watchers_have_no_admin(client):
    client.force_login(UserFactory())

    assert client.get("/admin/").status_code == 302
