"""Filters of files: a programme, a body, a place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from projects.models import Organisation, Programme, Territory
from projects.reports.parameters import Kind, Parameter
from projects.templatetags.names import localname

FILE_FILTERS = (
    Parameter("programme", Kind.REFERENCE, "Only targets of this programme.", model=Programme),
    Parameter("responsible", Kind.REFERENCE, "Only targets this body answers for.", model=Organisation),
    Parameter("territory", Kind.REFERENCE, "Only targets for this place or a part of it.", model=Territory),
)


def filter_names(narrowed: Mapping[str, str]) -> Iterator[str]:
    """The names of the things that a file is filtered by. A query for each."""
    for parameter in FILE_FILTERS:
        if parameter.name in narrowed and parameter.model is not None:
            yield localname(parameter.model._default_manager.get(pk=narrowed[parameter.name]))
