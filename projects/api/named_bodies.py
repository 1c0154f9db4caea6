"""Rows that are sent have a name in the OpenAPI document: a generated client has one class for each, not many."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from projects.packages.tables import TABLES

from .batch_body import BY_COLLECTION
from .row_schema import body_schema

Schema = dict[str, Any]


def name_bodies(openapi: Schema) -> None:
    """Puts the schema of a row among the components, and names it wherever it stands in a body."""
    components = openapi["components"]["schemas"]
    names = {}
    for table in TABLES:
        schema, name = body_schema(table), f"New{table.model.__name__}"
        components[name] = schema
        names[_key(schema)] = name
    for body in _bodies(openapi):
        body["schema"] = _named(body["schema"], names)
    _name_batch(components, openapi["paths"]["/api/v1/batches/"]["post"]["requestBody"])


def _bodies(openapi: Schema) -> Iterator[Schema]:
    for methods in openapi["paths"].values():
        for operation in methods.values():
            yield from operation.get("requestBody", {}).get("content", {}).values()


def _key(schema: Schema) -> str:
    """Rows are told apart by their members."""
    return "|".join(schema["properties"])


def _named(schema: Schema, names: dict[str, str]) -> Schema:
    """The schema, or a reference where it is that of a row, also within an object or a list."""
    if schema.get("type") == "object" and (name := names.get(_key(schema))):
        return {"$ref": f"#/components/schemas/{name}"}
    if "properties" in schema:
        members = {member: _named(within, names) for member, within in schema["properties"].items()}
        return {**schema, "properties": members}
    if "items" in schema:
        return {**schema, "items": _named(schema["items"], names)}
    if "oneOf" in schema:
        return {**schema, "oneOf": [_named(option, names) for option in schema["oneOf"]]}
    return schema


def _name_batch(components: Schema, body: Schema) -> None:
    """The items of a batch are components too, told apart by their collection."""
    content = body["content"]["application/json"]
    rows = content["schema"]["properties"]["rows"]
    references, mapping = [], {}
    for option in rows["items"]["oneOf"]:
        [collection] = option["properties"]["collection"]["enum"]
        name = f"Sent{BY_COLLECTION[collection].model.__name__}"
        components[name] = option
        references.append({"$ref": f"#/components/schemas/{name}"})
        mapping[collection] = f"#/components/schemas/{name}"
    rows["items"] = {"oneOf": references, "discriminator": {"propertyName": "collection", "mapping": mapping}}
    components["NewBatch"] = content["schema"]
    content["schema"] = {"$ref": "#/components/schemas/NewBatch"}
