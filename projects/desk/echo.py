"""What a field shows under its box: what was understood, with a tick or a choice where an answer is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.forms.renderers import get_default_renderer
from django.utils.functional import Promise

TEMPLATE = "desk/understood.html"


@dataclass(frozen=True, slots=True)
class Option:
    """One reading: what the form sends back for it, its words, and whether it is ticked or chosen."""

    token: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Echo:
    """``kind`` of the options is checkbox or radio. ``rounding``: the tick for “rounded to”, where that is offered."""

    message: str = ""
    kind: str = "checkbox"
    options: tuple[Option, ...] = ()
    rounding: str | Promise = ""
    is_rounding_ticked: bool = False
    is_problem: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """What a form sends for one box: its text, the reading agreed to, and whether the rounding is to be written down.

    ``is_answered``: the echo was on the page, so an empty tick is an answer.
    """

    text: str = ""
    understood: str = ""
    is_rounding_ticked: bool = False
    is_answered: bool = False

    def __str__(self) -> str:
        return self.text


def entry_of(data: Any, name: str) -> Entry:
    """The entry of the box ``name`` in the data of a form."""
    return Entry(
        text=str(data.get(name) or ""),
        understood=str(data.get(f"{name}-understood") or ""),
        is_rounding_ticked=bool(data.get(f"{name}-rounded")),
        is_answered=bool(data.get(f"{name}-asked")),
    )


def rendered(echo: Echo | None, name: str) -> str:
    """The echo as HTML."""
    return get_default_renderer().render(TEMPLATE, {"echo": echo, "name": name})
