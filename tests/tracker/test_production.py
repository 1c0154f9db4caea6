"""What an operator forgets, and what a stranger then gets to see: nothing."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from django.test import RequestFactory
from django.views.debug import technical_500_response

from tests.launched import free_port
from tests.tracker.test_settings import example, refusal, run, shipped
from tracker import local

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[2]
SECRETS = {
    "SECRET_KEY": "R4nd0m-and-l0ng-enough-to-be-nobody-elses-key-ever-1234567",
    "DATABASE_URL": "postgres://tracker:database-pass-9@127.0.0.1:5432/tracker",
    "CELERY_BROKER_URL": "redis://:broker-pass-9@127.0.0.1:6379/0",
    "CACHE_URL": "redis://:cache-pass-9@127.0.0.1:6379/1",
    "EMAIL_URL": "smtp+tls://user:mail-pass-9@mail.example.org:587",
    "METRICS_TOKEN": "metrics-pass-9-metrics",
    "ANYMAIL_WEBHOOK_SECRET": "name:anymail-pass-9",
    "TELEGRAM_BOT_TOKEN": "12345:telegram-pass-9",
    "TELEGRAM_BOT_NAME": "bot",
}
PASSWORD = re.compile(r"pass-9|R4nd0m")
# An unknown host, and a view that fails with what a driver had in hand, as a stranger meets them.
ATTACK = """
import sys, json, django
from django.conf import settings
from django.test import Client
from django.urls import path
django.setup()
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
def fail(request):
    url, broker = settings.CACHES["default"]["LOCATION"], settings.CELERY_BROKER_URL
    raise RuntimeError(f"cannot connect to {url}")
from tracker import urls
urls.urlpatterns.insert(0, path("fail/", fail))
client = Client(raise_request_exception=False)
paths = ("/fail/", "/no/such/page/")
answers = [client.get(path, HTTP_HOST=host, secure=True) for host in sys.argv[1:] for path in paths]
print(json.dumps([[answer.status_code, answer.content.decode()] for answer in answers]))
"""


def attacked(python: str, *hosts: str, **variables: str) -> tuple[list[tuple[int, str]], str]:
    done = run(python, "-c", ATTACK, *hosts, DJANGO_SETTINGS_MODULE="tracker.settings", **variables)
    assert done.returncode == 0, done.stderr
    return [tuple(answer) for answer in json.loads(done.stdout.splitlines()[-1])], done.stderr


def test_forgotten_debug_is_off(python: str, tmp_path: Path) -> None:
    environment = {**example(), **SECRETS, "TRACKER_DATA": str(tmp_path)}
    del environment["DEBUG"]
    words = run(python, "-c", "from tracker import settings; print(settings.DEBUG)", **environment)
    assert words.stdout == "False\n", words.stderr


def test_unknown_host_learns_nothing_when_debug_was_forgotten(python: str, tmp_path: Path) -> None:
    environment = {**example(), **SECRETS, "TRACKER_DATA": str(tmp_path), "DATABASE_URL": "sqlite://"}
    del environment["DEBUG"]
    environment["DATABASE_URL"] = f"sqlite:///{tmp_path / 'none.sqlite3'}"
    answers, log = attacked(python, "evil.example.net", **environment)
    assert {status for status, _page in answers} == {400}
    assert not PASSWORD.search("".join(page for _status, page in answers))
    assert "Traceback" not in "".join(page for _status, page in answers)
    assert not PASSWORD.search(log)


def test_redirect_to_https_leads_to_the_one_name(python: str, tmp_path: Path) -> None:
    script = (
        "import django; django.setup()\n"
        "from django.test import Client\n"
        "print(Client().get('/targets/', HTTP_HOST='127.0.0.1')['Location'])"
    )
    environment = {**example(), "TRACKER_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "tracker.settings"}
    words = run(python, "-c", script, **environment)
    assert words.stdout == "https://tracker.example.org/targets/\n", words.stderr


def test_technical_pages_show_no_settings_and_no_passwords(python: str, tmp_path: Path) -> None:
    """With DEBUG asked for: the page of an error is the developer's, but it is pasted into chats and tickets."""
    local_ones = {"DEBUG": "1", "TRACKER_DATA": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path / 'none.sqlite3'}"}
    answers, log = attacked(python, "evil.example.net", "localhost", **{**SECRETS, **local_ones})
    pages = "".join(page for _status, page in answers)
    assert [status for status, _page in answers][:3] == [400, 400, 500]
    assert "DisallowedHost" in pages
    assert "RuntimeError" in pages
    assert "cannot connect to redis" in pages
    assert not PASSWORD.search(pages)
    assert "EMAIL_HOST" not in pages
    assert not PASSWORD.search(log)


