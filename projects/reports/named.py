"""Things of the record by their names in three languages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, TypeVar

from projects.wording import place_in_order

Thing = TypeVar("Thing")


class Named(NamedTuple):
    """A thing of the record with its names; ``name_ru`` and ``name_kk`` may be empty."""

    id: str
    name: str
    name_ru: str
    name_kk: str

    def in_language(self, lang: str) -> str:
        """The name in a language, else the English one."""
        return getattr(self, f"name_{lang}", "") or self.name

    @classmethod
    def of(cls, row: Any) -> Named:
        """Of a row with a name in three languages."""
        return cls(row.pk, row.name, row.name_ru, row.name_kk)


NAME_COLUMNS = Named._fields


def sorted_by_name(things: Iterable[Thing], lang: str) -> list[Thing]:
    """Things with the columns of NAME_COLUMNS by the name that is shown, in the language's alphabet, then by id."""

    def place(thing: Any) -> tuple[tuple[str, str], str]:
        return place_in_order(getattr(thing, f"name_{lang}", "") or thing.name, lang), thing.id

    return sorted(things, key=place)
