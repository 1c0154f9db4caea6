"""The environment: what is missing is asked for, what is given is checked, the shipped example is clean."""

from __future__ import annotations

import os
import re
import runpy
import secrets
import shlex
import subprocess
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.exceptions import ImproperlyConfigured

from tracker.variables import NAMES

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLE = ROOT / "deploy" / "environment.example"


def shipped() -> dict[str, str]:
    """The example as it is shipped, with a placeholder for its key."""
    lines = [line for line in EXAMPLE.read_text().splitlines() if line and not line.startswith("#")]
    return {name: "".join(shlex.split(value)) for name, _, value in (line.partition("=") for line in lines)}


def example() -> dict[str, str]:
    """The example as an operator fills it in: with a key of their own."""
    return {**shipped(), "SECRET_KEY": secrets.token_urlsafe(50)}


def run(python: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": "/usr/bin:/bin", **variables}
    return subprocess.run([python, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def refusal(**variables: str) -> str:
    """What the settings say when they do not load; a whole program that ends with it is tried in test_production."""
    alone = patch.dict(os.environ, {"PATH": "/usr/bin:/bin", **variables}, clear=True)
    with alone, pytest.raises(ImproperlyConfigured) as refused:
        runpy.run_path(str(ROOT / "tracker" / "settings.py"))
    return str(refused.value)


def test_example_environment_is_clean(python: str, tmp_path: Path) -> None:
    environment = {**example(), "TRACKER_DATA": str(tmp_path)}
    checked = run(python, "manage.py", "check", "--deploy", "--fail-level", "INFO", **environment)
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize(
    "missing", ["SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "DATABASE_URL", "EMAIL_URL", "MAIL_FROM"]
)
def test_missing_variable_is_asked_for(missing: str) -> None:
    assert f"{missing} is not set and DEBUG is 0" in refusal(**{**example(), missing: ""})


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"DEBUG": "false"}, "DEBUG is 'false': set DEBUG=1 (on) or DEBUG=0 (off)"),
        ({"SITE_URL": "http://tracker.example.org"}, "use an https:// address"),
        ({"WEB_HOOK_NETWORKS": "10.0.0.0/8, intranet"}, "WEB_HOOK_NETWORKS has 'intranet', which is no network"),
        ({"WEB_HOOK_NETWORKS": "10.0.0.5/8"}, "WEB_HOOK_NETWORKS has '10.0.0.5/8', which is no network"),
        ({"LANGUAGE_FOLDERS": "/nowhere/languages"}, "LANGUAGE_FOLDERS names /nowhere/languages, which is no folder"),
        ({"ALERT_DELAY_MINUTES": "ten"}, "ALERT_DELAY_MINUTES is 'ten': set it to a whole number from 0 to 1440"),
    ],
)
def test_doubtful_variable_is_refused(given: dict[str, str], words: str) -> None:
    assert words in refusal(**{**example(), **given})


def test_example_explains_every_variable_the_settings_read() -> None:
    source = (ROOT / "tracker/settings.py").read_text()
    read = set(re.findall(r'(?:required|switch|whole_number|time_zone|folders|environ\.get)\(\s*"([A-Z_]+)"', source))
    for names in re.findall(r"texts\(([^)]*)\)", source):
        read |= {f"{name}{lang}" for name in re.findall(r'"([A-Z_]+)"', names) for lang in ("", "_RU", "_KK")}
    assert read <= set(example())
    assert set(example()) - read == {"WEB_CONCURRENCY"}  # gunicorn's own


def test_every_variable_may_be_given_as_a_file() -> None:
    assert set(NAMES) == set(example()) - {"WEB_CONCURRENCY"}


def test_settings_load_from_files(tmp_path: Path) -> None:
    given = {**example(), "MFA_KEYS": "", "HEARTBEAT_FOLDER": str(tmp_path)}
    for name in ("SECRET_KEY", "DATABASE_URL", "EMAIL_URL", "METRICS_TOKEN"):
        (tmp_path / name).write_text(f"{given[name] or 'a-token'}\n")
        given |= {name: "", f"{name}_FILE": str(tmp_path / name)}
    with patch.dict(os.environ, {"PATH": "/usr/bin:/bin", **given}, clear=True):
        loaded = runpy.run_path(str(ROOT / "tracker" / "settings.py"))
        assert "SECRET_KEY_FILE" not in os.environ, "a process that it starts would be given both"
    assert loaded["SECRET_KEY"] == (tmp_path / "SECRET_KEY").read_text().strip()
    assert loaded["METRICS_TOKEN"] == "a-token"
    assert loaded["DATABASES"]["default"]["PASSWORD"] == "password"
    assert loaded["HEARTBEAT_FOLDER"] == tmp_path


def test_secret_of_a_file_that_is_missing_is_one_line() -> None:
    words = refusal(**{**example(), "SECRET_KEY": "", "SECRET_KEY_FILE": "/run/secrets/none"})
    assert words.startswith(
        "SECRET_KEY_FILE names /run/secrets/none, which cannot be read (No such file or directory): "
    )
    assert "\n" not in words
