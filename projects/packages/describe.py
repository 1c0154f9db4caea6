"""The tables of the format as Markdown, for docs/data-package.md."""

from __future__ import annotations

from collections.abc import Iterator

from .columns import Column, Table
from .tables import TABLES

_KINDS = {"id": "id", "figure": "decimal", "integer": "whole number", "boolean": "true or false", "url": "web address"}


def markdown() -> str:
    """Every table with its columns, in the order of the format."""
    return "\n".join(line for table in TABLES for line in _table(table))


def _table(table: Table) -> Iterator[str]:
    yield f"### {table.name}"
    yield ""
    yield table.doc
    yield ""
    yield "| column | holds | |"
    yield "|---|---|---|"
    for column in table.columns:
        yield f"| {_name(column)} | {_holds(table, column)} | {_cell(column.doc)} |"
    yield ""


def _name(column: Column) -> str:
    return f"**{column.name}**" if column.required else column.name


def _holds(table: Table, column: Column) -> str:
    if column.kind == "reference":
        return f"id in {column.references}"
    if column.kind == "choice":
        words = ", ".join(table.choices(column))
        return f"{words} (default {column.default})" if column.default else words
    kind = _KINDS.get(column.kind, column.kind)
    longest = table.max_length(column)
    length = f", up to {longest} characters" if longest is not None and column.kind in {"id", "text", "url"} else ""
    return f"{kind}{length}" + (f" (default {column.default})" if column.default else "")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
