"""Which row of the record a typed name means: that of the same name in any language, one of several alike, or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q

from projects.reports.named import NAME_COLUMNS
from projects.reports.search import containing

NAMES = NAME_COLUMNS[1:]
LOOKED_AT = 200
ALIKE = 6
OFFERED = 300  # names in a list to choose from; what is not in it can be typed all the same
PART = 4  # of a shorter text nearly every name is a longer form


@dataclass(frozen=True, slots=True)
class Named:
    """``row``: the only one of that name. ``alike``: rows that may be meant, where none or several have it."""

    row: Any = None
    alike: tuple[Any, ...] = ()


def row_named(model: type[Model], text: str) -> Named:
    """The row with that name or id; case and spaces make no difference. Two queries at most."""
    wanted = _key(text)
    if not wanted:
        return Named()
    rows: Any = model._default_manager
    exact = Q(pk=text.strip()) | Q(*[(name, text.strip()) for name in NAMES], _connector=Q.OR)
    same = list(rows.filter(exact).order_by("pk")[:ALIKE])
    if len(same) == 1:
        return Named(same[0])
    if same:
        return Named(alike=tuple(same))
    candidates = list(rows.filter(containing(text, NAMES)).order_by("pk")[:LOOKED_AT])
    same = [row for row in candidates if wanted in {_key(getattr(row, name)) for name in NAMES}]
    if len(same) == 1:
        return Named(same[0])
    return Named(alike=tuple((same or candidates)[:ALIKE]) if same or len(wanted) >= PART else ())


def offered_names(model: type[Model]) -> list[str]:
    """Names to choose from while typing, in the reader's language. One query."""
    rows: Any = model._default_manager
    return sorted(str(row) for row in rows.only("pk", *NAMES).order_by("pk")[:OFFERED])


def _key(text: str) -> str:
    return " ".join(text.split()).casefold()
