"""With REVIEW=two a row that is sent waits for a second person, unless its token carries the right to publish."""

from __future__ import annotations

import jsonschema
import pytest
from django.test import Client
from knox.models import AuthToken

from accounts.actions.tokens import let_publish
from accounts.models import ProgramToken
from projects.actions.changes import Change
from projects.actions.drafts.publish_draft import publish_draft
from projects.actions.preview_changes import preview_changes
from projects.api.index import document
from projects.models import Draft, Outcome, RecordVersion
from tests.factories import UserFactory

from .conftest import NOW
from .rows import GOOD, good

pytestmark = pytest.mark.usefixtures("record", "two_people_review")


@pytest.mark.parametrize("path", list(GOOD))
def test_row_becomes_a_draft_and_says_so(write, reader, path, other):
    version = RecordVersion.objects.current()
    answer = write(path, GOOD[path])

    draft = Draft.objects.get()
    assert answer.status == 202, answer.body
    url = f"http://127.0.0.1:8000/desk/drafts/{draft.pk}/"
    assert answer.body["draft"] == {"id": draft.pk, "state": "in_review", "url": url}
    assert answer.headers["Location"] == url
    assert (draft.origin, draft.saved_by) == ("api", draft.created_by)
    assert reader.get(f"{path}/{GOOD[path]['id']}/").status == 404
    assert RecordVersion.objects.current().number == version.number
    schema = document()["paths"][f"/api/v1/{path}/"]["post"]["responses"]["202"]["content"]["application/json"][
        "schema"
    ]
    jsonschema.Draft202012Validator({**schema, "components": document()["components"]}).validate(answer.body)

    changes = [Change.from_json(change) for change in draft.changes]
    doubts = preview_changes(changes, by=draft.saved_by, at=NOW).doubts
    publish_draft(draft=draft, version=1, by=other, at=NOW, confirmed=[doubt.token for doubt in doubts])
    assert reader.get(f"{path}/{GOOD[path]['id']}/").status == 200
    assert write(path, GOOD[path]).status == 200


def test_the_same_row_again_is_the_same_draft(write):
    first, again = write("outcomes", GOOD["outcomes"]), write("outcomes", GOOD["outcomes"])
    assert (again.status, again.body) == (202, first.body)
    assert Draft.objects.count() == 1
    assert write("outcomes", good("outcomes", value="89")).body != first.body


@pytest.mark.parametrize(
    ("change", "status"),
    [({"source": "none"}, 400), ({"qualifier": None}, 400), ({"nonsense": 1}, 400), ({"id": "count-2024"}, 409)],
)
def test_what_breaks_a_rule_is_no_draft(write, change, status):
    assert write("outcomes", good("outcomes", **change)).status == status
    assert not Draft.objects.exists()


def test_a_doubt_is_a_remark_here_and_a_question_to_whoever_publishes(write, other):
    answer = write("outcomes", good("outcomes", value="9000"))
    assert answer.status == 202
    assert {remark["code"] for remark in answer.body["remarks"]} >= {"far_from_target"}
    client = Client()
    client.force_login(other, backend="allauth.account.auth_backends.AuthenticationBackend")
    shown = client.get(f"/en/desk/drafts/{answer.body['draft']['id']}/").content.decode()
    assert 'name="as_printed"' in shown


@pytest.mark.parametrize("person", [{"editor": True}, {"admin": True}])
def test_a_token_with_the_right_publishes(person):
    owner = UserFactory(**person)
    stored, text = AuthToken.objects.create(owner)
    token = ProgramToken.objects.create(token=stored, name="nightly")
    let_publish(token=token, may_publish=True, by=UserFactory(admin=True), at=NOW)

    def send(**change):
        headers = {"Authorization": f"Token {text}"}
        body = good("outcomes", **change)
        return Client().post("/api/v1/outcomes/", body, "application/json", headers=headers).status_code

    assert send(id="by-token") == 201
    assert Outcome.objects.filter(pk="by-token").exists()
    owner.may_publish = False
    owner.save()
    assert send(id="taken-away") == (201 if owner.is_superuser else 202)
    let_publish(token=token, may_publish=False, by=owner, at=NOW)
    assert send(id="no-more") == 202


def test_a_session_publishes_nothing_by_itself():
    client = Client()
    client.force_login(UserFactory(admin=True), backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post("/api/v1/outcomes/", good("outcomes"), "application/json")
    assert answer.status_code == 202


def test_with_one_pair_of_eyes_an_editor_without_the_right_still_makes_a_draft(settings, other):
    settings.REVIEW = "one"
    other.may_publish = False
    other.save()
    client = Client()
    client.force_login(other, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post("/api/v1/outcomes/", good("outcomes"), "application/json")
    assert answer.status_code == 202
