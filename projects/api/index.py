"""The front door of the API: what there is, and where it is explained."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from projects.http.pages import today
from projects.reports.catalogue.record_reach import record_reaches
from projects.reports.overviews.newest_source import newest_source

from .deprecation import mark_deprecated
from .named_bodies import name_bodies
from .serializers import Serializer
from .sparse_schema import allow_parts
from .views import ReadingView

COLLECTION_NAMES = (
    "organisations",
    "territories",
    "publishers",
    "people",
    "offices",
    "sources",
    "programmes",
    "indicators",
    "targets",
    "outcomes",
    "projects",
    "project-events",
    "status-changes",
    "track-records",
    "follows",
    "snoozes",
)


PLACES = {
    **{name: f"/api/v1/{name}/" for name in (*COLLECTION_NAMES, "preferences", "schema")},
    "docs": "/api/docs/",
}

IndexSerializer = type(
    "IndexSerializer",
    (Serializer,),
    {
        **{name: serializers.URLField() for name in PLACES},
        "record_reaches": serializers.DateField(
            allow_null=True, help_text="The day of the newest source that is public today: so far the record reaches."
        ),
        "record_reaches_by_country": serializers.DictField(
            child=serializers.DateField(),
            help_text="By country the day of the newest source that a claim about it cites; empty for one country.",
        ),
    },
)


class Index(ReadingView):
    name = "index"
    about = "Where each collection is, and where the API is described for machines and for people."
    summaries = {"GET": "List the collections"}

    def answers(self, method: str) -> Mapping[int, Any]:
        return {200: IndexSerializer}

    def problems(self, method: str) -> tuple[int, ...]:
        return (400, 406)

    def get(self, request: Request) -> Response:
        self.query(request)
        on = today()
        source = newest_source(on)
        by_country = {reach.country.id: reach.source.public_on for reach in record_reaches(on) if reach.country}
        places = {name: request.build_absolute_uri(place) for name, place in PLACES.items()}
        reaches = {"record_reaches": source and source.public_on, "record_reaches_by_country": by_country}
        return Response(IndexSerializer({**places, **reaches}).data)


class OpenAPI(ReadingView):
    """The OpenAPI document. It describes the API, not itself."""

    schema = None  # type: ignore[assignment]  # how the library leaves a view out

    def get(self, request: Request) -> Response:
        self.query(request)
        return Response(document())


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document of every address under /api/."""
    generator = SchemaGenerator()  # type: ignore[no-untyped-call]  # the library has no types here
    openapi: dict[str, Any] = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]  # as above
    allow_parts(openapi)
    mark_deprecated(openapi)
    name_bodies(openapi)
    return openapi
