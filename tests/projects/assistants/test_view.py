"""The address itself: what is refused before the SDK sees it, who may ask from where, and how often."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from projects.assistants import view
from projects.assistants.limits import MAX_BODY

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HEADERS = {"accept": "application/json, text/event-stream"}


def call(name: str = "explain_method", **arguments) -> str:
    params = {"name": name, "arguments": arguments}
    return json.dumps({"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": params})


def post(body: str | bytes, path: str = "/mcp", **headers: str):
    kind = headers.pop("content_type", "application/json")
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Client(enforce_csrf_checks=True).post(path, body, content_type=kind, headers={**HEADERS, **named})


@pytest.mark.parametrize("path", ["/mcp", "/mcp/"])
def test_one_question_is_answered_in_json_without_session_or_cookie(path):
    answer = post(call(rule="R6"), path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert answer.json()["result"]["structuredContent"]["sections"][0]["rule"] == "R6"
    assert not answer.has_header("Mcp-Session-Id")
    assert not answer.cookies


@pytest.mark.parametrize("method", ["get", "delete", "put", "head", "options"])
def test_other_methods_are_refused_at_once(method):
    """A GET would open a stream that nothing is ever sent over, and hold a thread."""
    answer = getattr(Client(), method)("/mcp", headers={"accept": "text/event-stream"})
    assert (answer.status_code, answer["Allow"]) == (405, "POST")


DEEP = "[" * 15_000 + "]" * 15_000
BAD = {
    "empty": ("", 400, -32700),
    "cut off": ("{", 400, -32700),
    "no utf-8": ('{"a":"é"}'.encode("latin-1"), 400, -32700),
    "no value of json": ('{"jsonrpc":"2.0","id":NaN}', 400, -32700),
    "half of a character": ('{"jsonrpc":"2.0","id":1,"method":"\\ud800"}', 400, -32700),
    "deep": (DEEP, 400, -32700),
    "deep within a call": (call(rule=json.loads("[" * 40 + "]" * 40)), 400, -32700),
    "endless number": ('{"jsonrpc":"2.0","id":' + "9" * 5000 + "}", 400, -32700),
    "member twice": ('{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}', 400, -32700),
    "text": ('"ping"', 400, -32600),
    "null": ("null", 400, -32600),
    "batch": (f"[{call()}]", 400, -32600),
    "no method": ('{"jsonrpc":"2.0","id":1}', 400, -32600),
    "another protocol": ('{"jsonrpc":"1.0","id":1,"method":"ping"}', 400, -32600),
    "id of another kind": ('{"jsonrpc":"2.0","id":{},"method":"ping"}', 400, -32600),
    "id that is true": ('{"jsonrpc":"2.0","id":true,"method":"ping"}', 400, -32600),
    "params of another kind": ('{"jsonrpc":"2.0","id":1,"method":"ping","params":[1]}', 400, -32600),
    "too long": (call(word="x" * MAX_BODY), 413, -32700),
    "ten megabytes": (b" " * 10_000_000, 413, -32700),
    "unknown method": ('{"jsonrpc":"2.0","id":1,"method":"tools/drop"}', 200, -32601),
    "name of another kind": ('{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":3}}', 200, -32602),
    "arguments of another kind": (
        '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_promise","arguments":[1]}}', 200, -32602,
    ),
    "stream": ('{"jsonrpc":"2.0","id":1,"method":"resources/subscribe","params":{"uri":"a://b"}}', 200, -32601),
}  # fmt: skip


@pytest.mark.parametrize(("body", "status", "code"), BAD.values(), ids=BAD)
def test_message_that_is_none_is_an_error_of_json_rpc(body, status, code):
    answer = post(body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert "pydantic" not in answer.content.decode()
    assert "Traceback" not in answer.content.decode()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"accept": "text/html"}, 406),
        ({"content_type": "text/plain"}, 400),
        ({"content_type": "application/x-www-form-urlencoded"}, 400),
        ({"content_type": "application/json; charset=utf-16"}, 415),
        ({"mcp_protocol_version": "1999-01-01"}, 400),
        ({"host": "evil.example"}, 400),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://127.0.0.1:8000.evil.example"}, 403),
        ({"origin": "http://127.0.0.1:8000"}, 200),  # SITE_URL
        ({"mcp_session_id": "of-somebody-else"}, 200),  # there are no sessions
        ({"authorization": "Bearer nonsense", "cookie": "sessionid=nonsense"}, 200),  # nobody is anybody here
    ],
    ids=str,
)
def test_who_may_ask_and_in_which_form(headers, status):
    answer = post(call(), **headers)
    assert answer.status_code == status
    assert not answer.has_header("Access-Control-Allow-Origin")


def test_page_of_a_named_site_may_ask_and_read(settings):
    settings.MCP_ORIGINS = ["https://inspector.example.org"]
    site = {"origin": "https://inspector.example.org"}
    before = Client().options("/mcp", headers={**site, "access-control-request-method": "POST"})
    assert (before.status_code, before["Access-Control-Allow-Methods"]) == (204, "POST")
    assert "Mcp-Protocol-Version" in before["Access-Control-Allow-Headers"]
    answer = post(call(), **site)
    for response in (before, answer):
        assert response["Access-Control-Allow-Origin"] == "https://inspector.example.org"
        assert "Origin" in response["Vary"]
        assert not response.has_header("Access-Control-Allow-Credentials")
    assert answer.status_code == 200
    other = Client().options("/mcp", headers={"origin": "https://a.example", "access-control-request-method": "POST"})
    assert not other.has_header("Access-Control-Allow-Origin")


@pytest.mark.usefixtures("standing_clock")
def test_questions_are_counted_with_those_to_the_api(settings):
    settings.ALLOWANCES = {**settings.ALLOWANCES, "api": 2}
    Client().get("/api/v1/")
    assert [post(call()).status_code for _ in range(2)] == [200, 429]
    refused = post("{")
    assert (refused.status_code, refused["Retry-After"]) == (429, "31")
    assert refused.json()["error"]["message"] == "Too many questions from your address: ask again in 31 seconds."


@pytest.mark.parametrize("method", ["get", "post"])
def test_without_the_sdk_the_address_says_what_to_install(monkeypatch, method):
    monkeypatch.setattr(view, "is_installed", lambda: False)
    answer = getattr(Client(), method)("/mcp")
    assert (answer.status_code, answer["Content-Type"]) == (501, "text/plain; charset=utf-8")
    assert "pip install --no-deps --require-hashes -r requirements-extra.txt" in answer.content.decode()
