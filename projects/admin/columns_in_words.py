"""Cells in words: a yes is no praise and a no is no fault, and a person is a name, not a way to their account."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.models.columns import COLUMNS

Column = Callable[[Any], str]
NONE = "–"


@cache
def flag_of(name: str) -> Column:
    """A yes-or-no column without Django's green ticks, which praise what is stale, disputed or withdrawn."""

    @admin.display(description=COLUMNS[name], ordering=name)  # type: ignore[arg-type]  # lazy text too
    def flag(row: Any) -> str:
        return _("yes") if getattr(row, name) else NONE

    return flag


@cache
def person_of(name: str) -> Column:
    """Who it was; editors may not open people's accounts."""

    @admin.display(description=COLUMNS[name], ordering=name)  # type: ignore[arg-type]  # lazy text too
    def person(row: Any) -> str:
        return str(getattr(row, name) or NONE)

    return person


@admin.display(description=gettext_lazy("name"), ordering="name")
def name_of(row: Any) -> str:
    """The name in the language of the editor."""
    return str(row)


def plain_columns(model: type[models.Model], names: Sequence[Any]) -> list[Any]:
    """The same columns of a page, those in rows of their own too, with flags and people in words."""
    return [_plain(model, name) if isinstance(name, str) else _row(model, name) for name in names]


def _row(model: type[models.Model], names: Any) -> Any:
    return tuple(plain_columns(model, names)) if isinstance(names, (list, tuple)) else names


def _plain(model: type[models.Model], name: str) -> Any:
    field = next((field for field in model._meta.concrete_fields if field.name == name), None)
    if isinstance(field, models.BooleanField):
        return flag_of(name)
    if isinstance(field, models.ForeignKey) and field.related_model is get_user_model():
        return person_of(name)
    return name
