from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from projects.actions.record_claim import record_claim
from projects.models import ProjectEvent


def record_project_event(
    *, by: AbstractBaseUser, at: datetime, confirmed: Collection[str] | None = None, **columns: Any
) -> ProjectEvent:
    """Records a stage that a project reached; ``id`` is made of project, stage and day if absent.

    No verdict depends on it. ``confirmed``: see ``insert_claim``. Raises ValidationError naming column and rule.
    """
    event = ProjectEvent(**columns)
    record_claim(event, by=by, at=at, confirmed=confirmed)
    return event
