"""Requests to addresses given by users, attacked as a hostile user would."""

from __future__ import annotations

import socket
import ssl
import time
from pathlib import Path
from threading import Event

import pytest

from projects.http import safe_http
from projects.http.public_networks import is_public
from tests.certificates import certificate
from tests.holders import FLOODS, GRACE, HOLDERS, answering, drip, flood, silent

pytestmark = pytest.mark.once

PUBLIC = [
    "1.1.1.1",
    "93.184.215.14",
    "100.63.255.255",
    "100.128.0.1",
    "172.32.0.1",
    "192.0.1.1",
    "192.88.98.1",
    "2001:200::1",
    "2003::1",
    "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
    "2a00:1450:4001:80e::200e",
    "3ffe:ffff::1",
]
REFUSED = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.5",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.0.9",
    "192.0.0.170",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",  # ::/96, an IPv4 address of old
    "::10.0.0.5",
    "::ffff:10.0.0.5",
    "::ffff:93.184.215.14",
    "64:ff9b::a00:5",  # NAT64 of 10.0.0.5
    "64:ff9b::5db8:d70e",
    "64:ff9b:1::a00:5",
    "100::1",
    "100:0:0:1::1",
    "2001::1",  # Teredo
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:2::1",
    "2001:10::1",
    "2001:20::1",
    "2001:db8::1",
    "2002:a00:5::1",  # 6to4 of 10.0.0.5
    "2002:7f00:1::",
    "2002:5db8:d70e::1",
    "3fff::1",
    "3fff:fff:ffff::1",
    "4000::1",
    "5f00::1",
    "5f00:ffff::1",
    "fc00::1",
    "fd12:3456:789a::1",
    "fe80::1",
    "fe80::1%eth0",
    "2a00:1450:4001:80e::200e%1",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_address_is_written_to(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", REFUSED)
def test_address_that_is_not_globally_routed_is_refused(address: str, settings, monkeypatch) -> None:
    settings.WEB_HOOK_NETWORKS = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, **_: resolved(address))
    monkeypatch.setattr(socket.socket, "connect", never)
    with pytest.raises(safe_http.RefusedAddressError, match="private networks"):
        safe_http.post("https://hook.example.org/", b"{}", {})


@pytest.mark.parametrize("private", ["10.0.0.5", "64:ff9b::a00:5"])
def test_one_private_address_among_public_ones_is_refused(private: str, settings, monkeypatch) -> None:
    settings.WEB_HOOK_NETWORKS = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, **_: resolved("93.184.215.14", private))
    monkeypatch.setattr(socket.socket, "connect", never)
    with pytest.raises(safe_http.RefusedAddressError):
        safe_http.post("https://hook.example.org/", b"{}", {})


def test_operators_own_network_does_not_open_what_carries_its_addresses(settings, monkeypatch) -> None:
    settings.WEB_HOOK_NETWORKS = ["10.0.0.0/8"]
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, **_: resolved("64:ff9b::a00:5"))
    with pytest.raises(safe_http.RefusedAddressError):
        safe_http.resolve_public("https://hook.example.org/")


# --- Receivers that hold the line ----------------------------------------------------------------------------------


@pytest.fixture
def here(settings) -> None:
    settings.WEB_HOOK_NETWORKS = ["127.0.0.0/8"]


@pytest.mark.parametrize("holder", HOLDERS)
@pytest.mark.usefixtures("here")
def test_receiver_that_holds_the_line_is_left_at_the_deadline(holder: str) -> None:
    with answering(HOLDERS[holder]) as port:
        began = time.monotonic()
        with pytest.raises(safe_http.NoAnswerError):
            safe_http.post(f"http://127.0.0.1:{port}/", b"{}", {}, within=0.4)
        assert time.monotonic() - began < 0.4 + GRACE


@pytest.mark.usefixtures("here")
def test_receiver_that_never_finishes_tls_is_left_at_the_deadline() -> None:
    with answering(silent) as port:
        began = time.monotonic()
        with pytest.raises(safe_http.NotReachedError):
            safe_http.post(f"https://127.0.0.1:{port}/", b"{}", {}, within=0.4)
        assert time.monotonic() - began < 0.4 + GRACE


