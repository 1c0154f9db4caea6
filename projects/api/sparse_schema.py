"""What ``fields`` means for the OpenAPI document: an object that can be asked for in part requires no member."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .fields import NAME

Schema = dict[str, Any]
WAYS = ("oneOf", "anyOf", "allOf")


def allow_parts(openapi: Schema) -> None:
    """Takes ``required`` from the objects that an address with ``fields`` answers with, and from what is within them.

    A page of them keeps its own members. Whoever names no fields gets every member: the tests hold the answers to it.
    """
    components = openapi["components"]["schemas"]
    done: set[int] = set()
    for operation in _reading(openapi):
        answer = resolved(operation["responses"]["200"]["content"]["application/json"]["schema"], components)
        results = answer["properties"].get("results")
        _allow_parts(results["items"] if results else answer, components, done)


def _reading(openapi: Schema) -> Iterator[Schema]:
    for methods in openapi["paths"].values():
        for operation in methods.values():
            if any(parameter["name"] == NAME for parameter in operation.get("parameters", ())):
                yield operation


def _allow_parts(schema: Schema, components: Schema, done: set[int]) -> None:
    schema = resolved(schema, components)
    if id(schema) in done:
        return
    done.add(id(schema))
    schema.pop("required", None)
    within = [*schema.get("properties", {}).values(), *(option for way in WAYS for option in schema.get(way, ()))]
    for part in within:
        _allow_parts(part.get("items", part), components, done)


def resolved(schema: Schema, components: Schema) -> Schema:
    """What a schema refers to, or the schema itself; of an object that may be null the object."""
    for way in WAYS:
        options = [option for option in schema.get(way, ()) if "$ref" in option]
        schema = options[0] if len(options) == 1 else schema
    component: Schema = components[schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema
    return component
