from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

MAX_KEY = 255  # characters
# So long an answer is kept for whoever repeats a request; a key is free again after that.
KEPT_FOR = timedelta(hours=24)
# A request that has not ended after that was lost with its process.
LEASE = timedelta(minutes=2)


class IdempotencyKeyQuerySet(models.QuerySet["IdempotencyKey"]):
    def expired(self, at: datetime) -> Self:
        """Keys that are free again."""
        return self.filter(started_at__lte=at - KEPT_FOR)


class IdempotencyKey(models.Model):
    """The key under which an account sent a request that writes, and the answer to it (ADR 46).

    ``fingerprint`` is a digest of address and content. ``started_at`` names the attempt: whoever lost the key to a
    later attempt writes nothing. ``status``, ``location`` and ``answer`` are written in the transaction of the deed.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=MAX_KEY)
    fingerprint = models.CharField(max_length=64)
    started_at = models.DateTimeField(db_index=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    location = models.TextField(blank=True, default="")
    answer = models.TextField(blank=True, default="", help_text=_("The body of the answer, as JSON."))

    objects = IdempotencyKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("idempotency key")
        verbose_name_plural = _("idempotency keys")
        constraints = [
            models.UniqueConstraint(
                fields=["account", "key"],
                name="idempotency_key_once",
                violation_error_message=_("An account uses a key for one request."),
            ),
            models.CheckConstraint(
                condition=~Q(key=""),
                name="idempotency_key_filled",
                violation_error_message=_("An idempotency key has at least one character."),
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, status__isnull=True)
                | Q(finished_at__gte=F("started_at"), status__gte=200, status__lte=299),
                name="idempotency_key_answered",
                violation_error_message=_("A request that has ended has an answer; what was refused is not kept."),
            ),
        ]

    def __str__(self) -> str:
        return self.key
