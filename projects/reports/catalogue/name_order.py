"""Rows in the order of their names, as readers of a language know it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from projects.wording import place_in_order

Thing = TypeVar("Thing")

NAME_COLUMNS = ("id", "name", "name_ru", "name_kk")


def sorted_by_name(things: Iterable[Thing], lang: str) -> list[Thing]:
    """Things of the record (with ``id``, ``name`` and its translations) by the name that is shown, then by id."""
    return sorted(things, key=lambda thing: name_key(thing, lang))


def name_key(thing: Any, lang: str) -> tuple[tuple[str, str], str]:
    """What one thing is sorted by."""
    return place_in_order(getattr(thing, f"name_{lang}", "") or thing.name, lang), thing.id
