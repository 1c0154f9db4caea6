"""What of a migration would break the release before it, which runs on until the new one has taken over.

A migration expands: old code must be able to read and write what it leaves. What old code uses goes in a migration that
says ``contracts = "0.2.0"``: a release that is out and uses it no more (docs/upgrade.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import NOT_PROVIDED

ROOT = Path(__file__).resolve().parent.parent
PREVIOUS = ROOT / "deploy" / "previous-release"
BREAKING_SQL = re.compile(
    r"\b(drop\s+(table|column|view|function)|rename\s+(to|column)|set\s+not\s+null|truncate)\b", re.IGNORECASE
)
NARROWED = "what the old code writes may be refused"


def previous() -> dict[str, str]:
    """What deploy/previous-release says: the revision, and the last migration of each app there."""
    return dict(line.split(maxsplit=1) for line in PREVIOUS.read_text().splitlines() if line)


def new_migrations() -> list[migrations.Migration]:
    """Those that the previous release had not, each after what it depends on."""
    loader = MigrationLoader(None)
    released = previous()
    order = [key for leaf in loader.graph.leaf_nodes() for key in loader.graph.forwards_plan(leaf)]
    return [
        loader.disk_migrations[key] for key in dict.fromkeys(order) if key[0] in released and key[1] > released[key[0]]
    ]


def problems(new: list[migrations.Migration], released: set[str]) -> list[str]:
    """What breaks the previous release, a line each; ``released`` are the versions that are out."""
    loader = MigrationLoader(None)
    lines: list[str] = []
    made: set[tuple[str, str]] = set()  # tables that the previous release does not know
    for migration in new:
        label = f"{migration.app_label}.{migration.name}"
        contracts = getattr(migration, "contracts", "")
        if contracts and contracts not in released:
            lines.append(f'{label}: contracts = "{contracts}" is no release of CHANGELOG.md')
        dependencies = [key for key in migration.dependencies if key[1] != "__first__" and key in loader.graph.nodes]
        state = loader.project_state(dependencies) if dependencies else ProjectState()
        for operation in migration.operations:
            if not contracts:
                lines += [f"{label}: {line}" for line in breaks(operation, migration.app_label, state, made)]
            operation.state_forwards(migration.app_label, state)
    return lines


def breaks(operation: Operation, app: str, state: ProjectState, made: set[tuple[str, str]]) -> Iterator[str]:
    """Why old code does not survive an operation. Notes tables that it makes in ``made``."""
    if isinstance(operation, migrations.SeparateDatabaseAndState):
        for inner in operation.database_operations:
            yield from breaks(inner, app, state, made)
        return
    if isinstance(operation, migrations.RunSQL):
        if match := BREAKING_SQL.search(str(operation.sql)):
            yield f"RunSQL says {match[0].upper()}"
        return
    model = str(getattr(operation, "model_name", getattr(operation, "name", ""))).lower()
    if isinstance(operation, migrations.CreateModel):
        made.add((app, model))
    if (app, model) in made:
        return
    name = type(operation).__name__
    if isinstance(operation, migrations.RenameModel):
        yield f"{name} {operation.old_name}: old code asks for the old table"
    elif isinstance(operation, migrations.DeleteModel | migrations.AlterModelTable):
        yield f"{name} {model}: old code asks for its table"
    elif isinstance(operation, migrations.RemoveField):
        yield f"{name} {model}.{operation.name}: old code asks for the column"
    elif isinstance(operation, migrations.RenameField):
        yield f"{name} {model}.{operation.old_name}: old code asks for the column"
    elif isinstance(operation, migrations.AddField):
        yield from _added(f"{name} {model}.{operation.name}", operation.field)
    elif isinstance(operation, migrations.AlterField):
        former = state.models[app, model].fields[operation.name]
        yield from _altered(f"{name} {model}.{operation.name}", former, operation.field)


def _added(what: str, field: models.Field[Any, Any]) -> Iterator[str]:
    needs_value = not field.null and not field.many_to_many and not isinstance(field, models.GeneratedField)
    if needs_value and field.db_default is NOT_PROVIDED:
        yield f"{what}: not null, and old code gives no value. Give it db_default, or null=True"


def _altered(what: str, former: models.Field[Any, Any], field: models.Field[Any, Any]) -> Iterator[str]:
    if former.null and not field.null:
        yield f"{what}: not null from now on: {NARROWED}"
    if field.unique and not former.unique:
        yield f"{what}: unique from now on: {NARROWED}"
    if field.max_length is not None and (former.max_length is None or field.max_length < former.max_length):
        yield f"{what}: shorter than it was: {NARROWED}"
    if former.db_column != field.db_column:
        yield f"{what}: another name of the column: old code asks for the old one"
    if former.db_default is not NOT_PROVIDED and field.db_default is NOT_PROVIDED and not field.null:
        yield f"{what}: its default in the database goes: old code may give no value"


def releases() -> set[str]:
    """The versions with a section in CHANGELOG.md."""
    return set(re.findall(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE))
