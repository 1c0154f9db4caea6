"""A local site that answers each path as a test says, and notes what it was asked."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event

from tests.holders import answering


@dataclass
class Site:
    """``pages``: path → body, or status, headers and body. ``asked_for``: each path with the headers of its request."""

    port: int = 0
    pages: dict[str, str | bytes | int | tuple[int, Mapping[str, str], str | bytes]] = field(default_factory=dict)
    asked_for: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, without robots.txt."""
        return [path for path, _headers in self.asked_for if path != "/robots.txt"]

    def answer(self, line: socket.socket, _over: Event) -> None:
        head = line.recv(8192).decode().split("\r\n")
        path = head[0].split(" ")[1]
        headers = dict(text.split(": ", 1) for text in head[1:] if ": " in text)
        self.asked_for.append((path, {name.lower(): value for name, value in headers.items()}))
        status, more, body = self._page(path)
        content = body.encode() if isinstance(body, str) else body
        sent = {"Content-Type": "text/html; charset=utf-8", **more, "Content-Length": str(len(content))}
        lines = "".join(f"{name}: {value}\r\n" for name, value in sent.items())
        line.sendall(f"HTTP/1.1 {status} x\r\n{lines}\r\n".encode() + content)

    def _page(self, path: str) -> tuple[int, Mapping[str, str], str | bytes]:
        page = self.pages.get(path, 404)
        if isinstance(page, int):
            return page, {}, b""
        return page if isinstance(page, tuple) else (200, {}, page)


@contextmanager
def local_site(settings) -> Iterator[Site]:
    """A site on this machine that may be asked although it is not public."""
    settings.FETCH_NETWORKS = ["127.0.0.1/32"]
    site = Site()
    with answering(site.answer) as port:
        site.port = port
        yield site


def rss(*items: tuple[str, str, str], head: str = "") -> str:
    """A feed of items: title, address, day as RFC 822 or ""."""
    entries = "".join(
        f"<item><title>{title}</title><link>{url}</link>{f'<pubDate>{day}</pubDate>' if day else ''}</item>"
        for title, url, day in items
    )
    channel = f"<channel><title>News</title>{entries}</channel>"
    return f'<?xml version="1.0" encoding="utf-8"?>{head}<rss version="2.0">{channel}</rss>'


def article_page(title: str, text: str, language: str = "en", day: str = "") -> str:
    published = f'<meta property="article:published_time" content="{day}">' if day else ""
    paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n"))
    head = f"<title>{title}</title>{published}"
    return (
        f"<html lang={language}><head>{head}</head><body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    )
