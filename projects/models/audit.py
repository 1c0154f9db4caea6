from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """Who did what to the record, and when. One row for each action, written in its transaction."""

    action = models.CharField(max_length=60, db_index=True)
    object_type = models.CharField(max_length=60, blank=True, default="")
    object_id = models.CharField(max_length=200, blank=True, default="")
    details = models.JSONField(default=dict)
    done_at = models.DateTimeField(db_index=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-done_at", "-id"]
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        indexes = [models.Index(fields=["object_type", "object_id"], name="audit_by_object")]

    def __str__(self) -> str:
        return f"{self.done_at:%Y-%m-%d %H:%M} {self.action} {self.object_id}"


def record_audit(
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
