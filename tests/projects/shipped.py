"""The shipped records, loaded once for a module of tests that only read them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import time_machine
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

DATA = Path(settings.BASE_DIR) / "projects" / "data"


@contextmanager
def shipped_records(blocker: Any, now: str, *countries: str) -> Iterator[None]:
    """Inside the block they are there, recorded at ``now``. ``blocker`` is pytest's fixture ``django_db_blocker``."""
    with blocker.unblock(), time_machine.travel(now, tick=False), transaction.atomic():
        for country in countries:
            call_command("import_package", str(DATA / country), verbosity=0)
        yield
        transaction.set_rollback(True)
