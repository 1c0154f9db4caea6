"""Who reads through nginx gets our page of a database that says nothing, not nginx's own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.tracker.test_settings import shipped
from tracker.addresses import PATIENCE

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("file", ["deploy/nginx.conf", "deploy/compose/nginx.conf"])
def test_silent_database_is_given_up_before_nginx_gives_up(file: str) -> None:
    waits = [int(seconds) for seconds in re.findall(r"proxy_read_timeout (\d+)s;", (ROOT / file).read_text())]
    assert waits
    assert int(shipped()["WEB_STATEMENT_SECONDS"]) + PATIENCE < min(waits)
