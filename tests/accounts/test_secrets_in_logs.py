"""Planted secrets are in no log, though each door is used, rightly and wrongly, and each line at DEBUG is written."""

from __future__ import annotations

import inspect
import io
import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.actions.web_hooks import add_hook
from accounts.delivery.telegram_chats import link_chat, offer_code
from accounts.models import DigestPreferences, PrivateAddress, WebHook
from accounts.notices.digests.sweep import sweep_mail, sweep_other_channels
from projects.http.second_reader import read_again
from tests.accounts.logging_in import log_in, log_in_again, send_code, somebody, with_factor
from tracker import addresses, logs, masking, services
from tracker.celery import app

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ROOT = Path(__file__).resolve().parents[2]
DUE = datetime(2024, 7, 8, 3, tzinfo=UTC)
CANARY = "Canary-kT9-sings"
TOKEN = re.compile(r"<code>([0-9a-f]{64})</code>")


@pytest.fixture(params=[True, False], ids=["json", "words"])
def output(request, monkeypatch, settings) -> Callable[[], str]:
    """All that was logged so far with LOG_LEVEL=DEBUG, statements of the database included where they are."""
    written, handler = io.StringIO(), logging.StreamHandler()
    handler.setStream(written)
    handler.setFormatter(logs.formatter(machine=request.param))
    monkeypatch.setattr(logging.getLogger(), "handlers", [handler])
    monkeypatch.setattr(logging.getLogger(), "level", logging.DEBUG)
    for name, values in logs.configuration("DEBUG", machine=request.param)["loggers"].items():
        monkeypatch.setattr(logging.getLogger(name), "level", getattr(logging, values["level"]))
    logging.getLogger("django").manager._clear_cache()  # of what is enabled
    connection.force_debug_cursor = True
    masking._pattern_of_values.cache_clear()
    yield written.getvalue
    connection.force_debug_cursor = False
    logging.getLogger("django").manager._clear_cache()
    masking._pattern_of_values.cache_clear()


def test_log_in_leaves_no_password_no_code_and_no_session(output) -> None:
    person = somebody()
    factor = with_factor(person)
    client = Client()
    log_in(client, person, f"{CANARY}-wrong")
    log_in(client, person)
    client.post("/accounts/2fa/authenticate/", {"code": CANARY})
    send_code(client, "/accounts/2fa/authenticate/", factor)
    Client().get("/following/", headers={"cookie": f"sessionid={CANARY}"})
    session = client.cookies["sessionid"].value
    assert len(session) > 20
    assert "request_finished" in output()
    person.refresh_from_db()
    for secret in (CANARY, session, factor, person.password, "a-long-enough-secret"):
        assert secret not in output(), secret


def test_password_reset_leaves_neither_key_nor_new_password(output, mailoutbox) -> None:
    person = somebody()
    client = Client()
    client.post("/accounts/password/reset/", {"email": person.email})
    (mail,) = mailoutbox
    path, key = re.search(r"https?://[^/]+(\S*/password/reset/key/([^/\s]+)/)", str(mail.body)).groups()
    page = client.get(path, follow=True)
    new = f"{CANARY}-new-and-long"
    client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
    person.refresh_from_db()
    assert person.check_password(new)
    assert key not in output()
    assert CANARY not in output()


def test_tokens_and_private_addresses_leave_nothing(output) -> None:
    person = somebody(role="editor")
    client = Client()
    log_in_again(client, person)
    answer = client.post("/en/accounts/tokens/", {"do": "make", "name": "Sheet", "days": "90"})
    token = TOKEN.search(answer.content.decode())[1]
    for given in (f"Token {token}", f"Bearer {token}", token, f"Token {CANARY}{CANARY}"):
        Client().get(f"/api/v1/follows/?token={token}", headers={"authorization": given})
    client.post(reverse("following-channels"), {"do": "draw-address"})
    private = PrivateAddress.objects.get(user=person).secret
    for ending in (f"feed/{private}.atom", f"calendar/{private}.ics"):
        assert Client().get(f"/following/{ending}").status_code == 200
    assert output().count("request_finished") >= 7
    for secret in (token, private, CANARY):
        assert secret not in output(), secret


def test_web_hook_and_telegram_that_fail_leave_no_secret(output, follower, desk, receiver, postbox, settings) -> None:
    person = follower(desk.promise("late", deadline=date(2024, 6, 30)), email="aigul@example.org")
    DigestPreferences.objects.filter(user=person).update(due_at=DUE)
    settings.TELEGRAM_BOT_TOKEN, settings.TELEGRAM_BOT_NAME = f"77:{CANARY}", "promise_bot"
    settings.TELEGRAM_API = "http://127.0.0.1:9"
    masking._pattern_of_values.cache_clear()
    link_chat(code=offer_code(by=person, at=DUE).code, chat_id=77, at=DUE)
    hook = add_hook(by=person, url=f"{receiver.url}/{CANARY}", at=DUE)
    receiver.answers = [(500, {"body": {"error": CANARY}})]
    sweep_mail(lambda: DUE)
    sweep_other_channels(lambda: DUE)
    assert receiver.taken, "the hook was never asked"
    assert WebHook.objects.get().secret not in output()
    assert hook.secret not in output()
    assert CANARY not in output()


