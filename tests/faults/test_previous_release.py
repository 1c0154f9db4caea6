"""The previous release runs on the tables of this one: while an update goes on, both serve the same database."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import servers
from tests.deployment.reader import Reader
from tests.expand_contract import previous
from tests.faults.site import Site
from tests.launched import ROOT

pytestmark = pytest.mark.fault
PASSWORD = "a heron walks slowly at dawn"
FILL = f"""
from allauth.account.models import EmailAddress
from tests.factories import OutcomeFactory, TargetFactory, UserFactory
from datetime import date
for person in (UserFactory(email="editor@example.org", password={PASSWORD!r}, editor=True),
               UserFactory(email="watcher@example.org", password={PASSWORD!r})):
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
for number in range(3):
    target = TargetFactory(id=f"target-of-{{number}}", deadline=date(2030, 12, 31))
    OutcomeFactory(indicator=target.indicator, id=f"outcome-of-{{number}}")
"""
PAGES = (
    "/", "/targets/", "/targets/target-of-0/", "/programmes/", "/changes/", "/corrections/", "/calendar/", "/sources/",
    "/method/", "/data/", "/people/", "/projects/", "/healthz", "/accounts/login/", "/api/v1/targets/",
    "/api/v1/targets/target-of-0/", "/api/v1/outcomes/", "/data/lists/targets.csv",
)  # fmt: skip
TASKS = """
import json
import django
django.setup()
from tracker.celery import app
app.loader.import_default_modules()
answers = {}
for name in sorted({entry["task"] for entry in app.conf.beat_schedule.values()}):
    done = app.tasks[name].apply()
    answers[name] = "well" if done.successful() else str(done.result)
print(json.dumps(answers))
"""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The code of the previous release, from git."""
    revision = previous()["revision"]
    folder = tmp_path_factory.mktemp("former")
    archive = subprocess.run(["git", "-C", ROOT, "archive", revision], capture_output=True, check=False)
    if archive.returncode:
        pytest.skip(f"the previous release ({revision}) is not in this clone: git fetch --unshallow --tags")
    subprocess.run(["tar", "--extract", "--directory", folder], input=archive.stdout, check=True)
    return folder


@pytest.fixture(scope="module")
def former(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The previous release on its own tables, with three targets."""
    try:
        with servers.both() as addresses:
            site = Site(tmp_path_factory.mktemp("site"), tree, FETCH_PAGES="0", **addresses)
            prepare(site)
            site.manage("shell", "--no-imports", "-c", FILL)
            site.manage("refresh_assessments")
            yield site
    except servers.NoServer as reason:
        pytest.skip(f"the previous release was not tried: {reason}")


def prepare(site: Site) -> None:
    """What its unit, or tracker-prepare, does before web starts."""
    site.manage("migrate", "--no-input", "--verbosity", "0")
    site.manage("refresh_assessments", "--outdated")
    site.manage("collectstatic", "--no-input", "--verbosity", "0")


def test_previous_release_serves_writes_and_sweeps_on_the_new_tables(former: Site, tmp_path: Path) -> None:
    today = Site(tmp_path)
    today.environment = former.environment
    with former.served():
        watcher = logged_in(former, "watcher@example.org")
        prepare(today)
        # The processes of before, with their connections and what they remember; the log-in of before holds.
        assert watcher.ask("/following/")[0] == 200
        visit(former, "before", "target-of-1")
    # As when its unit starts anew meanwhile.
    prepare(former)
    with former.served():
        visit(former, "anew", "target-of-2")
    assert "Traceback" not in former.log.read_text()

    answers = json.loads(run_tasks(former))
    assert {name: answer for name, answer in answers.items() if answer != "well"} == {}
    assert len(answers) > 10

    # And the new code reads what the old one has written meanwhile: the last steps of an update.
    prepare(today)
    today.manage("refresh_assessments")
    today.manage("refresh_assessments", "--verify")
    with today.served():
        assert today.ask("/api/v1/outcomes/written-before/").status == 200
        page = logged_in(today, "watcher@example.org").ask("/following/")[2]
        assert "/targets/target-of-1/" in page
        assert "/targets/target-of-2/" in page


def logged_in(site: Site, email: str) -> Reader:
    reader = Reader("127.0.0.1", site.port, "http")
    form = reader.form("/accounts/login/", "/accounts/login/")
    status, place, text = reader.ask("/accounts/login/", {**form.fields, "login": email, "password": PASSWORD})
    assert (status, place) == (302, "/following/"), text
    return reader


def visit(site: Site, name: str, target: str) -> None:
    """Reads, signs up, follows ``target``, writes to the API and looks at the desk; ``name`` is for what is written."""
    assert [(path, status) for path in PAGES if (status := site.ask(path).status) != 200] == []
    stranger = Reader("127.0.0.1", site.port, "http")
    form = stranger.form("/accounts/signup/", "/accounts/signup/")
    typed = {**form.fields, "email": f"new-{name}@example.org", "password1": PASSWORD, "password2": PASSWORD}
    status, _place, text = stranger.ask("/accounts/signup/", typed)
    assert status == 302, text

    watcher = logged_in(site, "watcher@example.org")
    form = watcher.form(f"/targets/{target}/", "/following/toggle/")
    assert watcher.ask("/following/toggle/", {**form.fields, **dict(form.buttons[:1])})[0] in {200, 302, 303}
    assert watcher.ask("/following/")[0] == 200

    made = site.manage("make_token", "editor@example.org", "--name", name, "--may-publish")
    token = made.stdout.strip().splitlines()[-1]
    indicator = json.loads(site.ask(f"/api/v1/targets/{target}/").body)["indicator"]
    (source, *_rest) = json.loads(site.ask("/api/v1/sources/").body)["results"]
    row = {
        "id": f"written-{name}", "indicator": indicator, "basis": "absolute", "qualifier": "exactly",
        "value": "12", "period_start": "2024-07-01", "period_end": "2024-09-30", "final": True,
        "source": source["id"], "locator": "p. 1",
    }  # fmt: skip
    headers = {"Authorization": f"Token {token}", "Content_Type": "application/json"}
    written = site.ask("/api/v1/outcomes/", "POST", json.dumps(row), **headers)
    assert written.status == 201, written.body
    assert site.ask(f"/api/v1/outcomes/written-{name}/").status == 200

    editor = logged_in(site, "editor@example.org")
    assert {editor.ask(path)[0] for path in ("/desk/", "/admin/")} <= {200, 302}


def run_tasks(site: Site) -> str:
    """What each task of the schedule said, when the previous release ran it."""
    environment = site.environment | {"DJANGO_SETTINGS_MODULE": "tracker.settings"}
    command = [sys.executable, "-c", TASKS]
    done = subprocess.run(command, cwd=site.tree, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-500:] + done.stderr[-3000:]
    return done.stdout.splitlines()[-1]
