"""What a list is that can be taken as a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from rest_framework import serializers

from projects.api.syncing import SYNCING
from projects.models.record_version import Version
from projects.packages.columns import Table
from projects.reports.parameters import PAGING, Parameter

NOT_OF_FILES = tuple(parameter.name for parameter in (*PAGING, *SYNCING))
Query = Mapping[str, Any]
Objects = Iterator[Mapping[str, Any]]


@dataclass(frozen=True)
class PublicList:
    """A collection of the API without pages. ``table`` explains members that are its columns."""

    name: str
    serializer: type[serializers.Serializer[Any]]
    declared: Sequence[Parameter]
    table: Table | None = None

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """Those of the collection but for the pages."""
        return tuple(parameter for parameter in self.declared if parameter.name not in NOT_OF_FILES)

    @cached_property
    def docs(self) -> Mapping[str, str]:
        """What the columns of the table hold, by name."""
        return {} if self.table is None else {column.name: column.doc for column in self.table.columns}

    def at_most(self, query: Query, today: date, version: Version) -> int:
        """A number of objects that the list does not exceed, found quickly."""
        raise NotImplementedError

    def objects(self, query: Query, today: date, version: Version) -> Objects:
        """The objects of the API, in its order; read within one transaction. Raises BadParametersError."""
        raise NotImplementedError
