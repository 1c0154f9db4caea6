"""The lists that can be taken as files, by name: the public collections of the API and the logs of the pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

from projects.api.collections import Collection
from projects.api.fields import NAME as FIELDS
from projects.api.fields import picked, wanted_tree
from projects.api.record import COLLECTIONS
from projects.api.target_serializers import TargetSerializer
from projects.api.targets import TargetList
from projects.api.track_records import TrackRecordList, TrackRecordSerializer, track_records
from projects.models import Assessment
from projects.models.record_version import Version
from projects.packages import tables
from projects.reports.targets.target_list import all_objects, find_targets
from projects.reports.targets.target_query import TargetQuery
from projects.reports.version_cache import cached_for_version

from .logs import CHANGES, CORRECTIONS
from .public_list import Objects, PublicList, Query

CHUNK = 500  # objects that are held at a time


class _Targets(PublicList):
    def at_most(self, query: Query, today: date, version: Version) -> int:
        if "as_of" in query or "known_at" in query:  # to count them is nearly to judge them
            return cached_for_version(version, Assessment.objects.count, "count of assessments")
        return find_targets(replace(_target_query(query), page_size=1), today, version).count

    def objects(self, query: Query, today: date, version: Version) -> Objects:
        return all_objects(_target_query(query), today, query.get(FIELDS), version)


@dataclass(frozen=True)
class _Rows(PublicList):
    collection: Collection = None  # type: ignore[assignment]  # always given

    def at_most(self, query: Query, today: date, version: Version) -> int:
        return cached_for_version(
            version, self.collection.narrowed(query).count, f"count {self.name}", *sorted(_counted(query).items())
        )

    def objects(self, query: Query, today: date, version: Version) -> Objects:
        collection = self.collection
        ids = collection.narrowed(query).order_by(*collection.order).values_list("pk", flat=True).iterator(CHUNK)
        while chunk := list(islice(ids, CHUNK)):
            rows = collection.rows().filter(pk__in=chunk).order_by(*collection.order)
            yield from collection.objects(rows, query)


class _TrackRecords(PublicList):
    def at_most(self, query: Query, today: date, version: Version) -> int:
        return len(track_records(query, today, version))

    def objects(self, query: Query, today: date, version: Version) -> Objects:
        tree = wanted_tree(query.get(FIELDS))
        return (picked(record(), tree) for record in track_records(query, today, version))


def _counted(query: Query) -> dict[str, Any]:
    """The parameters that say which entries."""
    return {name: value for name, value in query.items() if name != FIELDS}


def _target_query(query: Query) -> TargetQuery:
    return TargetQuery(**_counted(query))


PUBLIC_LISTS: Mapping[str, PublicList] = {
    listed.name: listed
    for listed in (
        _Targets("targets", TargetSerializer, TargetList.parameters, tables.TARGETS),
        *(
            _Rows(collection.name, collection.serializer, collection.parameters, collection.table, collection)
            for collection in COLLECTIONS
        ),
        _TrackRecords("track-records", TrackRecordSerializer, TrackRecordList.parameters),
        CHANGES,
        CORRECTIONS,
    )
}
