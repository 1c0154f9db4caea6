"""The shipped record on the pages: every link leads somewhere, and no language leaks into another."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

pytestmark = pytest.mark.django_db

LINK = re.compile(r'href="(/[^"#]*)')
ELSEWHERE = ("/static/", "/accounts/", "/api/", "/admin/", "/following/", "/en/", "/ru/")


@pytest.fixture
def shipped() -> None:
    call_command("import_package", str(Path(settings.BASE_DIR) / "projects" / "data" / "kazakhstan"), stdout=None)


@pytest.mark.usefixtures("shipped")
def test_every_link_of_the_shipped_record_leads_somewhere(reader: Client) -> None:
    """Walks the site from the front page in Kazakh; filters of the list of targets are followed once each."""
    waiting, seen = ["/kk/"], {"/kk/"}
    while waiting:
        path = waiting.pop()
        answer = reader.get(path)
        assert answer.status_code == 200, path
        if answer.streaming:
            answer.getvalue()  # to its end: closing it by hand would close the test's own transaction
            continue
        for link in LINK.findall(answer.content.decode().replace("&amp;", "&")):
            if link not in seen and not link.startswith(ELSEWHERE) and "as_of" not in link:
                seen.add(link)
                waiting.append(link)
    assert len(seen) > 250
