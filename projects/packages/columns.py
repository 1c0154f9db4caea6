"""What a description of the format is made of: tables, and columns of a few kinds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal, TypeAlias

from django.db import models

Kind: TypeAlias = Literal["id", "text", "url", "choice", "reference", "date", "figure", "integer", "boolean"]
TRANSLATIONS = (("ru", "Russian"), ("kk", "Kazakh"))


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``required``: it must be there; ``may_be_empty``: though a cell of it need not be filled.

    ``comes_later``: in a claim it holds no figure, and may be added to a recorded row that has none.
    """

    name: str
    kind: Kind
    doc: str
    required: bool = False
    may_be_empty: bool = False
    references: str = ""
    default: str = ""
    pattern: str = ""
    translated: bool = False
    comes_later: bool = False

    @property
    def must_be_filled(self) -> bool:
        return self.required and not self.may_be_empty


@dataclass(frozen=True)
class Table:
    """One table of the package and the model that holds its rows."""

    name: str
    model: type[models.Model]
    doc: str
    described: tuple[Column, ...]

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """All columns in the order of the format, translations beside the column they translate."""
        return tuple(_with_translations(self.described))

    @cached_property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @property
    def is_claim(self) -> bool:
        """Claims are append-only; the other tables are edited by hand and keep their history."""
        return not hasattr(self.model, "history")

    def comes_later(self, name: str) -> bool:
        """Whether the column may be added to a recorded claim that has nothing there."""
        return self.is_claim and self.by_name[name].comes_later

    @property
    def file_name(self) -> str:
        return f"{self.name}.csv"

    def field(self, column: Column) -> models.Field[Any, Any]:
        field = self.model._meta.get_field(column.name)
        assert isinstance(field, models.Field)
        return field

    def max_length(self, column: Column) -> int | None:
        return None if column.kind == "reference" else getattr(self.field(column), "max_length", None)

    def choices(self, column: Column) -> tuple[str, ...]:
        """The words that a choice column may hold, in the order of the format."""
        if column.kind != "choice":
            return ()
        return tuple(str(value) for value, _label in self.field(column).flatchoices if value)

    def references(self) -> Iterator[Column]:
        return (column for column in self.columns if column.kind == "reference")


def _with_translations(columns: tuple[Column, ...]) -> Iterator[Column]:
    for column in columns:
        yield column
        if column.translated:
            for code, language in TRANSLATIONS:
                doc = f"The {column.name} in {language}."
                yield replace(
                    column, name=f"{column.name}_{code}", doc=doc, required=False, translated=False, comes_later=True
                )
