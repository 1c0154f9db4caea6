from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from projects.actions.record_claim import free_id, record_claim
from projects.models import ProjectEvent


def record_project_event(
    *, by: AbstractBaseUser, at: datetime, confirmed: Collection[str] | None = None, **columns: Any
) -> ProjectEvent:
    """Records a stage that a project reached; ``id`` is made of project, stage and day if absent.

    No verdict depends on it. ``confirmed``: see ``record_claim``. Raises ValidationError naming column and rule.
    """
    event = ProjectEvent(**columns)
    with transaction.atomic():
        give_id(event)
        record_claim(event, action="record_project_event", by=by, at=at, confirmed=confirmed)
    return event


def give_id(event: ProjectEvent) -> None:
    """An id for an event without one: its project, stage and day, once these are known."""
    if not event.id and event.project_id and event.date:
        event.id = free_id(ProjectEvent, f"{event.project_id}-{event.stage}-{event.date:%Y-%m-%d}")
