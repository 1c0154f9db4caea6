"""Two releases share the folder of static files while an update goes on: neither breaks the pages of the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from django.http import HttpResponse
from django.test import RequestFactory

from tracker.static_files import ReleaseStorage, StaticFilesMiddleware

pytestmark = [pytest.mark.once, pytest.mark.django_db]  # who ends an answer ends old connections too
FORMER = {"site.css": "body { color: red }", "former.js": "former()", "picture.svg": "<svg/>"}
LATER = {"site.css": "body { color: blue }", "later.js": "later()", "picture.svg": "<svg/>"}


@pytest.fixture
def shared(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path / "shared"
    settings.STATIC_ROOT.mkdir()
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    return settings.STATIC_ROOT


@pytest.fixture
def collect(shared, tmp_path, settings, monkeypatch):
    """Collects the files of a release, as it does before it serves."""

    def collected(name: str, files: dict[str, str]) -> None:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        for file, text in files.items():
            (folder / file).write_text(text)
        settings.STATICFILES_DIRS = [folder]
        monkeypatch.setattr(ReleaseStorage, "own_manifest", f"staticfiles-{name}.json")
        settings.STORAGES = {
            **settings.STORAGES,
            "staticfiles": {"BACKEND": "tracker.static_files.ReleaseStorage"},
        }
        call_command("collectstatic", interactive=False, verbosity=0)

    return collected


@pytest.fixture
def started(shared, monkeypatch):
    """What a process of a release reads at its start."""

    def storage(name: str) -> ReleaseStorage:
        monkeypatch.setattr(ReleaseStorage, "own_manifest", f"staticfiles-{name}.json")
        return ReleaseStorage(location=shared, base_url="/static/")

    return storage


def served(middleware: StaticFilesMiddleware, path: str) -> tuple[int, str]:
    answer = middleware(RequestFactory().get(path))
    text = b"".join(answer).decode()
    answer.close()
    return answer.status_code, text


def nowhere(_request) -> HttpResponse:
    return HttpResponse(status=404)


def test_former_release_starts_again_after_a_later_one_has_collected_its_files(shared, collect, started):
    collect("former", FORMER)
    before = {name: started("former").url(name) for name in FORMER}
    collect("later", LATER)
    former, later = started("former"), started("later")
    assert {name: former.url(name) for name in FORMER} == before
    assert later.url("site.css") != before["site.css"]
    middleware = StaticFilesMiddleware(nowhere)
    for storage, files in ((former, FORMER), (later, LATER)):
        for name, text in files.items():
            assert served(middleware, storage.url(name)) == (200, text)


def test_running_process_gives_out_what_was_collected_after_its_start(shared, collect, started):
    collect("former", FORMER)
    running = StaticFilesMiddleware(nowhere)
    collect("later", LATER)
    address = started("later").url("later.js")
    for _turn in range(2):
        assert served(running, address) == (200, "later()")


@pytest.mark.parametrize(
    "path",
    [
        *("/static/none.css", "/static/", "/static/../secret", "/static/%2e%2e/secret", "/static/a\0b", "/static//"),
        *("/static/picture.svg/more", "/static/picture.svg/more/", f"/static/{'a' * 300}", "/static/%ED%A0%80"),
    ],
)
def test_what_is_no_static_file_stays_away(shared, collect, path):
    collect("former", FORMER)
    (Path(shared).parent / "secret").write_text("secret")
    assert served(StaticFilesMiddleware(nowhere), path) == (404, "")


def test_release_that_collected_nothing_takes_the_latest_names(shared, collect, started):
    collect("former", FORMER)
    assert started("neither").url("site.css") == started("former").url("site.css")
