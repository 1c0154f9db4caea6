"""An archive is asked by our rules, and only an address of its own is taken from its answer."""

from __future__ import annotations

import socket
from threading import Event
from urllib.parse import quote

import pytest

from projects.http.archive import ask_archive
from projects.models.archive_copy import ArchiveAnswer
from tests.holders import HOLDERS, answering

pytestmark = pytest.mark.once
PAGE = "https://example.org/a?id=5&x=ж#part"
COPY = "/web/20250722/https://example.org/a"


@pytest.fixture(autouse=True)
def here(settings) -> None:
    settings.FETCH_NETWORKS = ["127.0.0.1/32"]


class Archive:
    """Answers the first request with a status and lines of a head, those that follow with 200; keeps the paths."""

    def __init__(self, status: str, *lines: str) -> None:
        self.status, self.lines, self.paths = status, lines, list[str]()

    def answer(self, line: socket.socket, _over: Event) -> None:
        self.paths.append(line.recv(4096).split()[1].decode())
        first = len(self.paths) == 1
        head = [f"HTTP/1.1 {self.status if first else '200 OK'}", *(self.lines if first else ()), "Content-Length: 0"]
        line.sendall("\r\n".join([*head, "", ""]).encode())


def ask(settings, archive: Archive, template: str = "/save/{url}") -> tuple[ArchiveAnswer, str]:
    with answering(archive.answer) as port:
        base = f"http://127.0.0.1:{port}"
        archive.lines = tuple(line.replace("BASE", base) for line in archive.lines)
        settings.ARCHIVE_URL = base + template
        return ask_archive(PAGE), base


@pytest.mark.parametrize(
    ("status", "lines"),
    [
        ("200 OK", [f"Content-Location: {COPY}"]),
        ("302 Found", [f"Location: {COPY}"]),
        ("302 Found", [f"Location: BASE{COPY}"]),
        ("200 OK", [f'Link: <https://example.org/a>; rel="original", <BASE{COPY}>; rel="first memento"; datetime="x"']),
        ("200 OK", [f"Content-Location: https://evil.example/x\r\nLink: <BASE{COPY}>; rel=memento"]),
    ],
)
def test_copy_is_where_the_archive_says(settings, status, lines) -> None:
    answer, base = ask(settings, Archive(status, *lines))
    assert answer == ArchiveAnswer(f"{base}{COPY}")


@pytest.mark.parametrize(
    ("status", "lines", "may_come"),
    [
        ("200 OK", [], False),
        ("200 OK", ["Content-Location: https://evil.example/web/x"], False),
        ("200 OK", ["Content-Location: javascript:alert(1)"], False),
        ("200 OK", ["Content-Location: http://[::1"], False),
        ("200 OK", [f"Content-Location: /{'a' * 2000}"], False),
        ("302 Found", ["Location: http://127.0.0.2/x"], False),
        ("302 Found", ["Location: file:///etc/passwd"], False),
        ("403 Forbidden", [], False),
        ("404 Not Found", [f"Content-Location: {COPY}"], False),
        ("429 Too Many", [], True),
        ("503 Busy", [], True),
    ],
)
def test_no_copy_is_made_of_another_answer(settings, status, lines, may_come) -> None:
    assert ask(settings, Archive(status, *lines))[0] == ArchiveAnswer("", may_come)


@pytest.mark.parametrize(
    ("template", "path"),
    [
        ("/save/{url}", "/save/https://example.org/a?id=5&x=%D0%B6"),
        ("/save?url={url}&capture=1", f"/save?url={quote(PAGE, safe='')}&capture=1"),
    ],
)
def test_address_stands_in_a_path_as_it_is_and_in_a_query_as_a_value(settings, template, path) -> None:
    archive = Archive("200 OK")
    ask(settings, archive, template)
    assert archive.paths == [path]


def test_silent_archive_is_left_at_the_deadline(settings) -> None:
    with answering(HOLDERS["says nothing"]) as port:
        settings.ARCHIVE_URL = f"http://127.0.0.1:{port}/{{url}}"
        assert ask_archive(PAGE, within=0.2) == ArchiveAnswer(may_come=True)
