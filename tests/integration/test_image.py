"""The image has what its pages read: the files that deploy/Dockerfile copies, laid out as there, answer every page."""

from __future__ import annotations

import fnmatch
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import migrated
from tests.launched import ROOT
from tests.tracker.test_settings import example

pytestmark = pytest.mark.story
# Asks every page whose address has no variable part, in each language, and says what failed and what it read.
WALK = """
import json, sys, django
read = set()
sys.addaudithook(lambda event, given: read.add(str(given[0])) if event == "open" else None)
django.setup()
from django.test import Client
from django.urls import URLResolver, get_resolver
def routes(patterns, before=""):
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        elif not any(letter in route for letter in "<(^$"):
            yield route
client, answers = Client(raise_request_exception=False), {}
for route in routes(get_resolver().url_patterns):
    for language in ("", "ru/", "kk/"):
        path = f"/{language}{route}"
        answers[path] = client.get(path, HTTP_HOST="127.0.0.1", secure=True).status_code
print(json.dumps({"answers": answers, "read": sorted(read)}))
"""


def ignored() -> list[str]:
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def is_ignored(path: Path) -> bool:
    name = path.relative_to(ROOT).as_posix()
    everywhere = [pattern.removeprefix("**/") for pattern in ignored() if pattern.startswith("**/")]
    return any(fnmatch.fnmatch(name, pattern) for pattern in [*ignored(), *everywhere])


def lay_out(image: Path) -> None:
    """What the Dockerfile's COPY lines put into its working folder; one from another stage brings nothing."""
    for words in re.findall(r"^COPY (?!--from)(.+)$", (ROOT / "deploy/Dockerfile").read_text(), re.MULTILINE):
        *sources, target = words.split()
        for source in sources:
            if target.startswith("/"):
                continue  # beside the working folder
            if (ROOT / source).is_file():
                (image / target).mkdir(exist_ok=True)
                shutil.copy(ROOT / source, image / target)
                continue
            shutil.copytree(
                ROOT / source,
                image / target,
                ignore=lambda folder, names: {name for name in names if is_ignored(Path(folder) / name)},
            )


def run(image: Path, environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=image, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_page_answers_from_the_files_of_the_image(tmp_path: Path) -> None:
    image, data = tmp_path / "image", tmp_path / "data"
    for folder in (image, data):
        folder.mkdir()
    lay_out(image)
    migrated.copy(data / "tracker.sqlite3")
    environment = {
        **example(),
        "PATH": "/usr/bin:/bin",
        "TRACKER_DATA": str(data),
        "DATABASE_URL": f"sqlite:///{data / 'tracker.sqlite3'}",
        "CACHE_URL": "locmem://",
        "CELERY_BROKER_URL": "memory://",
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
        "LOG_LEVEL": "ERROR",
    }
    run(image, environment, "manage.py", "collectstatic", "--no-input", "--verbosity", "0")
    walked = json.loads(run(image, environment, "-c", WALK).splitlines()[-1])
    assert {path: status for path, status in walked["answers"].items() if status >= 500} == {"/readyz": 503}
    for page in ("/method/", "/glossary/", "/ru/method/", "/kk/glossary/"):
        assert walked["answers"][page] == 200, page
    strayed = {path for path in walked["read"] if path.startswith(f"{ROOT}/") and not path.startswith(f"{ROOT}/.venv")}
    assert strayed == set(), "the pages read files that are not in the image"


def test_image_starts_with_nothing_of_this_machine() -> None:
    for name in ("var", ".git", ".venv", "deploy/environment", "deploy/secrets"):
        assert is_ignored(ROOT / name), name
