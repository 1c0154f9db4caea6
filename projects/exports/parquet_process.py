"""The process that DuckDB works in: an order comes on standard input, JSON Lines become a Parquet file.

Started by ``parquet``; knows neither Django nor the record.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import duckdb

CONFIG: dict[str, str | int | float | list[str]] = {
    "threads": 1,
    "memory_limit": "128MB",  # beyond it DuckDB writes to its folder
    "autoinstall_known_extensions": "false",  # nothing is fetched from anywhere
    "autoload_known_extensions": "false",
}
GROUP = 20_480  # rows that are held before they are written


def convert(order: dict[str, Any]) -> None:
    """Writes ``target`` from ``source``, with ``types`` by name in their order and ``metadata``."""
    columns = ", ".join(f"{_text(name)}: {_text(kind)}" for name, kind in order["types"])
    metadata = ", ".join(f"{_text(name)}: {_text(text)}" for name, text in order["metadata"].items())
    with duckdb.connect(":memory:", config={**CONFIG, "temp_directory": order["spill"]}) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(
            f"COPY (SELECT * FROM read_json({_text(order['source'])}, format = 'newline_delimited', "  # noqa: S608  # quoted
            f"maximum_object_size = 8388608, columns = {{{columns}}})) TO {_text(order['target'])} "
            f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {GROUP}, KV_METADATA {{{metadata}}})"
        )


def _text(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


if __name__ == "__main__":
    convert(json.load(sys.stdin))
