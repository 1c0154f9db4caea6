"""Every address takes whatever a stranger sends: an answer that says what is wrong, never an error of ours (500).

The addresses come from the URL configuration, so that a new one is attacked without being named here. Each is sent
a part of what there is, another every day; WALK=all sends everything to all.
"""

from __future__ import annotations

import io
import logging
import re
import sys
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.signals import got_request_exception
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver
from knox.models import AuthToken

from accounts.models import DigestPreferences
from projects.http.body_limit import BATCHES, MAX_PAGE_BODY
from projects.http.json_body import MAX_BATCH_BODY, MAX_BODY, MAX_DEPTH, read_json
from tests.factories import TargetFactory, UserFactory
from tests.sample import AGAIN, choose, is_chosen

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::anymail.exceptions.AnymailNotSupportedWarning"),
    pytest.mark.filterwarnings("ignore::anymail.exceptions.AnymailDeprecationWarning"),
]
ROOT = Path(__file__).resolve().parents[2]
METHODS = ("post", "put", "patch", "delete")
NOT_OURS = re.compile(r"^admin/(?!login)|^dev/|jsi18n")  # Django's forms, behind a log-in that the admin's tests try
CAPTURED = re.compile(r"<(?:\w+:)?\w+>|\(\?P<\w+>(?:[^()]|\([^()]*\))*\)")
SERVICE = "name:word-of-a-service"
SHARE = 1 / 8  # of what there is to send, to each address


def addresses() -> list[str]:
    """Each address once, with “x” for what it captures."""

    def walk(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
        for pattern in patterns:
            route = before + str(pattern.pattern).removeprefix("^")
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, route)
            elif not NOT_OURS.search(route):
                plain = CAPTURED.sub("x", route).removesuffix("$").removesuffix("\\Z").replace("\\", "")
                yield plain.replace(".*", "nowhere/")

    return sorted(set(walk(get_resolver().url_patterns)))


ADDRESSES = addresses()
FOR_PEOPLE = re.compile("accounts/|following/|desk/")
FOR_PROGRAMS = re.compile("api/|anymail/|telegram/")

DEEP = {
    "100,000 lists": b"[" * 100_000,
    "100,000 objects": b'{"a":' * 100_000,
    "deep and whole": b'{"kind": ' + b"[" * 800 + b"]" * 800 + b"}",
    "a little too deep": b'{"kind": ' + b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1) + b"}",
}
JSON = {
    **DEEP,
    "half of a character": rb'{"kind": "programme", "thing": "\ud800", "name": "\udfff", "id": "\ud800"}',
    "half of a character in a name": rb'{"\ud800": 1, "a\u0000b": 2}',
    "NUL": rb'{"kind": "sector", "thing": "a\u0000b", "id": "\u0000", "title": "\u0000"}',
    "not UTF-8": b'{"kind": "\xff"}',
    "UTF-16": '{"kind": "programme"}'.encode("utf-16"),
    "BOM": b'\xef\xbb\xbf{"kind": "programme", "thing": "x"}',
    "NaN": b'{"kind": NaN}',
    "a number of 5,000 digits": b'{"thing": ' + b"9" * 5000 + b"}",
    "1e999999": b'{"thing": 1e999999}',
    "a member twice": b'{"kind": "programme", "kind": "target", "thing": "x"}',
    "a list": b"[1, [2, {}]]",
    "null": b"null",
    "a number": b"7",
    "a text": b'"text"',
    "nothing": b"",
    "kinds mixed up": b'{"kind": {"a": 1}, "thing": [null], "name": true, "id": 7, "title": [], "message": {"a": 7}}',
    "an update with a giant chat": b'{"message": {"chat": {"id": 1e400, "type": "private"}, "text": "/stop"}}',
    "an update with a chat of 30 digits":
        b'{"message": {"chat": {"id": ' + b"9" * 30 + b', "type": "private"}, "text": "/stop"}}',
    "an update with NUL": rb'{"message": {"chat": {"id": 7, "type": "private"}, "text": "/start a\u0000\ud800"}}',
    "1,000 members": b"{" + b",".join(b'"m%d": 1' % number for number in range(1000)) + b"}",
}  # fmt: skip
FIELDS = re.findall(
    r"\w+",
    "do url hook kind id thing name next email login password code token key cadence weekday hour time_zone language "
    "kinds days target until query search",
)
VALUES = [
    "\0",
    "a\0b",
    "x" * 20_000,
    "٣",
    "-1",
    "9" * 30,
    "\udcff".encode("utf-8", "surrogatepass").decode("latin-1"),
    "",
]
FORMS = [dict.fromkeys(FIELDS, value) for value in VALUES]
DOINGS = re.findall(
    r"[\w-]+",
    "add-hook remove-hook switch-on try-hook show-secrets draw-address end-address offer-code unlink make end stop "
    "follow unfollow",
)
FORMS += [{**dict.fromkeys(FIELDS, "a\0b"), "do": doing} for doing in DOINGS]
RAW = {
    "no form": ("multipart/form-data", b"x"),
    "a form without its mark": ("multipart/form-data; boundary=", b"--x"),
    "a broken form": ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n"),
    "2,000 fields": ("application/x-www-form-urlencoded", b"&".join(b"f%d=1" % number for number in range(2000))),
    "no letters": ("application/x-www-form-urlencoded", b"do=%FF%FE&url=%ED%A0%80&id=%00"),
    "no media type": ("nonsense", b"a=b"),
    "XML": ("application/xml", b"<a/>"),
    "an unknown alphabet": ("application/json; charset=nonsense", b"{}"),
}  # fmt: skip


