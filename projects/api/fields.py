"""``fields``: the members that are wanted of an object, by name; those of objects within it with dots.

``fields=id,value,assessment.status`` gives ``{"id": …, "value": …, "assessment": {"status": …}}``. A name without what
is within it stands for the whole member. The names that there are come from the serializer that declares the members.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, TypeAlias

from rest_framework import serializers

from projects.reports.parameters import Kind, Parameter

NAME = "fields"
ABOUT = (
    "Only these members, separated by commas; those of objects with a dot, as in `source.publisher`. Without it all of "
    "them."
)
# Member → the members wanted within it, None for the whole of it; in the order in which they were asked for.
Tree: TypeAlias = Mapping[str, "Tree | None"]


def fields_parameter(serializer: type[serializers.Serializer[Any]]) -> Parameter:
    """The parameter ``fields`` of objects that this serializer declares. Its value is a tuple of names."""
    return Parameter(NAME, Kind.MEMBERS, ABOUT, choices=member_names(serializer))


@cache
def member_names(serializer: type[serializers.Serializer[Any]]) -> tuple[str, ...]:
    """The names of all members, those of objects after their object and with a dot."""
    return tuple(_names(serializer()))


def _names(serializer: Any) -> Iterator[str]:
    for name, field in serializer.get_fields().items():
        yield name
        within = getattr(field, "child", field)  # of a list of objects
        if isinstance(within, serializers.BaseSerializer):
            yield from (f"{name}.{member}" for member in _names(within))


def wanted_tree(names: Iterable[str] | None) -> Tree | None:
    """The names as a tree; None, the whole object, where none are named."""
    if names is None:
        return None
    tree: dict[str, Any] = {}
    for name in names:
        *outer, last = name.split(".")
        branch: Any = tree
        for member in outer:
            branch = None if branch is None else branch.setdefault(member, {})
        if branch is not None:  # else the whole of it is wanted already
            branch[last] = None
    return tree


def wants(tree: Tree | None, *names: str) -> bool:
    """Whether any of these members, or anything within them, is wanted."""
    return tree is None or any(name in tree for name in names)


def picked(value: Any, tree: Tree | None) -> Any:
    """What is wanted of an object, or of each object of a list. A member that an object lacks is None."""
    if tree is None or value is None:
        return value
    if isinstance(value, Mapping):
        return {name: picked(value.get(name), within) for name, within in tree.items()}
    return [picked(item, tree) for item in value]