@pytest.mark.usefixtures("here")
def test_receiver_that_takes_nothing_is_left_at_the_deadline() -> None:
    with answering(silent) as port, pytest.raises(safe_http.NoAnswerError):
        safe_http.post(f"http://127.0.0.1:{port}/", b"x" * 50_000_000, {}, within=0.4)


@pytest.mark.parametrize("kind", FLOODS)
@pytest.mark.usefixtures("here")
def test_receiver_that_answers_without_end_is_left_after_some_bytes(kind: str) -> None:
    with answering(FLOODS[kind]) as port, pytest.raises(safe_http.NoAnswerError, match="more than 65536 bytes"):
        safe_http.post(f"http://127.0.0.1:{port}/", b"{}", {}, within=30)


@pytest.mark.usefixtures("here")
def test_no_more_of_a_body_is_read_than_is_needed() -> None:
    with answering(flood(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 4096)) as port:
        assert len(safe_http.post(f"http://127.0.0.1:{port}/", b"{}", {}).body) == safe_http.MAX_BODY


def test_name_that_nobody_answers_for_is_given_up(monkeypatch) -> None:
    over = Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: over.wait(30))
    with pytest.raises(safe_http.NotReachedError, match="nobody answers"):
        safe_http.post("https://hook.example.org/", b"{}", {}, within=0.1)
    over.set()


@pytest.mark.usefixtures("here")
def test_next_address_of_a_name_is_tried(monkeypatch) -> None:
    with answering(drip(b"HTTP/1.1 204 No Content\r\n\r\n", b"")) as port:
        monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, **_: resolved("127.0.0.9", "127.0.0.1"))
        assert safe_http.post(f"http://hook.example.org:{port}/", b"{}", {}).status == 204


@pytest.mark.usefixtures("here")
def test_receiver_whose_certificate_nobody_vouches_for_is_told_nothing(tmp_path: Path) -> None:
    heard = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate(tmp_path, "127.0.0.1"))

    def answer(line: socket.socket, _over: Event) -> None:
        with context.wrap_socket(line, server_side=True) as secured:
            heard.append(secured.recv(4096))

    with answering(answer) as port, pytest.raises(safe_http.NotReachedError, match="certificate"):
        safe_http.post(f"https://127.0.0.1:{port}/", b"{}", {})
    assert b"".join(heard) == b""


def test_whole_exchange_has_ten_seconds() -> None:
    assert safe_http.WITHIN == 10


@pytest.mark.parametrize(
    ("address", "path", "host"),
    [
        ("http://hook.example.org/a b?c=д#part", "/a%20b?c=%D0%B4", "hook.example.org"),
        ("http://hook.example.org", "/", "hook.example.org"),
        ("http://пример.example:80/%2F?q=%20", "/%2F?q=%20", "xn--e1afmkfd.example:80"),
        ("http://hook.example.org/\u2028x", "/%E2%80%A8x", "hook.example.org"),
    ],
)
@pytest.mark.usefixtures("here")
def test_address_is_sent_as_one_line_of_ascii(address: str, path: str, host: str, monkeypatch) -> None:
    heard: list[bytes] = []

    def answer(line: socket.socket, _over: Event) -> None:
        heard.append(line.recv(4096))
        line.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")

    with answering(answer) as port:
        monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, **_: resolved("127.0.0.1"))
        monkeypatch.setattr(safe_http, "_port", lambda _parts: port)
        safe_http.post(address, b"{}", {})
    first, *headers = heard[0].decode("ascii").split("\r\n")
    assert first == f"POST {path} HTTP/1.1"
    assert f"Host: {host}" in headers


def never(*_: object) -> None:
    raise AssertionError("a connection was made")


def resolved(*addresses: str) -> list[tuple]:
    return [(0, socket.SOCK_STREAM, 6, "", (address, 443)) for address in addresses]
