"""``fields``: the members that are wanted of an object, by name; those of objects within it with dots.

``fields=id,value,assessment.status`` gives ``{"id": …, "value": …, "assessment": {"status": …}}``. A name without what
is within it stands for the whole member. The names that there are come from the serializer that declares the members.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from rest_framework import serializers

from projects.reports.parameters import Kind, Parameter
from projects.reports.wanted_members import Tree, picked, wanted_tree, wants

__all__ = ["Tree", "fields_parameter", "member_names", "picked", "wanted_tree", "wants"]

NAME = "fields"
ABOUT = (
    "Only these members, separated by commas; those of objects with a dot, as in `source.publisher`. Without it all of "
    "them."
)


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
