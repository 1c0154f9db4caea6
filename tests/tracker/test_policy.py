"""The content security policy is on every page; pages say where their forms come from."""

from __future__ import annotations

from pathlib import Path

import pytest
from csp.constants import HEADER
from csp.utils import build_policy
from django.test import Client

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.django_db
def test_every_page_has_the_policy() -> None:
    policy = build_policy()
    assert "default-src 'none'" in policy
    assert [Client().get(path)[HEADER] for path in ("/", "/targets/", "/no-such-page/")] == [policy] * 3


def test_no_page_withholds_the_origin_that_its_forms_are_told_by() -> None:
    """Under "no-referrer" a browser posts with ``Origin: null``, which no check against forged forms lets through."""
    pages = [path for app in ("accounts", "projects", "tracker") for path in (ROOT / app).rglob("templates/**/*.html")]
    assert len(pages) > 50
    assert [path.name for path in pages if 'content="no-referrer"' in path.read_text()] == []
