"""The table of the Data Package is the one list of columns: model, form of the desk, API and names agree with it."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets

from projects.api.record import COLLECTIONS
from projects.models.columns import COLUMNS
from projects.packages.columns import Table
from projects.packages.tables import TABLES

pytestmark = pytest.mark.once

ALL = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


def columns(table: Table) -> set[str]:
    return {column.name for column in table.columns}


@ALL
def test_columns_are_fields_of_the_model(table: Table) -> None:
    fields = {field.name for field in table.model._meta.concrete_fields}
    assert columns(table) == fields - {"recorded_at", "recorded_by", "public_on", "publisher_key", "key"}


@ALL
def test_form_of_the_desk_asks_for_every_column(table: Table) -> None:
    desk = admin.site._registry[table.model]
    editable = [field.name for field in table.model._meta.fields if field.editable]
    fieldsets = desk.fieldsets or [(None, {"fields": desk.fields or editable})]
    assert columns(table) <= set(flatten_fieldsets(fieldsets))


@ALL
def test_api_gives_every_column(table: Table) -> None:
    serializers = {collection.table: collection.serializer for collection in COLLECTIONS if collection.table}
    if table in serializers:  # a target has a view of its own
        assert columns(table) <= set(serializers[table]().fields)
    else:
        assert table.name == "targets"


@ALL
def test_every_column_has_a_name_for_readers(table: Table) -> None:
    assert columns(table) - {"id"} <= set(COLUMNS)