@pytest.fixture(autouse=True)
def services(settings) -> None:
    """Every service that reports to us is let in, so that what it sends is read."""
    settings.ANYMAIL = {**settings.ANYMAIL, "WEBHOOK_SECRET": SERVICE}
    settings.TELEGRAM_BOT_TOKEN, settings.TELEGRAM_BOT_NAME = "1:token", "bot"
    settings.ALLOWANCES = dict.fromkeys(settings.ALLOWANCES, 10**9)
    settings.ACCOUNT_RATE_LIMITS = False


def who(name: str) -> Client:
    """A client that returns failures of the tracker as answers instead of raising them."""
    from accounts.views.channels import telegram_secret

    headers = {"X-Telegram-Bot-Api-Secret-Token": telegram_secret()}
    client = Client(raise_request_exception=False, headers=headers)
    if name == "a watcher":
        person = UserFactory()
        DigestPreferences.objects.get_or_create_for(person, at=person.date_joined)
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    elif name == "an editor's program":
        client.defaults["HTTP_AUTHORIZATION"] = f"Token {AuthToken.objects.create(UserFactory(editor=True))[1]}"
    return client


@pytest.fixture
def client() -> Client:
    return who("anybody")


@pytest.fixture(autouse=True)
def failures() -> Iterator[list[str]]:
    """What failed within the tracker, also where it was answered as a problem."""
    failed: list[str] = []

    def note(sender, request, **_) -> None:
        failed.append(f"{request.method} {request.get_full_path()[:200]}: {sys.exc_info()[1]!r}")

    got_request_exception.connect(note)
    yield failed
    got_request_exception.disconnect(note)
    assert failed == [], AGAIN


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Silences the log of thousands of refusals."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def judged(path: str, answer) -> None:
    if answer.streaming:
        answer.getvalue()  # to its end, which closes the file
    if path == "readyz" and answer.status_code == 503:
        return  # no worker runs beside this test
    if answer.status_code < 500 and path.startswith("api/v1/") and answer.status_code >= 400:
        assert answer["Content-Type"] == "application/problem+json", (path, answer.status_code)
        assert answer.json()["status"] == answer.status_code


def with_secret(path: str) -> dict[str, str]:
    if not path.startswith("anymail/"):
        return {}
    return {"HTTP_AUTHORIZATION": f"Basic {b64encode(SERVICE.encode()).decode()}"}


@pytest.mark.parametrize("name", ["a watcher", "an editor's program"])
def test_no_body_of_json_is_an_error_of_ours(name: str) -> None:
    client = who(name)
    for path in ADDRESSES:
        for body in choose([*JSON.values()], path, SHARE) if FOR_PROGRAMS.match(path) else [DEEP["100,000 lists"]]:
            judged(path, client.generic("POST", f"/{path}", body, "application/json", **with_secret(path)))


@pytest.mark.once
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_no_other_method_is_an_error_of_ours(method: str) -> None:
    client = who("an editor's program")
    for path in ADDRESSES:
        if is_chosen(f"{method} {path}", SHARE):
            judged(
                path, client.generic(method, f"/{path}", DEEP["100,000 lists"], "application/json", **with_secret(path))
            )


def test_no_form_is_an_error_of_ours() -> None:
    client = who("a watcher")
    for path in ADDRESSES:
        for form in choose(FORMS, path, SHARE) if not FOR_PROGRAMS.match(path) else FORMS[:1]:
            judged(path, client.post(f"/{path}", form, **with_secret(path)))
        for media_type, body in choose([*RAW.values()], path, SHARE):
            judged(path, client.generic("POST", f"/{path}", body, media_type, **with_secret(path)))


QUERIES = [
    "search=%00", "search=%ED%A0%80&status=%ED%A0%80", "search=%FF%FE", "as_of=%00", "page=" + "9" * 4000,
    "id=%00&kind=%00", "next=%00", "%00=%00", "%ED%A0%80=1", "search=" + "x" * 5000,
    "bundle=%00&target=%00",
    "lang=%00", "year=0&month=99", "year=99999999999999999999", "[]=1&a[0]=%00",
    "&".join(f"{name}=%00" for name in FIELDS),
]  # fmt: skip
# SQLite takes the fewest parameters.
MANY = ["a&" * 1500, "status=" + "&status=".join("missed" for _ in range(900))]


