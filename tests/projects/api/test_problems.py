"""Errors: problem details everywhere under /api/, naming what is wrong."""

from __future__ import annotations

import pytest

from projects.reports.targets import target_list

pytestmark = [pytest.mark.usefixtures("shared_record", "db"), pytest.mark.once]


def assert_problem(answer, status):
    assert (answer.status, answer.type) == (status, "application/problem+json"), answer
    assert {"type", "title", "status", "detail", "instance"} <= set(answer.body)
    assert answer.body["status"] == status
    assert answer.body["type"].startswith("/api/docs/#")
    return [error["parameter"] for error in answer.body.get("errors", [])]


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("colour=red", ["colour"]),
        ("format=json", ["format"]),
        ("status=gone", ["status"]),
        ("status=missed&status=gone", ["status"]),
        ("due_before=yesterday", ["due_before"]),
        ("due_before=2024-02-30", ["due_before"]),
        ("due_before=20240201", ["due_before"]),
        ("as_of=", ["as_of"]),
        ("as_of=2024-01-01&as_of=2024-01-02", ["as_of"]),
        ("known_at=2024-01-01", ["known_at"]),
        ("known_at=2024-01-01T00:00:00", ["known_at"]),
        ("known_at=2024-01-01T25:00:00Z", ["known_at"]),
        ("overdue=yes", ["overdue"]),
        ("overdue=True", ["overdue"]),
        ("programme=Not%20an%20id", ["programme"]),
        ("programme=%00", ["programme"]),
        ("search=%00", ["search"]),
        ("search=" + "x" * 201, ["search"]),
        ("ordering=name", ["ordering"]),
        ("page=0", ["page"]),
        ("page=-1", ["page"]),
        ("page=1.5", ["page"]),
        ("page=" + "9" * 5000, ["page"]),
        ("page=١", ["page"]),
        ("page_size=501", ["page_size"]),
        ("page_size=all", ["page_size"]),
        ("page_size=0&page=x&colour=red", ["page_size", "page", "colour"]),
    ],
)
def test_nonsense_in_the_query_string_is_named(reader, query, named):
    assert assert_problem(reader.get(f"targets/?{query}"), 400) == named


@pytest.mark.parametrize(
    "path",
    [
        "organisations/?parent=nobody",
        "territories/?parent=nowhere",
        "programmes/?responsible=nobody",
        "indicators/?programme=none",
        "outcomes/?source=none",
        "projects/?territory=nowhere",
        "status-changes/?target=none",
        "targets/?programme=none",
        "targets/?page=99",
        "outcomes/?page=1000000&page_size=500",
    ],
)
def test_unknown_things_in_the_query_string_are_named(reader, path):
    parameter = path.partition("?")[2].partition("=")[0]
    assert assert_problem(reader.get(path), 404) == [parameter]


@pytest.mark.parametrize(
    "path",
    [
        "targets/none/",
        "targets/%00/",
        "targets/Ключ/",
        "sources/a%2Fb/",
        "status-changes/pool-2024-count@never/",
        "status-changes/1/",
        "nonsense/",
        "nonsense/more/",
        "targets/pool-later/",
        "../nonsense/",
        "../",
    ],
)
def test_unknown_address_is_a_problem(reader, path):
    assert assert_problem(reader.get(path), 404) == []


def test_address_without_its_slash_leads_on(reader):
    answer = reader.get("targets?programme=pool")
    assert (answer.status, answer.headers["Location"]) == (301, "/api/v1/targets/?programme=pool")
    assert_problem(reader.get("nonsense"), 404)
    assert_problem(reader.ask("post", "targets"), 404)


@pytest.mark.parametrize(
    ("path", "methods", "allowed"),
    [
        ("", ["post", "put", "patch", "delete"], "GET, HEAD, OPTIONS"),
        ("status-changes/", ["post", "put", "patch", "delete"], "GET, HEAD, OPTIONS"),
        ("targets/plan-done/", ["post", "put", "patch", "delete"], "GET, HEAD, OPTIONS"),
        ("sources/statistics/", ["post", "put", "patch", "delete"], "GET, HEAD, OPTIONS"),
        ("targets/", ["put", "patch", "delete"], "GET, POST, HEAD, OPTIONS"),
        ("outcomes/", ["put", "patch", "delete"], "GET, POST, HEAD, OPTIONS"),
    ],
)
def test_nothing_is_changed_or_deleted(reader, path, methods, allowed):
    for method in methods:
        answer = reader.ask(method, path)
        assert_problem(answer, 405)
        assert answer.headers["Allow"] == allowed


@pytest.mark.parametrize(
    ("path", "way_out"),
    [
        ("outcomes/count-2024/", "corrects"),
        ("targets/pool-2024-count/", "revises"),
        ("project-events/plant-announced/", "new event"),
        ("sources/statistics/", "/admin/"),
    ],
)
def test_who_may_not_change_a_row_is_told_what_to_do(reader, path, way_out):
    assert way_out in reader.ask("put", path).body["detail"]


def test_options_and_head_answer(reader):
    assert reader.ask("options", "targets/").headers["Allow"] == "GET, POST, HEAD, OPTIONS"
    assert reader.ask("head", "targets/").status == 200


def test_other_media_types_are_not_acceptable(reader):
    assert_problem(reader.ask("get", "targets/", headers={"Accept": "text/csv"}), 406)
    assert reader.ask("get", "targets/", headers={"Accept": "text/html,*/*;q=0.8"}).status == 200


def test_unforeseen_error_is_a_problem_and_is_noted(reader, monkeypatch, caplog):
    monkeypatch.setattr(target_list, "stored_kind", lambda *_asked: 1 / 0)
    reader.client.raise_request_exception = False
    assert_problem(reader.get("targets/"), 500)
    assert "ZeroDivisionError" in caplog.text


def test_problem_speaks_the_readers_language(reader):
    answer = reader.ask("get", "targets/?page=0", headers={"Accept-Language": "en"})
    assert answer.body["errors"] == [{"parameter": "page", "detail": "“0” is not a whole number from 1 to 1000000."}]


@pytest.mark.parametrize("key", ['"\\000aaaaaaaa"', "abc\x00defghijk", "é" * 20])
def test_forged_session_cookie_is_no_session(reader, key):
    assert_problem(reader.ask("get", "follows/", headers={"Cookie": f"sessionid={key}"}), 401)


@pytest.mark.parametrize(
    ("language", "day", "words"),
    [
        ("en", "31.12.2024", "“31.12.2024” is written 2024-12-31 here."),
        ("ru", "31 декабря 2024", "«31 декабря 2024» здесь пишется как 2024-12-31."),
        ("kk", "31 желтоқсан 2024 ж.", "«31 желтоқсан 2024 ж.» мұнда 2024-12-31 түрінде жазылады."),
        ("en", "05/06/2024", "“05/06/2024” can be 2024-06-05 or 2024-05-06: write the one that is meant."),
        ("en", "31.11.2024", "“31.11.2024” is not a date; write it as 2026-01-31."),
    ],
)
def test_date_of_another_spelling_is_refused_with_the_right_one(client, language, day, words):
    answer = client.get("/api/v1/targets/", {"as_of": day}, headers={"Accept-Language": language})
    assert answer.status_code == 400
    assert answer.json()["errors"] == [{"parameter": "as_of", "detail": words}]
