"""Pages of others, fetched for an editor: within limits, never from a private network, whatever is answered there."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Callable
from threading import Event

import pytest

from projects.http import fetch
from projects.http.fetch import NoPageError, fetch_page
from projects.http.safe_http import NoAnswerError, NotReachedError, RefusedAddressError
from tests.holders import FLOODS, GRACE, HOLDERS, answering

pytestmark = pytest.mark.once
PAGE = "<html lang=ru><title>Отчёт</title>"


@pytest.fixture
def here(settings) -> None:
    settings.FETCH_NETWORKS = ["127.0.0.1/32"]


def answer_of(body: bytes, head: str = "Content-Type: text/html; charset=utf-8", status: str = "200 OK"):
    def answer(line: socket.socket, _over: Event) -> None:
        line.recv(4096)
        line.sendall(f"HTTP/1.1 {status}\r\n{head}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)

    return answer


def fetched(answer: Callable[[socket.socket, Event], None], **how: float) -> str:
    with answering(answer) as port:
        return fetch_page(f"http://127.0.0.1:{port}/a", **how).text


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (PAGE.encode(), "Content-Type: text/html; charset=utf-8"),
        (PAGE.encode("cp1251"), "Content-Type: text/html; charset=windows-1251"),
        (b"<meta charset=windows-1251>" + PAGE.encode("cp1251"), "Content-Type: text/html"),
        (PAGE.encode(), "Content-Type: text/html; charset=zip"),
        (gzip.compress(PAGE.encode(), mtime=0), "Content-Type: application/xhtml+xml\r\nContent-Encoding: gzip"),
    ],
)
@pytest.mark.usefixtures("here")
def test_page_is_read_in_its_letters(body, head) -> None:
    assert "Отчёт" in fetched(answer_of(body, head))


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (answer_of(b"%PDF", "Content-Type: application/pdf"), NoPageError),
        (answer_of(b"x", "X: y"), NoPageError),
        (answer_of(b"x", status="404 Not Found"), NoPageError),
        (answer_of(b"x", "Content-Type: text/html\r\nContent-Encoding: br"), NoPageError),
        (answer_of(b"no gzip", "Content-Type: text/html\r\nContent-Encoding: gzip"), NoAnswerError),
        (answer_of(b"", "Location: /a", "302 Found"), NoPageError),
        (answer_of(b"", "Location: http://127.0.0.2/latest/", "302 Found"), RefusedAddressError),
        (answer_of(b"", "Location: http://127.9.9.9:5432/", "301 Moved"), RefusedAddressError),
        (answer_of(b"", "Location: file:///etc/passwd", "302 Found"), RefusedAddressError),
        (answer_of(b"", "Location: http://[::1", "302 Found"), NoPageError),
        (FLOODS["headers without end"], NoAnswerError),
    ],
)
@pytest.mark.usefixtures("here")
def test_what_is_no_page_is_refused(answer, error) -> None:
    with pytest.raises(error):
        fetched(answer)


@pytest.mark.usefixtures("here")
def test_zip_bomb_and_endless_page_are_cut() -> None:
    bomb = gzip.compress(b"x" * 50_000_000)
    assert len(fetched(answer_of(bomb, "Content-Type: text/html\r\nContent-Encoding: gzip"))) == fetch.MAX_PAGE
    assert len(fetched(answer_of(b"x" * 900_000))) == fetch.MAX_PAGE


@pytest.mark.parametrize("holder", ["says nothing", "a header now and then", "a byte of the body now and then"])
@pytest.mark.usefixtures("here")
def test_server_that_holds_the_line_is_left_at_the_deadline(holder) -> None:
    began = time.monotonic()
    with pytest.raises((NoAnswerError, NoPageError)):
        fetched(HOLDERS[holder], within=0.4)
    assert time.monotonic() - began < 0.4 + GRACE


@pytest.mark.usefixtures("here")
def test_redirects_share_one_deadline() -> None:
    def slowly(line: socket.socket, over: Event) -> None:
        line.recv(4096)
        over.wait(0.2)
        line.sendall(b"HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n")

    with pytest.raises(NoAnswerError):
        fetched(slowly, within=0.3)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "http://localhost/", "http://[::1]/"])
def test_private_address_is_not_asked(url, monkeypatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", None)
    with pytest.raises((RefusedAddressError, NotReachedError)):
        fetch_page(url)


def test_networks_of_web_hooks_are_not_those_of_pages(settings) -> None:
    settings.WEB_HOOK_NETWORKS = ["127.0.0.0/8"]
    with pytest.raises(RefusedAddressError):
        fetch_page("http://127.0.0.1:9/")
