"""The second reader, played by a server of the test: dead, slow, endless or lying, it costs nothing but itself."""

from __future__ import annotations

import json
import logging
import socket
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from threading import Event
from types import SimpleNamespace
from typing import Any, get_args

import pytest

from projects.http import second_reader
from projects.http.second_reader import MAX_ANSWER, Failure, SecondReading, read_again
from tests.holders import FLOODS, GRACE, HOLDERS, answering

pytestmark = pytest.mark.once
TEXT = "Kent built 1,200 homes in 2024.\nIt plans 1.5 trillion tenge."
CLAIM = {"line": 1, "text": "1,200 homes", "value": "1200", "kind": "outcome"}
KEY = "sk-a-key-that-nobody-may-see"
Answering = Callable[[socket.socket, Event], None]


def heard(line: socket.socket) -> bytes:
    """One request, whole."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += line.recv(65_536)
    head, _separator, body = received.partition(b"\r\n\r\n")
    length = next(int(row.split(b":")[1]) for row in head.split(b"\r\n") if row.lower().startswith(b"content-length"))
    while len(body) < length:
        body += line.recv(65_536)
    return head + b"\r\n\r\n" + body


def answer_of(body: bytes, status: str = "200 OK", head: str = "", requests: list[bytes] | None = None) -> Answering:
    def answer(line: socket.socket, _over: Event) -> None:
        request = heard(line)
        if requests is not None:
            requests.append(request)
        line.sendall(f"HTTP/1.1 {status}\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)

    return answer


def said(content: Any, **how: Any) -> Answering:
    """An answer in the shape of a chat completion."""
    return answer_of(json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode(), **how)


def figures(*claims: Any, **how: Any) -> Answering:
    return said(json.dumps({"figures": claims}), **how)


@pytest.fixture
def reading(settings) -> Callable[..., SecondReading]:
    def read(answer: Answering, text: str = TEXT, within: float = 60, path: str = "/v1/chat/completions"):
        settings.READER_MODEL, settings.READER_KEY = "small", KEY
        with answering(answer) as port:
            settings.READER_URL = f"http://127.0.0.1:{port}{path}"
            return read_again(text, "en", date(2025, 7, 22), within)

    return read


STREAM = b"".join(
    b"data: " + json.dumps({"choices": [{"delta": {"content": part}}]}).encode() + b"\n\n"
    for part in ('{"figures": [{"text": "1,2', '00 homes", "value": "1200"}]}')
)


@pytest.mark.parametrize(
    "answer",
    [
        figures(CLAIM),
        said("```json\n" + json.dumps({"figures": [CLAIM]}) + "\n```"),
        said(json.dumps([CLAIM])),
        figures(CLAIM, CLAIM, {"line": 1, "text": "1,300 homes", "value": 1300}, "<script>", None),
        answer_of(b": ping\n\n" + STREAM + b"data: [DONE]\n\n", head="Content-Type: text/event-stream\r\n"),
    ],
)
def test_figures_that_stand_in_the_text_are_read(reading, answer) -> None:
    result = reading(answer)
    assert [(figure.start, figure.end, figure.value) for figure in result.figures] == [(11, 22, Decimal(1200))]
    assert (result.failure, result.read_until) == (None, len(TEXT))


def test_what_is_thrown_away_is_counted(reading) -> None:
    lies = [
        {"text": "1,200 homes", "value": "1200", "start": 12, "end": 23},  # bytes of another text
        {"text": "1,200 homes", "value": float("nan")},
        {"text": "1,200 homes", "value": "12000"},
        {"text": "5 trillion tenge", "value": "5000000000000"},
        {"text": "9 million flats", "value": "9000000"},
    ]
    result = reading(figures(*lies, *[CLAIM] * 3000))
    assert len(result.figures) == 1
    assert result.discarded == {
        "elsewhere": 2, "malformed": 1, "value": 1, "cut": 1, "repeated": 494, "too_many": 2505,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "failure", "status"),
    [
        (said("I cannot help with that."), "unreadable", 0),
        (said(None), "unreadable", 0),
        (said([{"type": "text", "text": "{}"}]), "unreadable", 0),
        (answer_of(b""), "unreadable", 0),
        (answer_of(b"\xff\xfe\x00"), "unreadable", 0),
        (answer_of(b"[" * 100_000), "unreadable", 0),
        (answer_of(b'{"choices": []}'), "unreadable", 0),
        (answer_of(b'{"choices": [{"message": "x"}]}'), "unreadable", 0),
        (answer_of(b'{"choices": [{"message": {"content": ' + b"9" * 9999 + b"}}]}"), "unreadable", 0),
        (answer_of(b"data: nonsense\n\ndata: [DONE]\n\n"), "unreadable", 0),
        (answer_of(b'{"error": "' + KEY.encode() + b'"}', "500 Internal Server Error"), "status", 500),
        (answer_of(b"", "401 Unauthorized"), "status", 401),
        (answer_of(b"", "429 Too Many Requests", "Retry-After: 1\r\n"), "status", 429),
        (answer_of(b"", "307 Temporary Redirect", "Location: http://127.0.0.1:9/\r\n"), "status", 307),
        (answer_of(b"x" * (MAX_ANSWER + 10)), "too_long", 0),
        (FLOODS["headers without end"], "too_long", 0),
        (FLOODS["interim answers without end"], "too_long", 0),
        (lambda line, _over: line.recv(10), "broken", 0),
    ],
)
def test_answer_that_is_none_is_one_plain_failure(reading, answer, failure, status) -> None:
    result = reading(answer)
    assert (result.figures, result.failure, result.status) == ((), failure, status)
    assert failure in get_args(Failure)


def test_server_that_is_away_is_unreachable(settings) -> None:
    settings.READER_URL, settings.READER_MODEL, settings.READER_KEY = "http://127.0.0.1:9/v1", "", ""
    assert read_again(TEXT, "en", None, 5).failure == "unreachable"


@pytest.mark.parametrize("holder", HOLDERS)
def test_server_that_holds_the_line_is_left_at_the_deadline(reading, holder) -> None:
    began = time.monotonic()
    assert reading(HOLDERS[holder], within=1.2).failure in {"too_slow", "broken"}
    assert time.monotonic() - began < 1.2 + GRACE


def test_pieces_of_a_long_article_share_one_deadline_and_what_was_read_stays(reading, monkeypatch) -> None:
    """A minute for all; when the first piece has been asked for, all but two seconds of it are over."""
    requests: list[bytes] = []
    clock = SimpleNamespace(monotonic=lambda: time.monotonic() + (58 if requests else 0))
    monkeypatch.setattr(second_reader, "time", clock)

    def once(line: socket.socket, over: Event) -> None:
        (HOLDERS["says nothing"] if requests else figures(CLAIM, requests=requests))(line, over)

    text = TEXT + "\nNothing here is a figure." * 800
    result = reading(once, text, within=60)
    assert (len(result.figures), result.failure) == (1, "too_slow")
    assert 0 < result.read_until < len(text)


def test_article_that_is_too_long_is_read_in_part(reading) -> None:
    requests: list[bytes] = []
    result = reading(figures(requests=requests), "Nothing here is a figure.\n" * 3500)
    assert (len(requests), result.failure) == (second_reader.MAX_PIECES, None)
    assert 40_000 < result.read_until < 50_000
    assert all(len(request) < 40_000 for request in requests)


def test_key_is_in_the_header_and_nowhere_else(reading, caplog) -> None:
    requests: list[bytes] = []
    with caplog.at_level(logging.DEBUG):
        assert (
            reading(answer_of(b"", "500 No", requests=requests), path="/v1/chat/completions?version=1").failure
            == "status"
        )
    head, _separator, body = requests[0].partition(b"\r\n\r\n")
    assert head.splitlines()[0] == b"POST /v1/chat/completions?version=1 HTTP/1.1"
    assert head.count(KEY.encode()) == 1
    assert f"Authorization: Bearer {KEY}".encode() in head
    assert KEY.encode() not in body
    assert KEY not in caplog.text
    assert "127.0.0.1" not in caplog.text


def test_question_names_the_model_and_asks_for_no_stream(reading) -> None:
    requests: list[bytes] = []
    reading(figures(requests=requests))
    question = json.loads(requests[0].partition(b"\r\n\r\n")[2])
    assert {name: question[name] for name in ("model", "stream", "temperature")} == {
        "model": "small", "stream": False, "temperature": 0,
    }  # fmt: skip
    assert [message["role"] for message in question["messages"]] == ["system", "user"]
