"""What will leave the API: declared once, said in headers, in the OpenAPI document and on the page for people.

A parameter or a member that is declared here goes on working until its sunset. Whoever uses it is told by
``Deprecation`` (RFC 9745), ``Sunset`` (RFC 8594) and a ``Link`` to where the way out stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Literal

from django.http import HttpResponseBase
from django.utils.http import http_date
from rest_framework.request import Request

from .fields import NAME as FIELDS
from .sparse_schema import resolved

ANCHOR = "/api/docs/#deprecated"
LEAST_DAYS = 365  # from the announcement to the sunset


@dataclass(frozen=True, slots=True)
class Deprecation:
    """A parameter or a member of a collection; members of objects have dots. ``instead`` says what to use.

    Raises ValueError where less than a year is left between the two days.
    """

    collection: str
    kind: Literal["parameter", "member"]
    name: str
    since: date
    sunset: date
    instead: str

    def __post_init__(self) -> None:
        if (self.sunset - self.since).days < LEAST_DAYS:
            raise ValueError(f"{self.name}: a year at least lies between announcement and sunset.")

    def is_used(self, given: Mapping[str, Any], fields: Collection[str] | None) -> bool:
        """Whether a request that was answered used it: by its parameters, or by the members that it got."""
        if self.kind == "parameter":
            return self.name in given
        return fields is None or any(
            self.name == name or self.name.startswith(f"{name}.") or name.startswith(f"{self.name}.") for name in fields
        )


DEPRECATIONS: tuple[Deprecation, ...] = ()


def warn(collection: str, request: Request, response: HttpResponseBase) -> None:
    """Adds the headers for what the request used; the earliest days count where there is more than one thing."""
    fields = [name for text in request.query_params.getlist(FIELDS) for name in text.split(",")]
    used = [
        deprecation
        for deprecation in DEPRECATIONS
        if deprecation.collection == collection and deprecation.is_used(request.query_params, fields or None)
    ]
    if not used:
        return
    since, sunset = (_seconds(min(days)) for days in zip(*((thing.since, thing.sunset) for thing in used), strict=True))
    response["Deprecation"] = f"@{since}"
    response["Sunset"] = http_date(sunset)
    response["Link"] = f'<{request.build_absolute_uri(ANCHOR)}>; rel="deprecation"; type="text/html"'


def _seconds(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp())


def mark_deprecated(openapi: dict[str, Any]) -> None:
    """Marks parameters and members in the OpenAPI document, with what to use instead."""
    for deprecation in DEPRECATIONS:
        for thing in _described(openapi, deprecation):
            thing["deprecated"] = True
            notice = f"Deprecated, leaves on {deprecation.sunset.isoformat()}: {deprecation.instead}"
            thing["description"] = f"{thing.get('description', '')} {notice}".strip()


def _described(openapi: dict[str, Any], deprecation: Deprecation) -> Iterator[dict[str, Any]]:
    path = f"/api/v1/{deprecation.collection}/"
    for address in (path, f"{path}{{id}}/"):
        operation = openapi["paths"].get(address, {}).get("get")
        if operation is None:
            continue
        if deprecation.kind == "parameter":
            yield from (shown for shown in operation["parameters"] if shown["name"] == deprecation.name)
        else:
            answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
            yield _member(answer, deprecation.name.split("."), openapi["components"]["schemas"])


def _member(schema: dict[str, Any], names: list[str], components: dict[str, Any]) -> dict[str, Any]:
    """The declaration of a member in that of an object or of a page of objects."""
    shape = resolved(schema, components)
    if "results" in shape["properties"]:
        return _member(shape["properties"]["results"]["items"], names, components)
    member: dict[str, Any] = shape["properties"][names[0]]
    return _member(member.get("items", member), names[1:], components) if names[1:] else member
