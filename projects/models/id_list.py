"""Lists of ids of any length in a query, on both databases: as one parameter, or as what another query gives.

The parameter is a JSON object with the ids as keys. SQLite allows 32,766 parameters and PostgreSQL plans long ``IN``
lists badly, but both read an object of a few megabytes as a table in milliseconds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Subquery


def as_id_list(ids: Iterable[str] | Mapping[str, int]) -> str:
    """The parameter: ids, or ids with a number each, which the query reads as ``value``."""
    return json.dumps(ids if isinstance(ids, Mapping) else dict.fromkeys(ids, 0))


def id_list_table(vendor: str) -> str:
    """The table expression with columns ``key`` and ``value``, taking one parameter."""
    return "json_each(%s)" if vendor == "sqlite" else "json_each_text(CAST(%s AS json))"


class FewOf(Subquery):
    """The ids that a query gives, for ``…__in``. PostgreSQL expects few of them and looks rows up in an index.

    Of a plain subquery it may expect many, and reads whole tables to join them.
    """

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return self.as_sql(compiler, connection, template="(SELECT unnest(ARRAY(%(subquery)s)))")
