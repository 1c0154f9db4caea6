"""Settings of every test: no network, strict templates, nothing shared with a tracker running on this machine."""

from __future__ import annotations

import gc
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest
import time_machine
from django.conf import settings

from tests import migrated, network, sample, strict_templates
from tests.browser import chromium

ROOT = Path(__file__).resolve().parent.parent
# The legs of tests/suite.py are folders: a test of a leg that lies elsewhere would run in none, or in all of them.
FOLDERS = {
    "browser": ROOT / "tests" / "browser",
    "story": ROOT / "tests" / "integration",
    "fault": ROOT / "tests" / "faults",
}
NOT_ONCE = "not once"  # what the leg on PostgreSQL and Redis says (tests/suite.py)
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
ALL_ONCE = re.compile(r"^pytestmark = (\[.*)?pytest\.mark\.once\b", re.MULTILINE)


def pytest_report_header() -> str:
    return f"parts of what is too much for every run: WALK={sample.DAY}"


def pytest_configure(config: pytest.Config) -> None:
    """Point the settings at a folder of this run's own and at the servers the runner started, if it did."""
    hypothesis.settings.load_profile("ci")  # the same cases each time, and none fails for being slow
    folder = Path(tempfile.mkdtemp(prefix="tracker-tests-"))
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    settings.DATA_DIR = folder
    settings.MAIL_FOLDER = folder / "mail"
    settings.STATIC_ROOT = folder / "static"
    settings.STATIC_ROOT.mkdir()  # else WhiteNoise warns of its absence
    settings.MEDIA_ROOT = folder / "media"
    settings.KEPT_ANSWERS = 0  # a page that is asked for twice is made twice
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # 200 log-ins in a second
    if "CACHE_URL" in os.environ:
        # A Redis database for each test process: one test's flush must not empty another's cache.
        number = 2 + int(WORKER.removeprefix("gw"))
        settings.CACHES["default"]["LOCATION"] = settings.CACHES["default"]["LOCATION"].replace("db=1", f"db={number}")
    else:
        settings.CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if "CELERY_BROKER_URL" not in os.environ:
        settings.CELERY_BROKER_URL, settings.CELERY_BROKER_TRANSPORT_OPTIONS = "memory://", {}
    settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = strict_templates.Undefined("%s")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Where what is marked ``once`` is deselected, no worker imports a file of which all is marked so."""
    left_out = config.option.markexpr == NOT_ONCE and collection_path.name.startswith("test_")
    return True if left_out and ALL_ONCE.search(collection_path.read_text(encoding="utf-8")) else None


def pytest_collectstart() -> None:
    """What is imported and collected stays: three tenths of that time would go into looking for garbage among it."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Thousands of tests and the whole of Django stay until the end: looking for garbage among them takes a tenth."""
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skips tests for which this machine or run lacks something, with the reason."""
    on_postgresql = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
    on_redis = settings.CELERY_BROKER_URL.startswith("redis")
    lacking = {
        "postgresql": "" if on_postgresql else "runs on PostgreSQL only",
        "redis": "" if on_redis else "runs with Redis only",
        "browser": "" if chromium.executable() else chromium.MISSING,
    }
    for item in items:
        for marker, folder in FOLDERS.items():
            if (item.get_closest_marker(marker) is not None) != item.path.is_relative_to(folder):
                raise pytest.UsageError(f"{item.nodeid}: the tests marked {marker} are those of {folder}, all of them")
        for marker, reason in lacking.items():
            if reason and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    with network.blocked():
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Fills the tables before Django migrates, which then has nothing to do."""
    from django.db import connection

    if connection.vendor != "sqlite":
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated.template_on(os.environ["DATABASE_URL"])
        yield
        return
    with closing(migrated.in_memory(connection.creation._get_test_db_name())):
        yield


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Empties the cache, so that rate limits, heartbeats and counts of one test do not affect the next."""
    from django.core.cache import cache

    from projects.desk.reading.read_text import article_cache
    from projects.http import rate_limits
    from projects.http.counted_ahead import CountedAhead
    from projects.http.kept_answers import kept_answers
    from projects.reports.verdicts.kept_chains import kept_chains
    from projects.reports.version_cache import version_cache

    cache.clear()
    version_cache.clear()
    kept_answers.clear()
    kept_chains.clear()
    article_cache.clear()
    rate_limits.counted = CountedAhead()
    shutil.rmtree(settings.DATA_DIR / "downloads", ignore_errors=True)


@pytest.fixture(autouse=True)
def _no_language_left() -> None:
    """Resets the language: a request for a Russian page leaves Russian active in its process."""
    from django.utils import translation

    translation.deactivate()


@pytest.fixture
def standing_clock() -> Iterator[None]:
    """All requests of a test fall into one minute of the rate limits, however slow the machine is."""
    with time_machine.travel(datetime(2026, 11, 24, 9, 0, 30, tzinfo=UTC), tick=False):
        yield


@pytest.fixture(scope="session")
def python() -> str:
    """The Python of this run, for tests that start processes."""
    return sys.executable
