"""What a field shows under its box: what was understood, with a tick or a choice where an answer is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.forms import TextInput
from django.forms.renderers import get_default_renderer
from django.utils.functional import Promise

from projects.models.names import active_language

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


class EchoInput(TextInput):
    """A text box with what was understood under it. Say in ``understood`` what to show for a text that is not empty."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Entry:
        return Entry(
            text=str(data.get(name) or ""),
            understood=str(data.get(f"{name}-understood") or ""),
            is_rounding_ticked=bool(data.get(f"{name}-rounded")),
            is_answered=bool(data.get(f"{name}-asked")),
        )

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        entry = value if isinstance(value, Entry) else Entry(self.format_value(value) or "")
        echo = self.echo(entry)
        # A form that comes back says above the box what is wrong.
        return {**context, "name": name, "echo": None if echo is not None and echo.is_problem else echo}

    def echo(self, entry: Entry) -> Echo | None:
        """What to show under the box; None for an empty one."""
        return self.understood(entry, active_language()) if entry.text.strip() else None

    def understood(self, entry: Entry, lang: str) -> Echo:
        raise NotImplementedError


def rendered(echo: Echo | None, name: str) -> str:
    """The echo as HTML."""
    return get_default_renderer().render(TEMPLATE, {"echo": echo, "name": name})
