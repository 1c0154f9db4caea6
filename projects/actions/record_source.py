from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from projects.actions.entries import record_entry
from projects.models import Source


def record_source(*, by: AbstractBaseUser, at: datetime, **columns: Any) -> Source:
    """Records citable evidence; the day from which it counts follows from its printed date (rule R1).

    Raises ValidationError naming the column and the rule.
    """
    source = Source(**columns)
    record_entry(entry=source, by=by, at=at)
    return source
