"""The database notes every later change of a row that the API lists, whoever makes it."""

from __future__ import annotations

import pytest
from django.db import connection

from projects.api.record import COLLECTIONS
from projects.models import RowChange, Target, Territory
from tests.factories import IndicatorFactory, TerritoryFactory

pytestmark = pytest.mark.django_db
TABLES = [collection.rows().model._meta.db_table for collection in COLLECTIONS] + [Target._meta.db_table]


@pytest.mark.parametrize("table", TABLES)
def test_every_table_that_is_listed_notes_its_changes(table):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass", [table])
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        triggers = {row[0] for row in cursor.fetchall()}
    assert {f"{table}_noted_{deed}" for deed in ("update", "delete")} <= triggers, f"NoteChanges({table!r}) is missing"


def noted() -> list[tuple[str, str, bool]]:
    return list(RowChange.objects.order_by("table", "row_id").values_list("table", "row_id", "gone"))


def test_a_row_has_one_line_however_often_it_is_changed():
    place = TerritoryFactory(id="kz")
    assert noted() == []
    Territory.objects.update(name="Kazakhstan")
    Territory.objects.update(name="Republic of Kazakhstan")
    assert noted() == [("projects_territory", "kz", False)]
    place.delete()
    assert noted() == [("projects_territory", "kz", True)]


def test_another_id_leaves_the_old_one_behind():
    TerritoryFactory(id="kz")
    Territory.objects.update(id="kaz")
    assert noted() == [("projects_territory", "kaz", False), ("projects_territory", "kz", True)]


def test_new_rows_are_not_noted():
    IndicatorFactory()
    assert noted() == []
