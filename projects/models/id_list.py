"""Lists of ids of any length as one query parameter, on both databases.

The parameter is a JSON object with the ids as keys. SQLite allows 32,766 parameters and PostgreSQL plans long ``IN``
lists badly, but both read an object of a few megabytes as a table in milliseconds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping


def as_id_list(ids: Iterable[str] | Mapping[str, int]) -> str:
    """The parameter: ids, or ids with a number each, which the query reads as ``value``."""
    return json.dumps(ids if isinstance(ids, Mapping) else dict.fromkeys(ids, 0))


def id_list_table(vendor: str) -> str:
    """The table expression with columns ``key`` and ``value``, taking one parameter."""
    return "json_each(%s)" if vendor == "sqlite" else "json_each_text(CAST(%s AS json))"
