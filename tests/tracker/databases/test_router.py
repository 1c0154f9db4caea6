"""Readers are sent to the replica; whoever writes, has just written or is a person is asked of the primary."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import MiddlewareNotUsed
from django.db import connection, connections
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from projects.models import Organisation, RecordVersion
from projects.reports.compiled_queries import RowsById
from tracker.databases.middleware import COOKIE, ReplicaMiddleware
from tracker.databases.router import ReplicaRouter, reading_from_the_replica
from tracker.databases.staleness import Standing
from tracker.databases.watch import REPLICA, version_on, watch

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TABLES = ["projects_organisation", "projects_recordversion"]
LEVEL = Standing(usable=True, reason="level", behind=0)


@pytest.fixture
def replica(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A second SQLite file with one organisation, which the primary has not."""
    path = tmp_path / "replica.sqlite3"
    with closing(sqlite3.connect(path)) as copy, connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE tbl_name IN (%s, %s) AND sql IS NOT NULL", TABLES)
        for (statement,) in cursor.fetchall():
            copy.execute(statement)
    connections.settings[REPLICA] = connections["default"].settings_dict | {"NAME": str(path), "OPTIONS": {}}
    settings.DATABASE_ROUTERS = ["tracker.databases.router.ReplicaRouter"]
    monkeypatch.setattr(
        connections["default"], "in_atomic_block", False
    )  # the test's own transaction is not the reader's
    monkeypatch.setattr(watch, "_begin", lambda: None)
    watch.set(LEVEL)
    connections[REPLICA].connect()  # Django forbids tests any other connection than the first to ask for it
    Organisation.objects.using(REPLICA).bulk_create([Organisation(id="copied", name="Copied", kind="ministry")])
    yield connections[REPLICA]
    connections[REPLICA].close()
    del connections[REPLICA]
    del connections.settings[REPLICA]


def names(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(",".join(Organisation.objects.values_list("name", flat=True)))


def answer(request: HttpRequest, view: Any = names) -> HttpResponse:
    response: HttpResponse = ReplicaMiddleware(view)(request)  # type: ignore[assignment]  # as the view answers
    return response


def test_reader_reads_the_replica_and_the_next_in_this_thread_the_primary(replica: Any) -> None:
    assert answer(RequestFactory().get("/organisations/")).content == b"Copied"
    assert names(HttpRequest()).content == b""


@pytest.mark.parametrize("path", ["/admin/", "/desk/", "/ru/desk/report/", "/accounts/login/", "/readyz"])
def test_pages_of_writers_are_asked_of_the_primary(replica: Any, path: str) -> None:
    assert answer(RequestFactory().get(path)).content == b""


def test_writer_reads_the_primary_for_a_while(replica: Any, settings: Any) -> None:
    written = answer(RequestFactory().post("/desk/report/"))
    assert written.content == b""
    assert written.cookies[COOKIE]["max-age"] > settings.REPLICA_SECONDS
    request = RequestFactory().get("/organisations/")
    request.COOKIES[COOKIE] = "1"
    assert answer(request).content == b""


def test_program_with_a_token_reads_the_primary(replica: Any) -> None:
    request = RequestFactory().get("/api/v1/organisations/", headers={"Authorization": "Token x"})
    assert answer(request).content == b""


@pytest.mark.parametrize("reason", ["behind", "replica away", "unknown"])
def test_replica_that_may_not_be_used_is_not(replica: Any, reason: str) -> None:
    watch.set(Standing(usable=False, reason=reason))
    assert answer(RequestFactory().get("/organisations/")).content == b""


def test_what_fails_on_the_replica_is_read_once_more_from_the_primary(replica: Any) -> None:
    servers: list[str] = []

    def failing(request: HttpRequest) -> HttpResponse:
        servers.append(Organisation.objects.db)
        assert not hasattr(request, "record_version")
        request.record_version = "of the replica"  # type: ignore[attr-defined]  # as views leave it
        return HttpResponse(status=500 if servers == [REPLICA] else 200)

    assert answer(RequestFactory().get("/organisations/"), failing).status_code == 200
    assert servers == [REPLICA, "default"]


def test_replica_that_is_too_old_is_read_where_the_primary_is_gone(
    replica: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch.set(Standing(usable=False, reason="behind"))
    servers: list[str] = []

    def failing(_request: HttpRequest) -> HttpResponse:
        servers.append(Organisation.objects.db)
        return HttpResponse(status=200 if servers[-1] == REPLICA else 503)

    assert answer(RequestFactory().get("/organisations/"), failing).status_code == 503  # the primary answers
    monkeypatch.setattr("tracker.databases.middleware._answers", lambda server: server == REPLICA)
    assert answer(RequestFactory().get("/organisations/"), failing).status_code == 200
    assert servers == ["default", "default", REPLICA]


def test_writes_transactions_and_people_are_the_primarys(replica: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    router = ReplicaRouter()
    with reading_from_the_replica():
        row = Organisation.objects.get()
        assert (row._state.db, router.db_for_write(Organisation, instance=row)) == (REPLICA, "default")
        assert Session.objects.db == "default"
        monkeypatch.setattr(connections["default"], "in_atomic_block", True)
        assert Organisation.objects.db == "default"
    assert [router.allow_migrate(alias, "projects") for alias in ("default", REPLICA)] == [True, False]


def test_compiled_query_goes_where_the_reader_is_sent(replica: Any) -> None:
    rows = RowsById(Organisation, "name")
    assert rows(["copied"]) == []
    with reading_from_the_replica():
        assert rows(["copied"]) == [("Copied",)]
    assert rows(["copied"]) == []


def test_version_is_that_of_the_server_that_is_read(replica: Any) -> None:
    before = RecordVersion.objects.current().number
    with reading_from_the_replica():
        assert RecordVersion.objects.current().number == 1 != before
    assert version_on(replica) == 1
    replica.close()
    replica.settings_dict["NAME"] = "/nowhere/replica.sqlite3"
    assert version_on(replica) is None


def test_without_a_replica_there_is_no_middleware() -> None:
    with pytest.raises(MiddlewareNotUsed):
        ReplicaMiddleware(names)  # type: ignore[arg-type]  # a view
