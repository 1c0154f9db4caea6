from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models

from projects.models import AuditEntry


def note_down(
    action: str,
    thing: models.Model | None,
    *,
    by: AbstractBaseUser,
    at: datetime,
    details: dict[str, Any] | None = None,
) -> AuditEntry:
    """Writes who did what, in the transaction of the deed itself. ``details`` must be fit for JSON."""
    return AuditEntry.objects.create(
        action=action,
        object_type=str(thing._meta.model_name) if thing is not None else "",
        object_id=str(thing.pk) if thing is not None else "",
        details=details or {},
        done_at=at,
        done_by_id=by.pk,
    )
