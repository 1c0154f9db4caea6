"""What a form read, as the cells of a change: canonical text, as a package would spell it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

from projects.comparison.quantities import plain
from projects.models.text import stored_text


def cells_of(values: Mapping[str, Any]) -> dict[str, str]:
    """Column → cell. None is empty; a row is its id."""
    return {name: cell_of(value) for name, value in values.items()}


def cell_of(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return plain(value)
        case date():
            return value.isoformat()
        case models.Model():
            return str(value.pk)
        case _:
            return stored_text(str(value)).strip()
