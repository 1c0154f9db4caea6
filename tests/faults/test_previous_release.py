"""The previous release runs on the tables of this one: while an update goes on, both serve the same database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import servers
from tests.expand_contract import previous
from tests.launched import ROOT

pytestmark = pytest.mark.fault
PASSWORD = "a heron walks slowly at dawn"
FILL = f"""
from tests.factories import OutcomeFactory, TargetFactory, UserFactory
from datetime import date
UserFactory(email="editor@example.org", editor=True)
UserFactory(email="watcher@example.org", password={PASSWORD!r})
for number in range(3):
    target = TargetFactory(id=f"target-of-{{number}}", deadline=date(2030, 12, 31))
    OutcomeFactory(indicator=target.indicator, id=f"outcome-of-{{number}}")
"""
# Runs in the tree of the previous release: every request goes through its whole web application.
VISIT = """
import json, sys
import django
django.setup()
from io import StringIO
from django.core.management import call_command
from django.test import Client
from accounts.models import User
from projects.models import Outcome, Source, Target
from tracker.celery import app

password, answers = sys.argv[1], {}
target = Target.objects.order_by("id").first()
reader = Client(raise_request_exception=False)
def note(name, answer, wanted):
    status = answer.status_code
    answers[name] = "well" if status in wanted else f"{status} {answer.content.decode()[:300]}"
for path in ("/", "/targets/", f"/targets/{target.pk}/", "/programmes/", "/changes/", "/corrections/", "/calendar/",
             "/sources/", "/method/", "/data/", "/people/", "/projects/", "/healthz", "/accounts/login/",
             "/api/v1/targets/", f"/api/v1/targets/{target.pk}/", "/api/v1/outcomes/", "/data/lists/targets.csv"):
    note(f"GET {path}", reader.get(path), {200})
note("sign up", reader.post("/accounts/signup/", {"email": "new@example.org", "password1": password,
     "password2": password}), {302})
watcher = Client(raise_request_exception=False)
note("log in", watcher.post("/accounts/login/", {"login": "watcher@example.org", "password": password}), {302})
# The rest does not hang on a log-in that a newer release may have made stricter.
watcher.force_login(User.objects.get(email="watcher@example.org"), backend="django.contrib.auth.backends.ModelBackend")
note("follow", watcher.post("/following/toggle/", {"kind": "target", "id": target.pk}), {200, 302})
note("what is followed", watcher.get("/following/", follow=True), {200})
printed = StringIO()
call_command("make_token", "editor@example.org", "--may-publish", stdout=printed)
headers = {"authorization": f"Token {printed.getvalue().strip().splitlines()[-1]}"}
row = {"id": "written-by-the-old-one", "indicator": target.indicator_id, "basis": "absolute", "qualifier": "exactly",
       "value": "12", "period_start": "2024-07-01", "period_end": "2024-09-30", "final": True,
       "source": Source.objects.order_by("id").first().pk, "locator": "p. 1"}
note("API write", Client(raise_request_exception=False).post("/api/v1/outcomes/", json.dumps(row),
     "application/json", headers=headers), {201})
answers["row is there"] = "well" if Outcome.objects.filter(pk="written-by-the-old-one").exists() else "no"
editor = Client(raise_request_exception=False)
editor.force_login(User.objects.get(email="editor@example.org"), backend="django.contrib.auth.backends.ModelBackend")
for path in ("/desk/", "/admin/"):
    note(f"GET {path}", editor.get(path), {200, 302})
for name in sorted({entry["task"] for entry in app.conf.beat_schedule.values()}):
    app.loader.import_default_modules()
    done = app.tasks[name].apply()
    answers[f"task {name}"] = "well" if done.successful() else str(done.result)
print(json.dumps(answers))
"""


@pytest.fixture(scope="module")
def former(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree of the previous release, from git."""
    revision = previous()["revision"]
    folder = tmp_path_factory.mktemp("former")
    archive = subprocess.run(["git", "-C", ROOT, "archive", revision], capture_output=True, check=False)
    if archive.returncode:
        pytest.skip(f"the previous release ({revision}) is not in this clone: git fetch --unshallow --tags")
    subprocess.run(["tar", "--extract", "--directory", folder], input=archive.stdout, check=True)
    return folder


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    try:
        with servers.both() as addresses:
            data = str(tmp_path_factory.mktemp("data"))
            own = {"DEBUG": "1", "TRACKER_DATA": data, "FETCH_PAGES": "0", "EMAIL_URL": "folder://", **addresses}
            yield {**os.environ, **own, "DJANGO_SETTINGS_MODULE": "tracker.settings", "LOG_LEVEL": "ERROR"}
    except servers.NoServer as reason:
        pytest.skip(f"the previous release was not tried: {reason}")


def run(folder: Path, environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{folder}: {arguments[:2]}: {done.stdout[-500:]}{done.stderr[-3000:]}"
    return done.stdout


def test_previous_release_serves_writes_and_sweeps_on_the_new_tables(former: Path, environment: dict[str, str]) -> None:
    run(former, environment, "manage.py", "migrate", "--no-input", "--verbosity", "0")
    run(former, environment, "manage.py", "shell", "--no-imports", "-c", FILL)
    run(former, environment, "manage.py", "refresh_assessments")
    run(former, environment, "manage.py", "collectstatic", "--no-input", "--verbosity", "0")

    run(ROOT, environment, "manage.py", "migrate", "--no-input", "--verbosity", "0")
    answers = json.loads(run(former, environment, "-c", VISIT, PASSWORD).splitlines()[-1])
    assert {name: answer for name, answer in answers.items() if answer != "well"} == {}
    assert sum(name.startswith("task ") for name in answers) > 10

    # And the new code reads what the old one has written meanwhile: the last steps of an update.
    run(ROOT, environment, "manage.py", "refresh_assessments")
    run(ROOT, environment, "manage.py", "refresh_assessments", "--verify")