@pytest.mark.parametrize(
    "queries", [pytest.param(QUERIES, id="strange"), pytest.param(MANY, id="many", marks=pytest.mark.once)]
)
@pytest.mark.parametrize("name", ["anybody", "a watcher"])
def test_no_query_string_is_an_error_of_ours(name: str, queries: list[str]) -> None:
    client = who(name)
    TargetFactory(id="x")
    for path in ADDRESSES if name == "anybody" else filter(FOR_PEOPLE.match, ADDRESSES):
        for query in choose(queries, path, SHARE):
            judged(path, client.get(f"/{path}?{query}"))


class Untouched(io.RawIOBase):
    """A body that may not be read."""

    def read(self, *_: object) -> bytes:
        raise AssertionError("the body was read")

    def readline(self, *_: object) -> bytes:
        raise AssertionError("the body was read")


@pytest.mark.once
@pytest.mark.parametrize("media_type", ["application/json", "multipart/form-data; boundary=x"])
def test_body_that_is_too_long_is_refused_before_it_is_read(client: Client, media_type: str) -> None:
    for path in ADDRESSES:
        limit = MAX_BODY if path.startswith("api/") else MAX_PAGE_BODY
        limit = MAX_BATCH_BODY if f"/{path}" == BATCHES else limit
        for method in choose(METHODS, f"{media_type} {path}", SHARE):
            length = {"CONTENT_LENGTH": str(limit + 1), "wsgi.input": Untouched()}
            answer = client.generic(method.upper(), f"/{path}", b"", media_type, **length)
            assert answer.status_code == 413, (method, path)
            judged(path, answer)


@pytest.mark.once
def test_body_in_chunks_is_asked_for_its_length(client: Client) -> None:
    for path in ADDRESSES:
        chunks = {"CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input": Untouched()}
        answer = client.generic("POST", f"/{path}", b"", "application/json", **chunks)
        assert answer.status_code == 411, path
        judged(path, answer)


@pytest.mark.once
@pytest.mark.parametrize("length", ["-1", "1e9", "x", "٣", "9" * 40])
def test_length_that_is_none_is_too_long(client: Client, length: str) -> None:
    with override_settings(DEBUG=False):
        answer = client.generic("POST", "/api/v1/follows/", b"", "application/json", CONTENT_LENGTH=length)
    assert answer.status_code == 413


# --- What is said ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "status", "named", "rule"),
    [
        (JSON["100,000 lists"], 400, ["body"], "nested too deeply"),
        (JSON["a little too deep"], 400, ["body"], "nested too deeply"),
        (JSON["half of a character"], 400, ["thing", "name", "id"], "half of a character"),
        (JSON["half of a character in a name"], 400, ["?", "a�b"], "half of a character"),
        (rb'{"kind": {"of": ["a", "\ud800"]}}', 400, ["kind.of.1"], "half of a character"),
        (JSON["NUL"], 400, ["thing", "id", "title"], "NUL"),
        (JSON["a member twice"], 400, ["kind"], "kind stands twice"),
        (JSON["NaN"], 400, ["body"], "NaN is no value"),
        (JSON["not UTF-8"], 400, ["body"], "UTF-8"),
        (JSON["1,000 members"], 400, None, "no such member"),
    ],
)
@pytest.mark.parametrize("path", ["follows", "sources"])
def test_problem_names_the_member_and_the_rule(body, status, named, rule, path: str) -> None:
    client = Client(headers={"Authorization": f"Token {AuthToken.objects.create(UserFactory(editor=True))[1]}"})
    answer = client.generic("POST", f"/api/v1/{path}/", body, "application/json")
    assert answer.status_code == status
    shown = answer.json()
    assert rule in answer.content.decode()
    if named is not None:
        assert [error["parameter"] for error in shown.get("errors", [])] == named


@pytest.mark.once
def test_every_parser_of_the_api_is_the_one_reader() -> None:
    from projects.http.json_body import JSONBodyParser

    views = [pattern.callback.cls for pattern in _views(get_resolver().url_patterns)]
    assert len(views) > 10
    writing = [view for view in views if {"post", "put", "patch"} & set(dir(view))]
    assert writing
    for view in writing:
        assert all(issubclass(parser, JSONBodyParser) for parser in view.parser_classes), view
    assert settings.REST_FRAMEWORK["DEFAULT_PARSER_CLASSES"] == []


def _views(patterns) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _views(pattern.url_patterns)
        elif hasattr(pattern.callback, "cls"):
            yield pattern


@pytest.mark.once
def test_deepest_body_that_is_taken() -> None:
    assert read_json(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH)