def test_second_reader_that_is_away_leaves_no_key(output, settings) -> None:
    settings.READER_URL, settings.READER_KEY = "http://127.0.0.1:9/v1/chat/completions", f"sk-{CANARY}"
    masking._pattern_of_values.cache_clear()
    assert read_again("Kent built 1,200 homes in 2024.", "en", None, within=5).failure
    assert "The second reader failed" in output()
    assert CANARY not in output()


def test_traceback_has_no_values_of_variables(output) -> None:
    hidden = "".join(reversed(CANARY))
    try:
        int(f"{hidden and ''}x")
    except ValueError:
        logging.getLogger("accounts").exception("It fails")
    assert "ValueError" in output()
    assert hidden not in output()


def test_tasks_are_called_with_ids_and_switches_alone() -> None:
    """Celery writes what a task is called with at DEBUG, and brokers keep it: nobody's secret may be among it."""
    app.loader.import_default_modules()
    ours = {name: task for name, task in app.tasks.items() if name.startswith(("accounts.", "projects."))}
    given = {(name, parameter) for name, task in ours.items() for parameter in inspect.signature(task.run).parameters}
    assert len(ours) > 10
    assert given == {
        ("accounts.tasks.deliver_other_channels", "channel"),
        ("accounts.tasks.deliver_other_channels", "helps"),
        ("projects.tasks.ask_second_reader", "article_id"),
        ("projects.tasks.ask_second_reader", "slot"),
        ("projects.tasks.judge_planned", "wake"),
    }


READERS = {
    "DATABASE_URL": addresses.database,
    "CACHE_URL": addresses.cache,
    "CELERY_BROKER_URL": lambda url: addresses.broker(url, Path("/tmp")),
    "EMAIL_URL": addresses.email,
    "READER_URL": services.reader,
    "ARCHIVE_URL": services.archive,
}


@pytest.mark.parametrize("variable", READERS)
@pytest.mark.parametrize(
    "url",
    [
        f"nonsense://tracker:{CANARY}@host/x", f"redis://:{CANARY}/1@host:6379/0", f"postgres://tracker:{CANARY}@host",
        f"postgres://tracker:{CANARY}/x@host/tracker", f"postgres://tracker:{CANARY}#x@host/tracker",
        f"smtp+tls://user:{CANARY}?x@mail.example.org", f"https://[{CANARY}@host/x", f"tracker:{CANARY}",
        f"smtp+tls://user:{CANARY}@:587", f"redis://tracker:{CANARY}@host:port/0",
    ],
)  # fmt: skip
def test_address_that_is_refused_is_refused_without_its_password(variable: str, url: str) -> None:
    refusal = refusal_of(READERS[variable], url)
    assert refusal is None or (variable in str(refusal) and CANARY not in str(refusal))
    assert refusal is None or refusal.__cause__ is None, "a traceback would tell the cause"


def refusal_of(reader: Callable[[str], object], url: str) -> Exception | None:
    try:
        reader(url)
    except ImproperlyConfigured as refusal:
        return refusal
    return None


def test_database_that_is_away_leaves_no_password(output) -> None:
    try:
        psycopg.connect(f"postgres://tracker:{CANARY}@127.0.0.1:9/tracker?connect_timeout=2")
    except psycopg.OperationalError:
        logging.getLogger("django").exception("The database is away")
    assert "OperationalError" in output()
    assert CANARY not in output()


@pytest.mark.parametrize("variable", ["DATABASE_URL", "DATABASE_URL_FILE"])
def test_start_that_is_refused_leaves_no_password(tmp_path: Path, variable: str) -> None:
    url = f"postgres://tracker:{CANARY}/x@127.0.0.1/tracker"
    (tmp_path / "url").write_text(url)
    environment = {
        "PATH": os.environ["PATH"], "TRACKER_DATA": str(tmp_path), "DEBUG": "1", "LOG_LEVEL": "DEBUG",
        variable: str(tmp_path / "url") if variable.endswith("_FILE") else url,
    }  # fmt: skip
    command = [sys.executable, "manage.py", "migrate", "--traceback"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert "write / as %2F" in done.stderr
    assert CANARY not in done.stdout + done.stderr


def test_every_setting_that_is_called_a_secret_is_masked() -> None:
    """A new variable that holds a secret is masked, or is named here as none."""
    called = re.compile(r"^[A-Z_]*(?:_KEYS?|_TOKEN|_PASSWORD|_DSN|_SECRET)$")
    written = (ROOT / "tracker/settings.py").read_text()
    names = {
        name for name in re.findall(r"^([A-Z_]+)(?:, [A-Z_]+)* =|^[A-Z_]+, ([A-Z_]+) =", written, re.M) for name in name
    }
    secret = {name for name in names if called.match(name)} - {"KEPT_KEY"}
    assert {"SECRET_KEY", "READER_KEY", "METRICS_TOKEN", "MFA_KEYS", "SENTRY_DSN"} <= secret
    in_mask = inspect.getsource(masking._values)
    assert [name for name in secret if f"settings.{name}" not in in_mask] == []
