"""The JSON schema of a row that is sent: made from the same description of the tables that it is read by."""

from __future__ import annotations

from typing import Any

from projects.packages.cells import MAX_INTEGER
from projects.packages.columns import Column, Table
from projects.reading.limits import MAX_DECIMALS, MAX_WHOLE_DIGITS

from .row_body import ID_MAY_BE_MADE
from .serializers import ID_PATTERN

FIGURE_PATTERN = rf"^-?[0-9]{{1,{MAX_WHOLE_DIGITS}}}(\.[0-9]{{1,{MAX_DECIMALS}}})?$"
FILLED_PATTERN = r"[^\s\x00-\x1f\x7f-\x9f]"  # a character that is stored


def body_schema(table: Table) -> dict[str, Any]:
    """An object with the columns of the table and nothing else."""
    required = [column.name for column in table.columns if _must_be_sent(table, column)]
    return {
        "type": "object",
        "properties": {column.name: _member(table, column) for column in table.columns},
        "required": required,
        "additionalProperties": False,
    }


def _must_be_sent(table: Table, column: Column) -> bool:
    return column.must_be_filled and not (column.kind == "id" and table.name in ID_MAY_BE_MADE)


def _member(table: Table, column: Column) -> dict[str, Any]:
    """The values that a member takes; absent is null, and empty text where it is text."""
    schema = _value(table, column)
    if not _must_be_sent(table, column):
        schema = _or_absent(schema)
    return {**schema, "description": column.doc}


def _or_absent(schema: dict[str, Any]) -> dict[str, Any]:
    if schema["type"] in ("boolean", "integer"):
        return {**schema, "type": [schema["type"], "null"]}
    if "enum" in schema:
        return {"enum": [*schema["enum"], "", None]}
    if schema.keys() <= {"type", "maxLength"}:
        return {**schema, "type": ["string", "null"]}
    if "pattern" in schema:
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        return {**schema, "type": [*kinds, "null"], "pattern": f"^$|{schema['pattern']}"}
    return {"anyOf": [schema, {"type": "string", "maxLength": 0}, {"type": "null"}]}


def _value(table: Table, column: Column) -> dict[str, Any]:
    match column.kind:
        case "date":
            return {"type": "string", "format": "date"}
        case "figure":
            return {"type": ["string", "integer"], "pattern": FIGURE_PATTERN}
        case "integer":
            return {"type": "integer", "minimum": 1, "maximum": MAX_INTEGER}
        case "boolean":
            return {"type": "boolean"}
        case "choice":
            return {"type": "string", "enum": list(table.choices(column))}
        case "id" | "reference":
            return {"type": "string", "pattern": ID_PATTERN, "maxLength": 200}
        case "url":
            return {"type": "string", "format": "uri", "maxLength": table.max_length(column)}
        case _:
            return _text(table, column)


def _text(table: Table, column: Column) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    if column.pattern:
        schema["pattern"] = rf"^{column.pattern}$"
    elif column.must_be_filled:
        schema["pattern"] = FILLED_PATTERN
    if (longest := table.max_length(column)) is not None:
        schema["maxLength"] = longest
    return schema
