"""Collections that are rows of the record: declared in ``record``, read and rendered here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import Combinable
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from projects.http.freshness import reads_the_record
from projects.packages.columns import Table
from projects.reports.parameters import AS_OF, PAGING, RECORDED_AFTER, Parameter
from projects.reports.sweeps.changed_rows import PRIMARY_KEY, ChangedRows
from projects.reports.targets.target_query import DEFAULT_PAGE_SIZE
from projects.reports.version_cache import cached_for_version

from .fields import fields_parameter, picked, wanted_tree, wants
from .serializers import ID_PATTERN, AnyField, Serializer
from .syncing import SYNCING, SweepPage, sweep_of
from .views import ReadingView, page_of, swept_serializer
from .writing import Recording, instead

Query = Mapping[str, Any]


def recorded_after(rows: QuerySet[Any], moment: datetime) -> QuerySet[Any]:
    """Claims and changes of status say themselves when they were recorded."""
    return rows.filter(recorded_at__gt=moment)


@dataclass(frozen=True)
class Collection:
    """A collection of the API.

    ``known`` narrows rows to what was known on a day (rule R1); ``narrow`` applies the filters; ``complete`` adds to a
    page of objects what is not a column, in a fixed number of queries, from the columns ``completed_from``; ``find``
    reads an id that is not the primary key; ``table`` is that of the Data Package whose rows can be sent, if any can;
    ``recorded`` narrows rows to what was recorded after a moment; ``key`` is the id of a row as SQL.
    """

    name: str
    about: str
    serializer: type[Serializer]
    rows: Callable[[], QuerySet[Any]]
    order: tuple[str, ...]
    filters: tuple[Parameter, ...]
    narrow: Callable[[QuerySet[Any], Query], QuerySet[Any]]
    known_on: Callable[[QuerySet[Any], date], QuerySet[Any]]
    complete: Callable[[list[dict[str, Any]], Query], None] | None = None
    completed_from: tuple[str, ...] = ()
    find: Callable[[QuerySet[Any], str], QuerySet[Any]] | None = None
    id_pattern: str = ID_PATTERN
    table: Table | None = None
    recorded: Callable[[QuerySet[Any], datetime], QuerySet[Any]] = recorded_after
    key: Combinable = PRIMARY_KEY

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        return (*self.filters, RECORDED_AFTER, AS_OF, *PAGING, *SYNCING, self.fields)

    @cached_property
    def fields(self) -> Parameter:
        return fields_parameter(self.serializer)

    @cached_property
    def page_serializer(self) -> type[Serializer]:
        return swept_serializer(self.serializer.__name__.removesuffix("Serializer"), self.serializer)

    def narrowed(self, query: Query) -> QuerySet[Any]:
        """The rows that the parameters ask for, in no order."""
        rows = self.narrow(self.rows(), query)
        if "as_of" in query:
            rows = self.known_on(rows, query["as_of"])
        if "recorded_after" in query:
            rows = self.recorded(rows, query["recorded_after"])
        return rows

    def objects(self, rows: QuerySet[Any], query: Query) -> list[dict[str, Any]]:
        """The rows as the serializer declares them, absent as None; with the members in ``fields`` alone, if given."""
        tree = wanted_tree(query.get("fields"))
        completes = self.complete is not None and wants(tree, *self._added)
        needed = self.completed_from if completes else ()
        columns = {
            name: field.source or name for name, field in self._columns.items() if wants(tree, name) or name in needed
        }
        names = tuple(columns)
        objects = [
            dict(zip(names, (None if value == "" else value for value in row), strict=True))
            for row in rows.values_list(*columns.values())
        ]
        if completes and self.complete is not None:
            self.complete(objects, query)
        return objects if tree is None else [picked(row, tree) for row in objects]

    def objects_of(self, ids: Sequence[str], rows: QuerySet[Any], query: Query) -> list[dict[str, Any]]:
        """The objects of some ids in their order. As many queries as ``objects``."""
        names = query.get("fields")
        needed = query if names is None else {**query, "fields": ("id", *names)}
        objects = {
            row["id"]: row for row in self.objects(rows.alias(id_of_row=self.key).filter(id_of_row__in=ids), needed)
        }
        tree = wanted_tree(names)
        return [picked(objects[id], tree) for id in ids]

    @cached_property
    def _columns(self) -> dict[str, AnyField]:
        return {name: field for name, field in self.serializer().get_fields().items() if field.source != ADDED}

    @cached_property
    def _added(self) -> tuple[str, ...]:
        return tuple(name for name, field in self.serializer().get_fields().items() if field.source == ADDED)


ADDED = "added"  # the source of a field that ``complete`` fills


UNCOUNTED = ("page", "page_size", "fields")  # parameters that the number of entries does not depend on


class CollectionList(ReadingView):
    """A page of a collection."""

    collection: Collection = None  # type: ignore[assignment]  # given to as_view
    verbs = {"GET": "list"}

    @property
    def name(self) -> str:  # type: ignore[override]  # said by the collection
        return self.collection.name

    @property
    def about(self) -> str:  # type: ignore[override]  # as above
        return self.collection.about

    @property
    def parameters(self) -> Sequence[Parameter]:  # type: ignore[override]  # as above
        return self.collection.parameters

    @property
    def summaries(self) -> Mapping[str, str]:  # type: ignore[override]  # as above
        return {"GET": f"List {self.name}"}

    def answers(self, method: str) -> Mapping[int, Any]:
        return {200: self.collection.page_serializer}

    def get(self, request: Request) -> Response:
        query = self.query(request)
        collection = self.collection
        rows = collection.narrowed(query)
        now = timezone.now()  # noqa: TID251  # an edge: this is the clock
        if swept := sweep_of(request, query, now):
            return self._swept(request, swept, rows, query)
        page, size = query.get("page", 1), query.get("page_size", DEFAULT_PAGE_SIZE)
        question = sorted((name, value) for name, value in query.items() if name not in UNCOUNTED)
        version = reads_the_record(request._request)
        count = cached_for_version(version, rows.count, f"count {collection.name}", *question)
        start = (page - 1) * size
        # What is passed over is read from an index alone.
        wanted = rows.order_by(*collection.order).values("pk")[start : start + size]
        shown = rows.filter(pk__in=wanted).order_by(*collection.order) if start < count else rows.none()
        return Response(page_of(request, count, collection.objects(shown, query), page, size))

    def _swept(self, request: Request, swept: SweepPage, rows: QuerySet[Any], query: Query) -> Response:
        reads_the_record(request._request)
        changed = ChangedRows(rows, self.collection.key)
        page = changed.page(swept.sweep)
        count = swept.sweep.count(changed.streams) if swept.count is None else swept.count
        results = self.collection.objects_of(page.ids, rows, query)
        return Response(swept.answer(request, count, results, page.gone, page.last if page.has_more else None))


class CollectionOne(CollectionList):
    """One thing of a collection."""

    verbs = {"GET": "read"}

    @property
    def parameters(self) -> Sequence[Parameter]:  # type: ignore[override]  # as above
        return (AS_OF, self.collection.fields)

    @property
    def summaries(self) -> Mapping[str, str]:  # type: ignore[override]  # as above
        return {"GET": f"Read one of {self.name}"}

    @property
    def instead(self) -> str:  # type: ignore[override]  # as above
        return instead(self.collection.table) if self.collection.table else ""

    @property
    def id_pattern(self) -> str:  # type: ignore[override]  # as above
        return self.collection.id_pattern

    def answers(self, method: str) -> Mapping[int, Any]:
        return {200: self.collection.serializer}

    def get(self, request: Request, id: str) -> Response:  # type: ignore[override]  # the address has an id
        query = self.query(request)
        collection = self.collection
        rows = collection.find(collection.rows(), id) if collection.find else collection.rows().filter(pk=id)
        if "as_of" in query:
            rows = collection.known_on(rows, query["as_of"])
        objects = collection.objects(rows[:1], query)
        if not objects:
            raise Http404(_("There is no “%(id)s” among the %(name)s.") % {"id": id, "name": self.name})
        return Response(objects[0])


class CollectionWritten(Recording, CollectionList):
    """A page of a collection, which takes rows too."""

    verbs = {"GET": "list", "POST": "create"}

    @property
    def table(self) -> Table:  # type: ignore[override]  # as above
        assert self.collection.table is not None  # else its address is another class's
        return self.collection.table

    @property
    def row_serializer(self) -> type[Serializer]:  # type: ignore[override]  # as above
        return self.collection.serializer

    @property
    def summaries(self) -> Mapping[str, str]:  # type: ignore[override]  # as above
        return {**super().summaries, "POST": f"Record one of {self.name}"}

    def represented(self, row: Any) -> tuple[Mapping[str, Any], str]:
        objects = self.collection.objects(self.collection.rows().filter(pk=row.pk), {})
        return objects[0], f"/api/v1/{self.name}/{row.pk}/"
