"""The arguments of a tool: the parameters of the API, as JSON Schema and read from JSON."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from projects.models.fields import PUBLIC_ID
from projects.reports.parameters import (
    MAX_TEXT,
    BadParametersError,
    Kind,
    Parameter,
    Problem,
    read_parameters,
)

MOST_VALUES = 50  # of one repeatable argument
_PLAIN: Mapping[Kind, Mapping[str, Any]] = {
    Kind.TEXT: {"type": "string", "maxLength": MAX_TEXT},
    Kind.DATE: {"type": "string", "format": "date"},
    Kind.MOMENT: {"type": "string", "format": "date-time"},
    Kind.FLAG: {"type": "boolean"},
    Kind.REFERENCE: {"type": "string", "maxLength": MAX_TEXT, "pattern": f"^{PUBLIC_ID}$"},
}


def input_schema(parameters: Iterable[Parameter], required: Collection[str]) -> dict[str, Any]:
    """The JSON Schema of the arguments."""
    return {
        "type": "object",
        "properties": {parameter.name: _schema_of(parameter) for parameter in parameters},
        "required": [parameter.name for parameter in parameters if parameter.name in required],
        "additionalProperties": False,
    }


def _schema_of(parameter: Parameter) -> dict[str, Any]:
    value: dict[str, Any] = dict(_PLAIN.get(parameter.kind, {}))
    if parameter.kind is Kind.CHOICE:
        value = {"type": "string", "enum": list(parameter.choices)}
    elif parameter.kind is Kind.WHOLE:
        value = {"type": "integer", "minimum": 1, **({"maximum": parameter.maximum} if parameter.maximum else {})}
    if parameter.repeatable:
        value = {"type": "array", "items": value, "maxItems": MOST_VALUES}
    return {**value, "description": parameter.about}


def read_arguments(
    parameters: Sequence[Parameter], required: Collection[str], given: Mapping[str, Any]
) -> dict[str, Any]:
    """The values by name, as ``read_parameters`` gives them; null and "" are absent.

    A query for each reference. Raises BadParametersError naming every argument that is wrong.
    """
    values = read_parameters(parameters, _AsQuery(given), blank_is_absent=True)
    missing = [name for name in required if name not in values]
    if missing:
        raise BadParametersError([Problem(name, _("It is needed and was not given.")) for name in missing])
    return values


class _AsQuery:
    """JSON arguments as a query string has them. Raises BadParametersError for what no query string can say."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self._texts = {name: list(_texts(name, value)) for name, value in given.items()}

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def getlist(self, key: str) -> list[str]:
        return self._texts[key]


def _texts(name: str, value: Any) -> Iterator[str]:
    """A value as texts; of a list one for each item."""
    items = value if isinstance(value, list) else [value]
    if len(items) > MOST_VALUES:
        raise BadParametersError([Problem(name, _("It has more than %d values.") % MOST_VALUES)])
    for item in items:
        match item:
            case None:
                continue
            case bool():
                yield "true" if item else "false"
            case str() if any("\ud800" <= letter <= "\udfff" for letter in item):
                raise BadParametersError([Problem(name, _("It contains half of a character; leave it out."))])
            case str() | int():
                yield str(item)
            case _:
                raise BadParametersError([Problem(name, _("Give it as plain text, a whole number, true or false."))])
