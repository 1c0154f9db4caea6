"""One set of files of the shipped record for the tests of this folder."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.conf import settings as django_settings

from projects.exports.record import making

AT = datetime(2026, 3, 2, 12, 30, tzinfo=UTC)


@pytest.fixture
def place(settings, tmp_path):
    """A data folder of the test's own; the folder of its sets."""
    settings.DATA_DIR = tmp_path
    return tmp_path / "files"


@pytest.fixture(scope="module")
def shipped_set(django_db_setup, django_db_blocker, tmp_path_factory):
    """The set of the shipped record; the database is empty again, the files stay."""
    from tests.projects.packages.sample import load
    from tests.projects.packages.test_export import SHIPPED, rolled_back

    folder = tmp_path_factory.mktemp("data")
    before, django_settings.DATA_DIR = django_settings.DATA_DIR, folder
    try:
        with django_db_blocker.unblock(), rolled_back():
            load(SHIPPED)
            yield making.make_set(AT)
    finally:
        django_settings.DATA_DIR = before
