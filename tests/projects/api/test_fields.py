"""``fields``: the same values as without it, of the members that are named and of no other."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.api.fields import member_names, picked, wanted_tree
from projects.api.record import COLLECTIONS
from projects.api.target_serializers import ExplainedTargetSerializer, TargetSerializer

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("shared_record", "db")]

WITH_IDS = {collection.name: collection.serializer for collection in COLLECTIONS} | {"targets": TargetSerializer}
PUBLIC = [*WITH_IDS, "track-records"]


@pytest.mark.parametrize(
    ("names", "tree"),
    [
        ("id", {"id": None}),
        ("value,id,value", {"value": None, "id": None}),
        ("source.id,source.url", {"source": {"id": None, "url": None}}),
        ("source.id,source", {"source": None}),
        ("source,source.id", {"source": None}),
        ("assessment.first.status,id", {"assessment": {"first": {"status": None}}, "id": None}),
    ],
)
def test_names_become_a_tree_in_their_order(names, tree):
    assert wanted_tree(names.split(",")) == tree
    assert list(wanted_tree(names.split(","))) == list(tree)


@pytest.mark.parametrize("name", [name for name in PUBLIC if name != "track-records"])
def test_every_member_can_be_asked_for_by_itself(reader, name):
    """Of a list and of one thing; the answers are those without ``fields``."""
    (whole, *_rest) = reader.get(f"{name}/").body["results"]
    for member in member_names(WITH_IDS[name]):
        wanted = picked(whole, wanted_tree([member]))
        assert reader.get(f"{name}/", fields=member).body["results"][0] == wanted, member
    for member in ("id", member_names(WITH_IDS[name])[-1]):
        shown = reader.get(f"{name}/{whole['id']}/", fields=member).body
        assert shown == picked(reader.get(f"{name}/{whole['id']}/").body, wanted_tree([member])), member


@pytest.mark.parametrize("member", [*ExplainedTargetSerializer().get_fields(), "forecast.in_time", "explanation.text"])
def test_one_target_can_be_asked_for_any_member(reader, member):
    whole = reader.get("targets/pool-2024-money-2/", language="ru").body
    wanted = picked(whole, wanted_tree([member]))
    assert reader.get("targets/pool-2024-money-2/", language="ru", fields=member).body == wanted


def test_members_come_in_the_order_in_which_they_are_named(reader):
    (shown, *_rest) = reader.get("targets/", fields="value,assessment.pace,id,assessment.status").body["results"]
    assert list(shown) == ["value", "assessment", "id"]
    assert list(shown["assessment"]) == ["pace", "status"]


def test_names_may_come_in_several_parameters(reader):
    (shown, *_rest) = reader.get("sources/", fields=["id", "title,kind"]).body["results"]
    assert list(shown) == ["id", "title", "kind"]


def test_members_of_nothing_are_nothing(reader):
    rows = reader.get("targets/", fields="id,baseline.value").body["results"]
    assert {row["id"]: row["baseline"] for row in rows}["flats-2027"] == {"value": "0"}
    assert None in [row["baseline"] for row in rows]


@pytest.mark.parametrize("path", [f"{name}/" for name in PUBLIC] + ["targets/flats-2027/", "sources/statistics/"])
@pytest.mark.parametrize(
    "text", ["nonsense", "", "id,", "id,,id", " id", "ID", "id.id", "source.nothing", "\x00", "%ED"]
)
def test_unknown_member_is_refused_and_the_known_ones_are_named(reader, path, text):
    answer = reader.get(path, fields=text)
    assert answer.status == 400
    assert answer.type == "application/problem+json"
    (wrong,) = answer.body["errors"]
    assert wrong["parameter"] == "fields"
    assert not text or "there are: " in wrong["detail"]


def test_members_of_the_object_that_was_meant_are_named(reader):
    (wrong,) = reader.get("targets/", fields="source.titel").body["errors"]
    assert "source.title" in wrong["detail"]
    assert "deadline" not in wrong["detail"]


@pytest.mark.parametrize(
    ("path", "fields", "tables"),
    [
        ("targets/", "id,value", {"projects_assessment", "projects_target"}),
        ("outcomes/", "id,value", {"projects_outcome"}),
        ("projects/", "id,name", {"projects_project"}),
        ("status-changes/", "on,to_status", {"projects_statuschange"}),
    ],
)
def test_only_what_is_wanted_is_read(reader, path, fields, tables):
    reader.get(path)  # counts are kept from now on
    with CaptureQueriesContext(connection) as queries:
        reader.get(path, fields=fields)
    (statement,) = [
        query["sql"] for query in queries if " LIMIT " in query["sql"] and "recordversion" not in query["sql"]
    ]
    read = {word.strip('"') for word in statement.replace(".", " ").split() if word.startswith('"projects_')}
    assert read == tables
    assert "payload" not in statement
