"""The columns of a list as a table, from the serializer that declares the members of its objects.

A member of an object within it is a column named after both: ``assessment_status``. A list of ids or codes is one
text with spaces between them, since none of them has a space; any other list is JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rest_framework import serializers

from projects.api.fields import Tree
from projects.api.rendering import JSONRenderer
from projects.api.serializers import AnyField, Computed, Day, Figure, Moment
from projects.exports.columns import Column, Kind

_KINDS: tuple[tuple[type[AnyField], Kind], ...] = (
    (Figure, "figure"),
    (Computed, "figure"),
    (serializers.IntegerField, "integer"),
    (serializers.BooleanField, "boolean"),
    (Day, "date"),
    (Moment, "moment"),
)
_AS_JSON = " As JSON."
_SPACED = " Several have spaces between them."
_renderer = JSONRenderer()


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column and where its value is in an object; ``text`` writes a list as one cell."""

    column: Column
    path: tuple[str, ...]
    text: Callable[[Any], str] | None = None

    def value(self, member: Any) -> Any:
        for name in self.path:
            if member is None:
                return None
            member = member[name]
        return member if self.text is None or member is None else self.text(member)


def list_columns(
    serializer: type[serializers.Serializer[Any]], docs: Mapping[str, str], tree: Tree | None = None
) -> tuple[ListColumn, ...]:
    """The columns of all members, or of those in ``tree`` in its order. ``docs`` explains some of the members."""
    return tuple(_columns(serializer(), (), docs, tree))


def as_rows(objects: Iterator[Mapping[str, Any]], columns: Sequence[ListColumn]) -> Iterator[tuple[Any, ...]]:
    """The objects as rows of these columns."""
    values = [column.value for column in columns]
    return (tuple([value(member) for value in values]) for member in objects)


def _columns(
    serializer: Any, outer: tuple[str, ...], docs: Mapping[str, str], tree: Tree | None
) -> Iterator[ListColumn]:
    fields = serializer.get_fields()
    for name in fields if tree is None else tree:
        field, path = fields[name], (*outer, name)
        if isinstance(field, serializers.Serializer):
            yield from _columns(field, path, {}, None if tree is None else tree[name])
            continue
        about = str(field.help_text or docs.get(name, ""))
        if isinstance(field, serializers.ListSerializer) or _holds_lists(field):
            yield ListColumn(Column("_".join(path), "text", f"{about}{_AS_JSON}".strip()), path, _json)
        elif isinstance(field, serializers.ListField):
            yield ListColumn(Column("_".join(path), "text", f"{about}{_SPACED}".strip()), path, " ".join)
        else:
            yield ListColumn(Column("_".join(path), _kind(field), about), path)


def _holds_lists(field: AnyField) -> bool:
    return isinstance(field, serializers.ListField) and isinstance(field.child, serializers.ListField)


def _kind(field: AnyField) -> Kind:
    return next((kind for shape, kind in _KINDS if isinstance(field, shape)), "text")


def _json(value: Any) -> str:
    """JSON text; of an empty list an empty cell."""
    return _renderer.render(value).decode() if value else ""
