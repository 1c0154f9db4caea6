"""No secret is in any log: every address that is a right by itself, every password, every word that announces one."""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import sentry_sdk
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from gunicorn.config import Config
from sentry_sdk.utils import event_from_exception

from tracker import masking, sentry
from tracker.gunicorn_log import MaskedLogger
from tracker.logs import formatter

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
SECRET = "qT7secretPartOfAnAddress"
# What addresses name in public. A new name of a captured part is either one of these or a secret.
PUBLIC = {
    "id", "name", "programme_id", "target_id", "organisation_id", "territory_id", "project_id", "source_id",
    "object_id", "content_type_id", "app_label", "url", "esp_name", "draft_id", "import_id", "table_name", "kind",
    "person_id", "article_id", "figure", "watch_id", "week_name", "file_name", "collection", "format", "pk",
}  # fmt: skip
SECRET_NAMES = {"token", "key", "secret", "uidb36", "code"}
CAPTURED = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>")


def routes(patterns: list[URLPattern | URLResolver] | None = None, before: str = "") -> Iterator[str]:
    for pattern in get_resolver(settings.ROOT_URLCONF).url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern).removeprefix("^")
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


def captured(route: str) -> list[str]:
    return [typed or named for typed, named in CAPTURED.findall(route)]


def test_every_address_with_a_secret_is_known_to_be_one() -> None:
    secrets = set()
    for route in routes():
        names = captured(route)
        if SECRET_NAMES.intersection(names):
            secrets.add(route[: CAPTURED.search(route).start()])  # type: ignore[union-attr]  # it has names
        else:
            assert set(names) <= PUBLIC, f"{route}: is a part of it secret? Name it so, or add it to PUBLIC here"
    assert secrets == set(masking.SECRET_PREFIXES)


# --- The log of requests ---------------------------------------------------------------------------------------------


@pytest.fixture(params=[True, False], ids=["json", "words"])
def log(request, monkeypatch) -> Callable[[], str]:
    """What was logged so far, for machines and for people."""
    written, handler = io.StringIO(), logging.StreamHandler()
    handler.setStream(written)
    handler.setFormatter(formatter(machine=request.param))
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [handler])
    monkeypatch.setattr(root, "level", logging.DEBUG)
    return written.getvalue


def addresses() -> list[str]:
    """Each secret address, as a browser may ask for it."""
    ends = {"following/feed/": ".atom", "following/calendar/": ".ics", "accounts/password/reset/key/": "-x-y/"}
    return [f"/{prefix}{SECRET}{ends.get(prefix, '/')}" for prefix in masking.SECRET_PREFIXES]


@pytest.mark.django_db
@pytest.mark.parametrize("address", addresses())
def test_request_for_a_secret_address_is_logged_without_it(address: str, log) -> None:
    client = Client(raise_request_exception=False)
    hidden = address.replace("c", "%63", 1)
    for path in (address, f"/ru{address}", hidden, f"/accounts/login/?next={address}", f"/nowhere{address}"):
        client.get(path, headers={"referer": f"https://tracker.example.org{address}", "user-agent": "Reader/1"})
        client.post(path)
    output = log()
    assert output.count("request_finished") == 10
    assert SECRET not in output
    assert "***" in output


@pytest.mark.django_db
def test_failing_view_is_logged_without_the_secret(log, monkeypatch) -> None:
    def fail(secret: str):
        raise RuntimeError(f"no such row: /following/feed/{secret}.atom and https://a:{SECRET}@example.org/")

    monkeypatch.setattr("accounts.views.private_feed._owner", fail)
    Client(raise_request_exception=False).get(f"/following/feed/{SECRET}.atom")
    output = log()
    assert "RuntimeError" in output
    assert SECRET not in output


