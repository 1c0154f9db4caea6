"""Whether an address still answers, asked of local servers that answer in every way."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from projects.http.links import look_at_link
from projects.models.link_check import LinkAnswer
from tests.certificates import certificate
from tests.holders import FLOODS, GRACE, HOLDERS, answering

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def here(settings) -> None:
    settings.FETCH_NETWORKS = ["127.0.0.1/32"]


def server(answers: dict[str, str], requests: list[str] | None = None) -> Callable[[socket.socket, Event], None]:
    """Answers ``METHOD /path``, or any method at ``/path``, with a status and perhaps ``> location``."""

    def answer(line: socket.socket, _over: Event) -> None:
        first = line.recv(4096).decode().splitlines()[0].removesuffix(" HTTP/1.1")
        if requests is not None:
            requests.append(first)
        status, _arrow, location = answers.get(first, answers.get(first.partition(" ")[2], "404")).partition(" > ")
        more = f"Location: {location}\r\n" if location else ""
        line.sendall(f"HTTP/1.1 {status} x\r\n{more}Content-Length: 0\r\n\r\n".encode())

    return answer


def look(answer: Callable[[socket.socket, Event], None], path: str = "/a", within: float = 60) -> LinkAnswer:
    with answering(answer) as port:
        return look_at_link(f"http://127.0.0.1:{port}{path}", within)


@pytest.mark.parametrize(
    ("answers", "expected", "requests"),
    [
        ({"/a": "200"}, (200, ""), ["HEAD /a"]),
        ({"/a": "301 > /b", "/b": "200"}, (200, ""), ["HEAD /a", "HEAD /b"]),
        ({"/a": "302 > /b", "/b": "404"}, (404, ""), ["HEAD /a", "HEAD /b", "GET /a", "GET /b"]),
        ({"/a": "404"}, (404, ""), ["HEAD /a", "GET /a"]),
        ({"/a": "410"}, (410, ""), ["HEAD /a", "GET /a"]),
        ({"/a": "500"}, (500, ""), ["HEAD /a", "GET /a"]),
        ({"/a": "429"}, (429, ""), ["HEAD /a"]),
        ({"HEAD /a": "405", "GET /a": "200"}, (200, ""), ["HEAD /a", "GET /a"]),
        ({"HEAD /a": "501", "GET /a": "200"}, (200, ""), ["HEAD /a", "GET /a"]),
        ({"HEAD /a": "403", "GET /a": "200"}, (200, ""), ["HEAD /a", "GET /a"]),
        ({"HEAD /a": "404", "GET /a": "200"}, (200, ""), ["HEAD /a", "GET /a"]),
        ({"/a": "302 > /a"}, (None, "redirects"), ["HEAD /a"] * 5),
        ({"/a": "302 > http://[::1"}, (None, "redirects"), ["HEAD /a"]),
        ({"/a": "302 > http://127.0.0.2/"}, (None, "refused"), ["HEAD /a"]),
        ({"/a": "302 > file:///etc/passwd"}, (None, "refused"), ["HEAD /a"]),
    ],
)
def test_table_of_answers(answers, expected, requests) -> None:
    asked_for: list[str] = []
    assert look(server(answers, asked_for)) == expected
    assert [line for line in asked_for if line in requests] == asked_for
    assert asked_for[: len(requests)] == requests


@pytest.mark.parametrize("holder", ["says nothing", "a header now and then"])
def test_server_that_holds_the_line_is_left_at_the_deadline(holder) -> None:
    began = time.monotonic()
    assert look(HOLDERS[holder], within=0.4) == (None, "no_answer")
    assert time.monotonic() - began < 0.4 + GRACE


def test_server_that_hangs_up_on_head_is_asked_by_get() -> None:
    def answer(line: socket.socket, _over: Event) -> None:
        if line.recv(4096).startswith(b"GET"):
            line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    assert look(answer) == (200, "")


def test_answer_without_end_is_left_after_some_bytes() -> None:
    assert look(FLOODS["headers without end"]) == (None, "no_answer")


def test_private_address_is_not_asked(settings, monkeypatch) -> None:
    settings.FETCH_NETWORKS = []
    settings.WEB_HOOK_NETWORKS = ["127.0.0.0/8"]
    monkeypatch.setattr(socket.socket, "connect", None)
    assert look_at_link("http://127.0.0.1:9/") == (None, "refused")


def test_server_that_is_not_there() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        assert look_at_link(f"http://127.0.0.1:{closed.getsockname()[1]}/") == (None, "unreachable")


def test_certificate_that_nobody_vouches_for_is_no_dead_link(tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate(tmp_path, "127.0.0.1"))

    def answer(line: socket.socket, _over: Event) -> None:
        with context.wrap_socket(line, server_side=True) as secured:
            secured.recv(4096)

    with answering(answer) as port:
        seen = look_at_link(f"https://127.0.0.1:{port}/")
    assert (seen, seen.is_failure) == ((None, "certificate"), False)
