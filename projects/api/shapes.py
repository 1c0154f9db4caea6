"""The building blocks of the shapes that the schema documents and the collections fill.

A shape is a serializer that is never run: its fields say the names, where each comes from (``source``) and what
the schema says of it. Rows are read with ``values_list``, five times as fast.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from projects.reading.limits import MAX_DECIMALS, MAX_WHOLE_DIGITS

AnyField = serializers.Field[Any, Any, Any, Any]
ID_PATTERN = r"^[a-z0-9]+([._-][a-z0-9]+)*$"


@extend_schema_field({"type": "string", "pattern": ID_PATTERN})
class Id(serializers.CharField):
    """The permanent public id of a thing."""


@extend_schema_field({"type": "string", "pattern": rf"^-?[0-9]{{1,{MAX_WHOLE_DIGITS}}}(\.[0-9]{{1,{MAX_DECIMALS}}})?$"})
class Figure(serializers.CharField):
    """An exact figure of the record, as text in plain decimal notation."""


@extend_schema_field({"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"})
class Computed(serializers.CharField):
    """A computed figure or ratio, as text in plain decimal notation."""


@extend_schema_field({"type": "string"})
class Text(serializers.CharField):
    """Text of the record."""


@extend_schema_field({"type": "string", "format": "date"})
class Day(serializers.CharField):
    """A day: 2026-01-31."""


@extend_schema_field({"type": "string", "format": "date-time"})
class Moment(serializers.CharField):
    """A moment with its offset."""


def one_of(choices: Sequence[str], *, allow_null: bool = False, **options: Any) -> AnyField:
    """A text that is one of ``choices``."""
    values: list[str | None] = [str(choice) for choice in choices]
    if allow_null:
        values.append(None)
    kind = extend_schema_field({"type": "string", "enum": values})(type("OneOf", (serializers.CharField,), {}))
    field: AnyField = kind(allow_null=allow_null, **options)
    return field


def list_of(choices: Sequence[str]) -> AnyField:
    return serializers.ListField(child=one_of(choices))


def ids() -> AnyField:
    return serializers.ListField(child=Id())


class Shape(serializers.Serializer[Any]):
    """The shape of an object: its members, in order."""


class NamedShape(Shape):
    """A name in English, and in Russian and Kazakh where the record has them."""

    id = Id()
    name = Text()
    name_ru = Text(allow_null=True)
    name_kk = Text(allow_null=True)


class WrongShape(Shape):
    parameter = Text(help_text="The parameter, or the member of the body.")
    detail = Text()


class RemarkShape(Shape):
    """A doubt about a row that was recorded: it is worth a look whether the source says so."""

    code = Text(help_text="`negative`, `fraction`, `far_from_target`, `far_from_last`, `after_source` …")
    field = Text(help_text="The member that it is about.")
    detail = Text()


def recorded_shape(shape: type[Shape]) -> type[Shape]:
    """What is answered to a row that was sent: the row, and remarks where something in it is doubtful."""
    about = "What is doubtful in the row; absent where nothing is."
    fields = {"remarks": RemarkShape(many=True, required=False, help_text=about), "__doc__": shape.__doc__}
    return type(f"Recorded{shape.__name__}", (shape,), fields)


class ProblemShape(Shape):
    """Problem details (RFC 9457)."""

    type = serializers.CharField(help_text="Where this kind of problem is explained.")
    title = Text()
    status = serializers.IntegerField()
    detail = Text()
    instance = Text(help_text="The path that was asked for.")
    errors = WrongShape(many=True, required=False)  # type: ignore[assignment]  # a member, not the serializer's
