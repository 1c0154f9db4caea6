"""A request may name any codec of Python's, also those that unpack archives and those that give no text at all."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from django.test import RequestFactory

from tests.tracker.test_hostile_requests import ADDRESSES
from tracker.wsgi import application

pytestmark = [pytest.mark.once, pytest.mark.django_db]
FORMS = {
    "application/x-www-form-urlencoded": b"a=%ff&email=x",
    "multipart/form-data; boundary=x": b'--x\r\nContent-Disposition: form-data; name="email"\r\n\r\n\xff\r\n--x--\r\n',
    "application/json": b"{}",
}


def status(method: str, path: str, query: str, media_type: str, body: bytes) -> int:
    """The status from the WSGI entry; the test client would fail before the request."""
    statuses: list[int] = []
    environ = RequestFactory()._base_environ(
        REQUEST_METHOD=method,
        PATH_INFO=path,
        QUERY_STRING=query,
        CONTENT_TYPE=media_type,
        CONTENT_LENGTH=str(len(body)),
        **{"wsgi.input": BytesIO(body)},
    )

    def start(line: str, _headers: object, _error: object = None) -> None:
        statuses.append(int(line.partition(" ")[0]))

    pieces: Iterator[bytes] = iter(application(environ, start))
    b"".join(pieces)
    return statuses[0]


@pytest.mark.parametrize("charset", ["cp1251", "utf-7", "utf-16", "hex", "rot13", "zip", "idna", "nonsense"])
def test_request_in_other_letters_is_told_to_send_utf_8(charset: str) -> None:
    for path in ADDRESSES:
        for media_type, body in FORMS.items():
            assert status("POST", f"/{path}", "", f"{media_type}; charset={charset}", body) == 415, (path, media_type)
        assert status("GET", f"/{path}", "search=%ff&page=1", f"text/plain; charset={charset}", b"") == 415, path


@pytest.mark.parametrize("media_type", ["text/plain; charset*=nonsense''utf-8", "text/plain; a*=\"''\"; charset=hex"])
def test_media_type_that_cannot_be_read_is_refused(media_type: str) -> None:
    assert status("GET", "/targets/", "search=x", media_type, b"") == 415
    assert status("POST", "/api/v1/follows/", "", media_type, b"{}") == 415


@pytest.mark.parametrize(
    "header", ["Content-Disposition: form-data; name*=nonsense''x", "Content-Type: text/plain; charset=hex"]
)
def test_part_of_a_form_that_cannot_be_read_is_no_error_of_ours(header: str) -> None:
    named = "" if "name" in header else 'Content-Disposition: form-data; name="email"\r\n'
    body = f"--x\r\n{named}{header}\r\n\r\nx\r\n--x--\r\n".encode()
    assert status("POST", "/accounts/password/reset/", "", "multipart/form-data; boundary=x", body) < 500


@pytest.mark.parametrize("charset", ["utf-8", "UTF8", '"utf-8"', "us-ascii"])
def test_utf_8_is_read_however_it_is_named(charset: str) -> None:
    assert status("GET", "/targets/", "search=x", f"text/plain; charset={charset}", b"") == 200