@pytest.mark.parametrize(
    "text",
    [
        f"Authorization: Token {SECRET}",
        f"{{'Authorization': 'Bearer {SECRET}'}}",
        f'{{"authorization": "Basic {SECRET}"}}',
        f"Cookie: sessionid={SECRET}; csrftoken={SECRET}",
        f"Set-Cookie: sessionid={SECRET}; HttpOnly",
        f"got token {SECRET}",
        f"/somewhere/?a=b&token={SECRET}&c=d",
        f"/somewhere/?next=%2Ffollowing%2Funsubscribe%2F{SECRET}%2F",
        f"/somewhere/?next=/x%3Fkey%3D{SECRET}",
        f"POST https://api.telegram.org/bot12345:{SECRET}/sendMessage",
        f"signed with whsec_{SECRET}",
        f"redis://:{SECRET}@127.0.0.1:6379/1 is away",
        f"postgres://tracker:{SECRET}@db/tracker",
        f"smtp+tls://user:{SECRET}@mail.example.org:587",
        f"//following//x /following/feed/{SECRET}.atom?x=1",
        f"https://tracker.example.org/kk/accounts/password/reset/key/1-{SECRET}/",
        f"/accounts/password/reset/key//1-{SECRET}/",
        f"/accounts//password/./reset/key/1-{SECRET}/",
        f"/FOLLOWING/Feed/{SECRET}.atom",
        f"/somewhere/?api_key={SECRET}",
        f"/somewhere/?a=b&access_token={SECRET}",
        f"/somewhere/?API_KEY={SECRET}",
        f"AUTHORIZATION: {SECRET}",
        f"TOKEN {SECRET}",
        f"/somewhere/?api_\N{KELVIN SIGN}ey={SECRET}",
    ],
)
@pytest.mark.parametrize("words", ["", "поиск "])
def test_secret_that_is_announced_is_masked(words: str, text: str) -> None:
    assert SECRET not in masking.mask(f"{words}{text}")


TOKEN = "c6dc3ade2ccce6f15110d7e8137832b7b317422bacd8c539d33b9fede6ac4aad"


@pytest.mark.parametrize("text", ["/api/v1/targets/{}/", "/api/v1/targets/?{}", "GET /?search={}&page=2", "agent {}"])
def test_token_for_programs_is_masked_wherever_it_stands(text: str) -> None:
    assert TOKEN not in masking.mask(text.format(TOKEN))


