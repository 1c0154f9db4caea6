"""Migrations since the previous release expand: its code goes on running on the new tables."""

from __future__ import annotations

import pytest
from django.db import migrations, models
from django.db.models.functions import Now

from tests import expand_contract

pytestmark = pytest.mark.once


def test_new_migrations_leave_the_previous_release_running() -> None:
    assert expand_contract.problems(expand_contract.new_migrations(), expand_contract.releases()) == []


def test_previous_release_names_migrations_that_are_there() -> None:
    named = {app: name for app, name in expand_contract.previous().items() if app != "revision"}
    assert set(named) == {"projects", "accounts"}
    for app, name in named.items():
        assert (expand_contract.ROOT / app / "migrations" / f"{name}.py").is_file()


def made(*operations, **attributes) -> migrations.Migration:
    latest = ("projects", expand_contract.previous()["projects"])
    body = {"dependencies": [latest], "operations": list(operations), **attributes}
    return type("Migration", (migrations.Migration,), body)("9999_made_up", "projects")


@pytest.mark.parametrize(
    ("operation", "line"),
    [
        (migrations.RemoveField("source", "note"), "old code asks for the column"),
        (migrations.RenameField("source", "note", "remark"), "RenameField source.note: old code asks"),
        (migrations.DeleteModel("RenamedId"), "DeleteModel renamedid: old code asks for its table"),
        (migrations.RenameModel("RenamedId", "FormerId"), "RenameModel RenamedId: old code asks"),
        (migrations.AlterModelTable("source", "documents"), "old code asks for its table"),
        (migrations.AddField("source", "x", models.TextField(default="")), "Give it db_default, or null=True"),
        (migrations.AddField("source", "x", models.BooleanField(default=False)), "source.x: not null"),
        (migrations.AlterField("outcome", "value", models.DecimalField(max_digits=60, decimal_places=30)), "not null"),
        (migrations.AlterField("source", "title", models.CharField(max_length=3)), "shorter than it was"),
        (migrations.AlterField("source", "title", models.TextField(unique=True)), "unique from now on"),
        (migrations.AlterField("source", "title", models.TextField(db_column="x")), "another name of the column"),
        (migrations.RunSQL("ALTER TABLE projects_source DROP COLUMN note"), "RunSQL says DROP COLUMN"),
        (migrations.RunSQL("alter table projects_source alter note set not null"), "RunSQL says SET NOT NULL"),
        (
            migrations.SeparateDatabaseAndState(database_operations=[migrations.RemoveField("source", "note")]),
            "old code asks for the column",
        ),
    ],
)
def test_what_breaks_the_previous_release_is_named(operation, line: str) -> None:
    problems = expand_contract.problems([made(operation)], set())
    assert len(problems) == 1, problems
    assert problems[0].startswith("projects.9999_made_up: ")
    assert line in problems[0]
    assert expand_contract.problems([made(operation, contracts="0.1.0")], {"0.1.0"}) == []


def test_what_contracts_names_a_release_that_is_out() -> None:
    contracting = made(migrations.RemoveField("source", "note"), contracts="0.9.0")
    assert expand_contract.problems([contracting], {"0.1.0"}) == [
        'projects.9999_made_up: contracts = "0.9.0" is no release of CHANGELOG.md'
    ]


def test_what_expands_is_allowed() -> None:
    table = migrations.CreateModel("Made", [("id", models.BigAutoField(primary_key=True)), ("x", models.TextField())])
    allowed = made(
        migrations.AddField("source", "a", models.TextField(null=True)),
        migrations.AddField("source", "b", models.TextField(default="", db_default="")),
        migrations.AddField("source", "c", models.DateTimeField(db_default=Now())),
        migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField("source", "note")]),
        migrations.RunSQL("DROP TRIGGER a ON b; DROP INDEX c"),
        table,
        migrations.AddField("made", "y", models.TextField(default="")),
        migrations.RemoveField("made", "x"),
        migrations.DeleteModel("made"),
    )
    assert expand_contract.problems([allowed], set()) == []
