"""Changing a follow: a search's name, and whether a target's news come at once."""

from __future__ import annotations

import pytest

from accounts.models import Follow

pytestmark = pytest.mark.once

SEARCH = "follows/search:status%3Doverdue/"
TARGET = "follows/target:flats-2026/"


@pytest.fixture
def followed(person, targets):
    person.ask("post", "follows/", {"kind": "target", "thing": "flats-2026-2"})
    person.ask("post", "follows/", {"kind": "search", "thing": "status=overdue", "name": "Late"})


@pytest.mark.usefixtures("followed")
def test_search_is_renamed_and_a_target_told_at_once(person):
    assert person.ask("patch", SEARCH, {"name": " Very\n late "}).json()["name"] == "Very late"
    for wanted in (True, True, False):
        response = person.ask("patch", TARGET, {"instant": wanted})
        assert response.json()["instant"] is wanted
        assert person.ask("get", TARGET).json() == response.json()


@pytest.mark.parametrize(
    ("path", "body", "named"),
    [
        (SEARCH, {"name": ""}, ["name"]),
        (SEARCH, {"name": "x" * 201}, ["name"]),
        (SEARCH, {"name": 1}, ["name"]),
        (SEARCH, {"instant": True}, ["instant"]),
        (TARGET, {"name": "x"}, ["name"]),
        (TARGET, {"instant": "true"}, ["instant"]),
        (TARGET, {"instant": None}, ["instant"]),
        (TARGET, {"thing": "flats-2027", "user": 1}, ["thing", "user"]),
        (TARGET, {}, ["body"]),
        (TARGET, [], ["body"]),
    ],
)
@pytest.mark.usefixtures("followed")
def test_change_that_is_none_is_refused_by_name(person, path, body, named):
    before = list(Follow.objects.order_by("pk").values())
    assert person.problem("patch", path, body) == (400, named)
    assert list(Follow.objects.order_by("pk").values()) == before


@pytest.mark.usefixtures("followed")
def test_nobody_changes_what_another_follows(other):
    for path, body in ((SEARCH, {"name": "x"}), (TARGET, {"instant": True})):
        assert other.problem("patch", path, body) == (404, [])
        assert other.problem("delete", path) == (404, [])
    assert Follow.objects.count() == 2
    assert not Follow.objects.filter(instant_since__isnull=False).exists()