@pytest.mark.parametrize(
    "text",
    [
        "GET /targets/?search=token+ring&page=2",
        "GET /targets/housing-2024/?as_of=2024-01-01",
        "the token expired, the key turned, basic information",
        "GET /following/",
        "GET /following/feed/",
        "100%25 sure, 5% more",
        "https://tracker.example.org/ru/targets/",
        "ratio 1:2 @ noon",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert masking.mask(text) == text


VALUES = {
    "SECRET_KEY": "key-of-this-test-kT9",
    "EMAIL_HOST_PASSWORD": 'mail "pass" kT9',
    "METRICS_TOKEN": "metrics-kT9",
    "READER_KEY": "reader-kT9",
    "TELEGRAM_BOT_TOKEN": "77:telegram-kT9",
    "CELERY_BROKER_URL": "redis://:broker%2BkT9@h/0",
    "ANYMAIL": {"WEBHOOK_SECRET": "name:anymail-kT9", "MAILGUN_WEBHOOK_SIGNING_KEY": "mailgun-kT9"},
    "CACHES": {"default": {"BACKEND": "x", "LOCATION": "redis://user:cache-kT9@h/1"}},
}


def test_passwords_of_the_settings_are_masked_wherever_they_stand(monkeypatch, log) -> None:
    monkeypatch.setattr(masking, "settings", SimpleNamespace(
        configured=True, SECRET_KEY_FALLBACKS=["fallback-kT9"], MFA_KEYS=["second-factor-kT9"], SENTRY_DSN="",
        DATABASES={"default": {"PASSWORD": "database-kT9"}}, **VALUES,
    ))  # fmt: skip
    masking._pattern_of_values.cache_clear()
    try:
        secrets = [
            "key-of-this-test-kT9", "fallback-kT9", "second-factor-kT9", "database-kT9", 'mail "pass" kT9',
            "metrics-kT9", "77:telegram-kT9", "broker+kT9", "broker%2BkT9", "anymail-kT9", "mailgun-kT9", "cache-kT9",
        ]  # fmt: skip
        for secret in secrets:
            logging.getLogger("x").error("refused: %s", secret)
        assert "kT9" not in log()
        assert log().count("refused") == len(secrets)
    finally:
        masking._pattern_of_values.cache_clear()


def test_masked_line_for_machines_is_json_still(monkeypatch) -> None:
    written, handler = io.StringIO(), logging.StreamHandler()
    handler.setStream(written)
    handler.setFormatter(formatter(machine=True))
    monkeypatch.setattr(logging.getLogger(), "handlers", [handler])
    logging.getLogger("x").warning("%s", {"Cookie": SECRET, "x": f"/following/feed/{SECRET}"}, extra={"a": 1})
    logging.getLogger("x").warning('Authorization: "%s"', SECRET)
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert len(lines) == 2
    assert SECRET not in written.getvalue()


# --- The other logs --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", addresses())
def test_gunicorns_logs_have_no_secret(address: str, tmp_path: Path) -> None:
    config = Config()
    for name in ("accesslog", "errorlog"):
        config.set(name, str(tmp_path / name))
    config.set("access_log_format", '%(h)s "%(r)s" %(U)s %(q)s "%(f)s" "%({Authorization}i)s"')
    log = MaskedLogger(config)
    hidden = address.replace("o", "%6F", 1)
    environ = {
        "REQUEST_METHOD": "GET", "RAW_URI": hidden, "SERVER_PROTOCOL": "HTTP/1.1", "PATH_INFO": address,
        "QUERY_STRING": f"key={SECRET}", "HTTP_REFERER": f"https://tracker.example.org{address}",
        "REMOTE_ADDR": "203.0.113.7",
    }  # fmt: skip
    request = SimpleNamespace(headers=[("AUTHORIZATION", f"Token {SECRET}")])
    response = SimpleNamespace(status="200 OK", sent=1, headers=[])
    log.access(response, request, environ, SimpleNamespace(seconds=0, microseconds=1, days=0))
    try:
        raise ValueError(address)
    except ValueError:
        log.exception("Error handling request %s", hidden)
    for write in (log.access_log, log.error_log):
        for handler in write.handlers:
            handler.close()
    written = (tmp_path / "accesslog").read_text() + (tmp_path / "errorlog").read_text()
    assert "203.0.113.7" in written
    assert "ValueError" in written
    assert SECRET not in written


def test_gunicorn_is_told_to_mask_however_it_is_started() -> None:
    assert 'logger_class = "tracker.gunicorn_log.MaskedLogger"' in (ROOT / "gunicorn.conf.py").read_text()


def test_nothing_secret_goes_to_sentry() -> None:
    sent = []

    class Transport(sentry_sdk.Transport):
        def capture_envelope(self, envelope) -> None:
            sent.append(envelope)

    given = {"dsn": "https://k@example.invalid/1", "default_integrations": False, "auto_enabling_integrations": False}
    client = sentry_sdk.Client(transport=Transport, **given, **sentry.OPTIONS)
    scope = sentry_sdk.Scope(client=client)
    scope.add_breadcrumb(category="httplib", data={"url": f"https://api.telegram.org/bot1:{SECRET}/sendMessage"})
    hidden_in_a_frame = SECRET.upper()
    try:
        raise RuntimeError(f"/following/unsubscribe/{SECRET}/ {len(hidden_in_a_frame)}")
    except RuntimeError as error:
        event, hint = event_from_exception(error, client_options=client.options)
        client.capture_event(event, hint, scope)
    client.flush()
    written = b"".join(envelope.serialize() for envelope in sent).decode()
    assert "RuntimeError" in written
    assert "sendMessage" in written
    assert SECRET not in written
    assert SECRET.upper() not in written
