"""The API explained to people, from the same document that machines read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from projects.http.pages import today
from projects.http.problems import SLUGS

from .deprecation import DEPRECATIONS
from .example_code import ShownExample, examples_of
from .index import document
from .schema import STATUS_WORDS

MOST_VALUES = 60  # of an enumeration that are shown


@dataclass(frozen=True, slots=True)
class Row:
    """A parameter or a member: its name, what values it takes, what it is, whether it must be sent."""

    name: str
    values: str
    about: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    method: str
    path: str
    summary: str
    about: str
    parameters: tuple[Row, ...]
    body: tuple[Row, ...]
    members: tuple[Row, ...]
    examples: tuple[ShownExample, ...]


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """``/api/docs/``: every address with its parameters and members, and what each problem means."""
    problems = [
        {
            "slug": slug,
            "status": status,
            "title": HTTPStatus(status).phrase,
            "about": _said(STATUS_WORDS.get(status)),
        }
        for status, slug in SLUGS.items()
    ]
    root = request.build_absolute_uri("/")
    context = {
        "operations": operations(document(), root, today()),
        "problems": problems,
        "root": root,
        "deprecations": DEPRECATIONS,
    }
    return render(request, "projects/api/docs.html", context)


def operations(openapi: dict[str, Any], root: str, on: date) -> list[Operation]:
    """The operations of an OpenAPI document, in its order; examples ask the tracker at ``root``, on that day."""
    components = openapi["components"]["schemas"]
    return [
        Operation(
            method=method.upper(),
            path=path,
            summary=_said(operation["summary"]),
            about=_said(operation["description"]),
            parameters=tuple(
                Row(parameter["name"], _parameter_values(parameter), _said(parameter.get("description")))
                for parameter in operation.get("parameters", [])
            ),
            body=_body(operation.get("requestBody"), components),
            members=_members(operation["responses"], components) if method == "get" else (),
            examples=examples_of(method.upper(), path, root, on),
        )
        for path, methods in openapi["paths"].items()
        for method, operation in methods.items()
    ]


def _said(text: str | None) -> str:
    """A description in the reader's language; the document that machines read has them in English."""
    return gettext(text) if text else ""


def _members(responses: dict[str, Any], components: dict[str, Any]) -> tuple[Row, ...]:
    """The members of one object of a good answer; of a page, those of its results."""
    schema = _named(responses["200"]["content"]["application/json"]["schema"], components)
    results = schema["properties"].get("results")
    if results is not None:
        schema = _named(results["items"], components)
    return tuple(
        Row(name, _values(member), _said(member.get("description"))) for name, member in schema["properties"].items()
    )


def _body(request_body: dict[str, Any] | None, components: dict[str, Any]) -> tuple[Row, ...]:
    """The members of what is sent, where it is one kind of object; those that must be there say so."""
    schema = _named(request_body["content"]["application/json"]["schema"], components) if request_body else {}
    required = set(schema.get("required", ()))
    return tuple(
        Row(name, _values(member), _said(member.get("description")), name in required)
        for name, member in schema.get("properties", {}).items()
    )


def _named(schema: dict[str, Any], components: dict[str, Any]) -> dict[str, Any]:
    component: dict[str, Any] = components[schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema
    return component


def _parameter_values(parameter: dict[str, Any]) -> str:
    """What values a parameter takes; the names of members stand in the table of members."""
    return gettext("names of members") if parameter.get("explode") is False else _values(parameter["schema"])


def _values(schema: dict[str, Any]) -> str:
    """What values a schema allows, in a few words."""
    if "items" in schema:
        return f"list of {_values(schema['items'])}"
    for way in ("oneOf", "anyOf", "allOf"):
        if way in schema:
            return " or ".join(_values(option) for option in schema[way])
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[1]
    if "enum" in schema:
        values = ["null" if value is None else str(value) for value in schema["enum"] if value != ""]
        return ", ".join([*values[:MOST_VALUES], *(["…"] if len(values) > MOST_VALUES else [])])
    kinds = schema.get("type", "any")
    words = " or ".join(kinds) if isinstance(kinds, list) else str(kinds)
    return words.replace("string", str(schema["format"])) if "format" in schema else words
