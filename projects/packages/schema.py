"""datapackage.json: the same for every export of the same format, without dates or counts."""

from __future__ import annotations

import json
from typing import Any

from projects.models.fields import PUBLIC_ID

from .columns import Column, Table
from .tables import TABLES

NAME = "promise-tracker"
TITLE = "Announced programmes: promises and reported outcomes"
DESCRIPTION = (
    "Every figure is a dated claim by a source. Empty cells are absent values; money and counts are in whole base "
    "units. The format is described in docs/data-package.md of the promise tracker."
)
# Under which the project publishes its record; whoever runs a tracker with a record of another licence says so here.
LICENCES = [
    {
        "name": "CC-BY-4.0",
        "title": "Creative Commons Attribution 4.0 International",
        "path": "https://creativecommons.org/licenses/by/4.0/",
    }
]
_TYPES = {"date": "date", "figure": "number", "integer": "integer", "boolean": "boolean"}


def descriptor() -> dict[str, Any]:
    """The descriptor of a package with every table (Frictionless Tabular Data Package, version 1)."""
    return {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": TITLE,
        "description": DESCRIPTION,
        "licenses": LICENCES,
        "resources": [_resource(table) for table in TABLES],
    }


def descriptor_text() -> str:
    return json.dumps(descriptor(), ensure_ascii=False, indent=2) + "\n"


def _resource(table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "path": table.file_name,
        "profile": "tabular-data-resource",
        "description": table.doc,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {
            "fields": [_field(table, column) for column in table.columns],
            "primaryKey": "id",
            "foreignKeys": [_foreign_key(table, column) for column in table.references()],
            "missingValues": [""],
        },
    }


def _field(table: Table, column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": _TYPES.get(column.kind, "string")}
    if column.kind == "url":
        field["format"] = "uri"
    field["description"] = column.doc
    if constraints := _constraints(table, column):
        field["constraints"] = constraints
    return field


def _constraints(table: Table, column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.must_be_filled:
        constraints["required"] = True
    if column.kind == "id":
        constraints |= {"unique": True, "pattern": PUBLIC_ID}
    if column.pattern:
        constraints["pattern"] = column.pattern
    if column.kind == "integer":
        constraints["minimum"] = 1
    if choices := table.choices(column):
        constraints["enum"] = list(choices)
    elif (longest := table.max_length(column)) is not None:
        constraints["maxLength"] = longest
    return constraints


def _foreign_key(table: Table, column: Column) -> dict[str, Any]:
    # A reference to the table itself is written as an empty name (Table Schema, version 1).
    resource = "" if column.references == table.name else column.references
    return {"fields": column.name, "reference": {"resource": resource, "fields": "id"}}