IN_THE_REQUEST = {"environment": "pw-in-env", "session": "session-of-somebody", "token": "abcdefgh1234567890"}


@pytest.mark.django_db
def test_technical_page_shows_no_environment_of_the_server(settings) -> None:
    settings.DEBUG = True
    environment = {"EMAIL_URL": f"smtp://u:{IN_THE_REQUEST['environment']}@h"}
    request = RequestFactory().get("/", HTTP_AUTHORIZATION=f"Token {IN_THE_REQUEST['token']}", **environment)
    request.COOKIES["sessionid"] = IN_THE_REQUEST["session"]
    try:
        raise ValueError("it failed")
    except ValueError as error:
        page = technical_500_response(request, type(error), error, error.__traceback__).content.decode()
    assert "it failed" in page
    assert [secret for secret in IN_THE_REQUEST.values() if secret in page] == []


# --- What is refused at the start ------------------------------------------------------------------------------------

GOOD = SECRETS["SECRET_KEY"]
REFUSED = [
    ({"SECRET_KEY": shipped()["SECRET_KEY"]}, "SECRET_KEY is the placeholder"),
    ({"SECRET_KEY": "django-insecure-" + "kX9vLq27Zp" * 6}, "SECRET_KEY is the placeholder"),
    ({"SECRET_KEY": "insecure-development-key-for-one-machine-only-and-longer"}, "SECRET_KEY is the placeholder"),
    ({"SECRET_KEY": "short"}, "SECRET_KEY has 5 characters, fewer than 50"),
    ({"SECRET_KEY": GOOD[:49]}, "SECRET_KEY has 49 characters"),
    ({"SECRET_KEY": "a" * 64}, "SECRET_KEY repeats itself"),
    ({"SECRET_KEY": "correct-horse" * 5}, "SECRET_KEY repeats itself"),
    ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS has '*', which stands for every name"),
    ({"ALLOWED_HOSTS": "tracker.example.org, *"}, "ALLOWED_HOSTS has '*'"),
    ({"ALLOWED_HOSTS": "*.example.org"}, "ALLOWED_HOSTS has '*.example.org'"),
    ({"ALLOWED_HOSTS": "."}, "ALLOWED_HOSTS has '.'"),
    ({"ALLOWED_HOSTS": ".org"}, "ALLOWED_HOSTS has '.org'"),
    ({"ALLOWED_HOSTS": "https://tracker.example.org"}, "is no name of a host"),
    ({"DEBUG": "1"}, "DEBUG is 1 beside the address tracker.example.org"),
    ({"DEBUG": "1", "ALLOWED_HOSTS": "localhost"}, "DEBUG is 1 beside the address tracker.example.org"),
    ({"DEBUG": "1", "SITE_URL": "http://localhost"}, "DEBUG is 1 beside the address tracker.example.org"),
    ({"DEBUG": "1", "ALLOWED_HOSTS": "*", "SITE_URL": ""}, "DEBUG is 1 beside the address *"),
    ({"DEBUG": "1", "ALLOWED_HOSTS": "192.0.2.7", "SITE_URL": ""}, "DEBUG is 1 beside the address 192.0.2.7"),
    ({"ALLOWED_HOSTS": "tracker.example.org:443"}, "ALLOWED_HOSTS has 'tracker.example.org:443', which has a port"),
    ({"ALLOWED_HOSTS": "other.example.org"}, "SITE_URL leads to tracker.example.org, which is not in ALLOWED_HOSTS"),
    ({"ALLOWED_HOSTS": ","}, "SITE_URL leads to tracker.example.org, which is not in ALLOWED_HOSTS"),
    ({"SITE_URL": "tracker.example.org"}, "SITE_URL is 'tracker.example.org': set it to https://"),
    ({"SITE_URL": "https://"}, "SITE_URL is 'https:': set it to https://"),
    ({"SITE_URL": "https://tracker.example.org/below"}, "and nothing after it"),
    ({"SITE_URL": "https://tracker.example.org?x=1"}, "and nothing after it"),
    ({"SITE_URL": "https://tracker.example.org:abc"}, "SITE_URL is 'https://tracker.example.org:abc'"),
    ({"SITE_URL": "https://user:word@tracker.example.org"}, "SITE_URL is "),
    ({"SITE_URL": "https://tracker.example.org, https://b.example.org"}, "SITE_URL is "),
    ({"SECRET_KEY_FALLBACKS": f"{GOOD},insecure-one"}, "SECRET_KEY_FALLBACKS, key 2, is the placeholder"),
    ({"SECRET_KEY_FALLBACKS": "short"}, "SECRET_KEY_FALLBACKS, key 1, has 5 characters"),
    ({"TRUSTED_PROXIES": "one"}, "TRUSTED_PROXIES is 'one': set it to a whole number from 0 to 9"),
    ({"TRUSTED_PROXIES": "-1"}, "TRUSTED_PROXIES is '-1'"),
    ({"API_PER_MINUTE": "many"}, "API_PER_MINUTE is 'many'"),
    ({"SEARCHES_PER_MINUTE": "-5"}, "SEARCHES_PER_MINUTE is '-5'"),
    ({"LOG_LEVEL": "loud"}, "LOG_LEVEL is 'LOUD': set it to DEBUG, INFO"),
    ({"SENTRY_DSN": "https://sentry.example.org"}, "SENTRY_DSN cannot be read"),
    ({"MAIL_FROM": "nobody"}, "MAIL_FROM is 'nobody': give one mail address"),
    ({"MAIL_FROM": "a@example.org\nBcc: b@example.org"}, "MAIL_FROM is 'a@example.org"),
    ({"DEBUG": ""  , "SECRET_KEY": ""}, "SECRET_KEY is not set and DEBUG is 0"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "words"), REFUSED)
