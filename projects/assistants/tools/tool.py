"""What a tool is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from projects import wording
from projects.assistants.answers import Answer, Asking
from projects.http.rate_limits import Allowance
from projects.reports.parameters import Kind, Parameter

Values = Mapping[str, Any]

LANGUAGE = Parameter(
    "language",
    Kind.CHOICE,
    "The language of titles, labels and sentences; en if absent. Ask in the language in which you answer.",
    choices=wording.spoken(),
)


def no_allowance(_values: Values, _asking: Asking) -> Sequence[type[Allowance]]:
    return ()


@dataclass(frozen=True, slots=True)
class Tool:
    """A question that can be asked. ``answer`` runs with the language of the answer active.

    ``allowances`` are the limits that a question is counted against beside that of every question. ``answer`` raises
    BadParametersError and RefusedError for what cannot be answered.
    """

    name: str
    title: str
    about: str
    parameters: Sequence[Parameter]
    schema: Mapping[str, Any]
    answer: Callable[[Values, Asking], Answer]
    required: tuple[str, ...] = ()
    allowances: Callable[[Values, Asking], Sequence[type[Allowance]]] = no_allowance

    @property
    def arguments(self) -> tuple[Parameter, ...]:
        """All that it takes."""
        return (*self.parameters, LANGUAGE)
