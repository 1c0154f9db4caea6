"""The columns of lists follow from what the API declares."""

from __future__ import annotations

import pytest

from projects.exports.columns import Column
from projects.exports.lists.list_columns import as_rows, list_columns
from projects.exports.lists.public_lists import PUBLIC_LISTS
from projects.reports.wanted_members import wanted_tree

pytestmark = pytest.mark.once
TARGETS = PUBLIC_LISTS["targets"]


def test_every_list_has_columns_of_different_names() -> None:
    for listed in PUBLIC_LISTS.values():
        names = [column.column.name for column in list_columns(listed.serializer, listed.docs)]
        assert len(names) == len(set(names)), listed.name


def test_kinds_of_columns_are_those_of_the_members() -> None:
    columns = {column.column.name: column.column for column in list_columns(TARGETS.serializer, TARGETS.docs)}
    kinds = {
        "id": "text",
        "value": "figure",
        "baseline_value": "figure",
        "deadline": "date",
        "withdrawn": "boolean",
        "recorded_at": "moment",
        "revisions": "text",
        "assessment_status": "text",
        "assessment_percent_achieved": "figure",
        "assessment_days_overdue": "integer",
        "assessment_as_of": "date",
        "assessment_chain_days_slipped": "integer",
        "assessment_measurability_score": "integer",
    }
    assert {name: columns[name].kind for name in kinds} == kinds


def test_most_columns_are_explained() -> None:
    """A workbook explains its columns: by the API's words, else by those of the format of packages."""
    columns = {column.column.name: column.column for column in list_columns(TARGETS.serializer, TARGETS.docs)}
    assert columns["assessment_percent_achieved"].about == "A ratio: 1 = all. Never clipped."
    assert columns["deadline"].about


def test_columns_are_those_that_are_wanted_in_their_order() -> None:
    tree = wanted_tree(("value", "assessment.first.status", "id", "assessment.evidence", "revisions.value"))
    columns = list_columns(TARGETS.serializer, TARGETS.docs, tree)
    assert [column.column.name for column in columns] == [
        "value",
        "assessment_first_status",
        "assessment_evidence",
        "id",
        "revisions",
    ]
    member = {
        "value": "1.5",
        "assessment": {"first": None, "evidence": ["a", "b"]},
        "id": "one",
        "revisions": [{"value": "1.5"}],
    }
    assert list(as_rows(iter([member]), columns)) == [("1.5", None, "a b", "one", '[{"value":"1.5"}]')]


def test_column_of_an_empty_list_is_empty() -> None:
    columns = list_columns(TARGETS.serializer, {}, wanted_tree(("revisions", "assessment.conflicts")))
    assert columns[0].column == Column("revisions", "text", "Every link announced by as_of, the oldest first. As JSON.")
    assert list(as_rows(iter([{"revisions": [], "assessment": {"conflicts": []}}]), columns)) == [("", "")]