def test_server_does_not_start_with(given: dict[str, str], words: str) -> None:
    assert words in refusal(**{**example(), **given})


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"ALLOWED_HOSTS": ".example.org"},
        {"SITE_URL": "https://[2001:db8::1]:8443", "ALLOWED_HOSTS": "[2001:db8::1]"},
        {"SECRET_KEY": GOOD},
    ],
)
def test_server_starts_with(python: str, given: dict[str, str]) -> None:
    loaded = run(python, "-c", "import tracker.settings", **{**example(), **given})
    assert loaded.returncode == 0, loaded.stderr


def test_launcher_needs_nothing_but_python(python: str) -> None:
    """The launcher makes the virtual environment, because a fresh clone has none."""
    loaded = subprocess.run(
        [python, "-S", "-c", "import tracker.launcher.__main__"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert loaded.returncode == 0, loaded.stderr


@pytest.mark.parametrize(
    "name", ["127.0.0.1", "127.0.0.2", "localhost", "LOCALHOST.", "[::1]", "::1", "0.0.0.0", "x.localhost", ""]
)
def test_this_machine_is_local(name: str) -> None:
    assert local.is_local(name)


@pytest.mark.parametrize("name", ["10.0.0.1", "tracker.example.org", "localhost.example.org", "::ffff:10.0.0.1", "*"])
def test_everything_else_is_not(name: str) -> None:
    assert not local.is_local(name)


@pytest.mark.parametrize(
    "program",
    [
        ["manage.py", "migrate"],
        ["manage.py", "check"],
        ["-m", "gunicorn", "tracker.wsgi:application"],
        ["-m", "celery", "-A", "tracker", "worker"],
        ["-m", "celery", "-A", "tracker", "beat"],
    ],
    ids=lambda words: " ".join(words[-2:]),
)
def test_every_program_says_it_in_one_line_and_ends(python: str, program: list[str], tmp_path: Path) -> None:
    environment = {**shipped(), "TRACKER_DATA": str(tmp_path), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    if "gunicorn" in program:
        program = [*program, "--bind", f"127.0.0.1:{free_port()}", "--no-control-socket"]
    done = subprocess.run(
        [python, *program], cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode != 0
    message = done.stdout + done.stderr
    assert "Traceback" not in message
    assert message.count("The tracker does not start: SECRET_KEY is the placeholder") == 1, message


# --- Beside make run -------------------------------------------------------------------------------------------------


def test_command_beside_make_run_knows_what_the_launcher_wrote_down(python: str, tmp_path: Path) -> None:
    local.keep(tmp_path, {"DEBUG": "1", "SECRET_KEY": "x" * 60, "SITE_URL": "http://127.0.0.1:8123"})
    assert oct((tmp_path / local.FILE).stat().st_mode)[-3:] == "600"
    shell = ["manage.py", "shell", "-v", "0", "-c", "from django.conf import settings as s; print(s.DEBUG, s.SITE_URL)"]
    words = run(python, *shell, TRACKER_DATA=str(tmp_path))
    assert words.stdout == "True http://127.0.0.1:8123\n", words.stderr


def test_server_takes_nothing_from_a_data_folder_of_make_run(python: str, tmp_path: Path) -> None:
    local.keep(tmp_path, {"DEBUG": "1", "SECRET_KEY": "x" * 60, "SITE_URL": "http://127.0.0.1:8123"})
    environment = {**example(), "TRACKER_DATA": str(tmp_path)}
    del environment["DEBUG"]
    shell = ["manage.py", "shell", "-v", "0", "-c", "from django.conf import settings as s; print(s.DEBUG, s.SITE_URL)"]
    words = run(python, *shell, **environment)
    assert words.stdout == "False https://tracker.example.org\n", words.stderr


@pytest.mark.parametrize(
    "given",
    [
        {"SECRET_KEY": "x"},
        {"ALLOWED_HOSTS": "tracker.example.org"},
        {"SITE_URL": "https://tracker.example.org"},
        {"SITE_URL": "https://[2001:db8::1]:8443/"},
    ],
)
def test_any_sign_of_a_server_is_enough(given: dict[str, str], tmp_path: Path) -> None:
    local.keep(tmp_path, {"DEBUG": "1", "SECRET_KEY": "x" * 60, "SITE_URL": "http://127.0.0.1:8123"})
    environment = {**given, "TRACKER_DATA": str(tmp_path)}
    local.adopt(environment)
    assert "DEBUG" not in environment


def test_what_is_asked_for_beside_make_run_stays(tmp_path: Path) -> None:
    local.keep(tmp_path, {"DEBUG": "1", "SECRET_KEY": "x" * 60, "SITE_URL": "http://127.0.0.1:8123"})
    environment = {"TRACKER_DATA": str(tmp_path), "DEBUG": "0", "SITE_URL": "http://[::1]:9000"}
    local.adopt(environment)
    assert (environment["DEBUG"], environment["SITE_URL"]) == ("0", "http://[::1]:9000")


def test_fresh_clone_says_what_to_do(python: str, tmp_path: Path) -> None:
    words = run(python, "manage.py", "assess", TRACKER_DATA=str(tmp_path))
    assert words.returncode == 1
    assert len(words.stderr.splitlines()) == 1
    assert "On this machine alone: make run, or DEBUG=1." in words.stderr
