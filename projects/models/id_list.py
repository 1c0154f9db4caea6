"""Lists of ids of any length as one query parameter, on both databases.

A JSON object with the ids as its keys: SQLite counts parameters (at most 32,766), PostgreSQL plans badly with
long ``IN`` lists, and both read an object of a few megabytes as a table in milliseconds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping


def as_id_list(ids: Iterable[str] | Mapping[str, int]) -> str:
    """The parameter: ids alone, or ids each with a number that the query can read as ``value``."""
    return json.dumps(ids if isinstance(ids, Mapping) else dict.fromkeys(ids, 0))


def id_list_table(vendor: str) -> str:
    """The table expression with columns ``key`` and ``value``, taking one parameter."""
    return "json_each(%s)" if vendor == "sqlite" else "json_each_text(CAST(%s AS json))"
