"""The building blocks of the API's serializers: they answer, and the OpenAPI document is made from them.

Values are passed on as they are, for the renderer to write: a figure keeps its digits, a day its form. The collections
answer from the same declaration without running it (``Collection.objects``): rows are read with ``values_list``,
five times as fast.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from projects.reading.limits import MAX_DECIMALS, MAX_WHOLE_DIGITS

AnyField = serializers.Field[Any, Any, Any, Any]
ID_PATTERN = r"^[a-z0-9]+([._-][a-z0-9]+)*$"


class AsItIs(serializers.CharField):
    """A value that goes to the renderer unchanged; where null is allowed, an empty text is null."""

    def to_representation(self, value: Any) -> Any:
        return None if self.allow_null and value == "" else value


@extend_schema_field({"type": "string", "pattern": ID_PATTERN})
class Id(AsItIs):
    """The permanent public id of a thing."""


@extend_schema_field({"type": "string", "pattern": rf"^-?[0-9]{{1,{MAX_WHOLE_DIGITS}}}(\.[0-9]{{1,{MAX_DECIMALS}}})?$"})
class Figure(AsItIs):
    """An exact figure of the record, as text in plain decimal notation."""


@extend_schema_field({"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"})
class Computed(AsItIs):
    """A computed figure or ratio, as text in plain decimal notation."""


@extend_schema_field({"type": "string"})
class Text(AsItIs):
    """Text of the record."""


@extend_schema_field({"type": "string", "format": "date"})
class Day(AsItIs):
    """A day: 2026-01-31."""


@extend_schema_field({"type": "string", "format": "date-time"})
class Moment(AsItIs):
    """A moment with its offset."""


def one_of(choices: Sequence[str], *, allow_null: bool = False, **options: Any) -> AnyField:
    """A text that is one of ``choices``."""
    values: list[str | None] = [str(choice) for choice in choices]
    if allow_null:
        values.append(None)
    kind = extend_schema_field({"type": "string", "enum": values})(type("OneOf", (AsItIs,), {}))
    field: AnyField = kind(allow_null=allow_null, **options)
    return field


def list_of(choices: Sequence[str]) -> AnyField:
    return serializers.ListField(child=one_of(choices))


def ids() -> AnyField:
    return serializers.ListField(child=Id())


class Serializer(serializers.Serializer[Any]):
    """The shape of an object: its members, in order."""


class RemarkSerializer(Serializer):
    """A doubt about a row that was recorded: it is worth a look whether the source says so."""

    code = Text(help_text="`negative`, `fraction`, `far_from_target`, `far_from_last`, `after_source` …")
    field = Text(help_text="The member that it is about.")
    detail = Text()


def recorded_serializer(serializer: type[Serializer]) -> type[Serializer]:
    """What is answered to a row that was sent: the row, and remarks where something in it is doubtful."""
    about = "What is doubtful in the row; absent where nothing is."
    fields = {"remarks": RemarkSerializer(many=True, required=False, help_text=about), "__doc__": serializer.__doc__}
    return type(f"Recorded{serializer.__name__}", (serializer,), fields)
