"""The vocabulary of the answers' JSON Schemas: what a member is, said beside the code that fills it.

An object names every member and has no others; what can be absent is null.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Shape = Mapping[str, Any]


def text(about: str = "") -> Shape:
    return _said({"type": "string"}, about)


def figure(about: str = "") -> Shape:
    """A figure as text in plain decimal notation, in base units."""
    return _said({"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}, about)


def day(about: str = "") -> Shape:
    return _said({"type": "string", "format": "date"}, about)


def address(about: str = "") -> Shape:
    return _said({"type": "string", "format": "uri"}, about)


def count(about: str = "") -> Shape:
    return _said({"type": "integer"}, about)


def flag(about: str = "") -> Shape:
    return _said({"type": "boolean"}, about)


def one_of(values: Sequence[str], about: str = "") -> Shape:
    return _said({"type": "string", "enum": [str(value) for value in values]}, about)


def maybe(shape: Shape) -> Shape:
    """The same, or null where it is absent."""
    about = shape.get("description", "")
    return _said({"anyOf": [{key: shape[key] for key in shape if key != "description"}, {"type": "null"}]}, about)


def list_of(shape: Shape, about: str = "") -> Shape:
    return _said({"type": "array", "items": shape}, about)


def members(about: str = "", /, **shapes: Shape) -> Shape:
    """An object with exactly these members."""
    schema = {"type": "object", "properties": shapes, "required": list(shapes), "additionalProperties": False}
    return _said(schema, about)


def _said(schema: dict[str, Any], about: str) -> Shape:
    return {**schema, "description": about} if about else schema
