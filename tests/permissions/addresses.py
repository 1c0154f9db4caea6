"""Every address of the URL configuration, with a sample of each thing that it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.scale.addresses import IDS, OF_THE_API
from tests.scale.record import DRAFT

# What names a thing of somebody or of the desk; the things are made by ``world``.
SAMPLES = {
    **IDS,
    "name": "none",
    "key": "none",
    "uidb36": "1",
    "token": "neither-signed-nor-ours",
    "article_id": 900_001,
    "import_id": 900_002,
    "watch_id": 900_003,
    "draft_id": DRAFT,
    "figure": "0-1",
    "table_name": "outcomes",
    "kind": "csv",
    "app_label": "projects",
    "pk": 1,
}
OF_ADDRESS = {"desk-import-template": {"kind": "csv"}, "list-file": {"format": "jsonl"}}
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")
# Addresses without a name: the last resort of a branch.
NAMELESS = {"api/^.*\\Z": "/api/nowhere/", "admin/(?P<url>.*)$": "/admin/nowhere/"}


@dataclass(frozen=True)
class Address:
    """A route as the URL configuration writes it, one address of it, and its view."""

    route: str
    path: str
    is_csrf_exempt: bool


def every_address(rows: dict[str, str]) -> Iterator[Address]:
    """Every address once. ``rows``: a row of each model of the admin, by ``projects_target``.

    Raises LookupError for an address that names what no sample is known of.
    """
    seen = set()
    for route, pattern, namespace in _patterns(get_resolver(settings.ROOT_URLCONF).url_patterns):
        if route not in seen:
            seen.add(route)
            exempt = bool(getattr(pattern.callback, "csrf_exempt", False))
            yield Address(route, _path(route, pattern, namespace, rows), exempt)


def _patterns(
    patterns: Iterable[URLPattern | URLResolver], before: str = "", namespace: str = ""
) -> Iterator[tuple[str, URLPattern, str]]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern.url_patterns, route, pattern.namespace or namespace)
        else:
            yield route, pattern, namespace


def _path(route: str, pattern: URLPattern, namespace: str, rows: dict[str, str]) -> str:
    if not pattern.name:
        return NAMELESS[route] if route in NAMELESS else f"/{route.replace('<path:object_id>', _row(route, rows))}"
    name = f"{namespace}:{pattern.name}" if namespace else pattern.name
    if route.startswith("admin/") and "^([^/]+)" in route:
        return reverse(name, args=[_row(route, rows), "1"])
    wanted = ARGUMENT.findall(route)  # also those of the patterns that this one is included in
    return reverse(name, kwargs={argument: _sample(route, name, argument, rows) for argument in wanted})


def _sample(route: str, name: str, argument: str, rows: dict[str, str]) -> str | int:
    if argument == "object_id":
        return _row(route, rows)
    if argument == "id" and name in OF_THE_API:
        return OF_THE_API[name]
    if argument in OF_ADDRESS.get(name, {}):
        return OF_ADDRESS[name][argument]
    if argument == "content_type_id":
        return 1
    if argument in SAMPLES:
        return SAMPLES[argument]
    raise LookupError(f"tests/permissions/addresses.py knows no {argument} for {route}: name one in SAMPLES")


def _row(route: str, rows: dict[str, str]) -> str:
    """The row that an address of the admin is about."""
    parts = route.split("/")
    return rows.get("_".join(parts[1:3]), "0")
