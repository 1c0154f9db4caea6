from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

# A chunk that ends its workers is not given to ever more of them.
MOST_ATTEMPTS = 5


class JudgingPlan(models.Model):
    """All verdicts, or those of another version of the method, cut into chunks that workers of several hosts share.

    ``others_writes`` (``actions.judging_plans``) takes ``writes``, the plan's own transactions that moved the version
    of the record, off that version: what is left tells whether anybody else has written.
    """

    as_of = models.DateField()
    method_version = models.CharField(max_length=20, help_text=_("Workers of another version leave it alone."))
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    writes = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                models.Value(1),
                condition=Q(finished_at__isnull=True),
                name="judging_plan_one_under_way",
                violation_error_message=_("The verdicts are being judged already; one plan is under way at a time."),
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(finished_at__gte=F("created_at")),
                name="judging_plan_finished_after_start",
                violation_error_message=_("A plan is finished after it was made."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.as_of} ({self.created_at:%Y-%m-%d %H:%M:%S})"


class JudgingChunkQuerySet(models.QuerySet["JudgingChunk"]):
    def unjudged(self, at: datetime) -> Self:
        """Those that still have to be judged, also by a worker that has taken one up; not those that are given up."""
        wanted = Q(attempts__lt=MOST_ATTEMPTS) | Q(lease_ends_at__gt=at)
        return self.filter(wanted, plan__finished_at=None, judged_at=None)

    def free(self, at: datetime, method_version: str) -> Self:
        """Those that no worker has, or whose worker has been silent for too long."""
        unleased = Q(lease_ends_at=None) | Q(lease_ends_at__lte=at)
        open_chunks = self.filter(unleased, plan__finished_at=None, judged_at=None, attempts__lt=MOST_ATTEMPTS)
        return open_chunks.filter(plan__method_version=method_version).order_by("pk")

    def in_hand(self, at: datetime) -> Self:
        """Those that a worker is at."""
        return self.filter(plan__finished_at=None, judged_at=None, lease_ends_at__gt=at)


class JudgingChunk(models.Model):
    """Some hundred chains that one worker judges and writes in one transaction.

    ``attempts`` counts the workers that had it: only the last may write.
    """

    plan = models.ForeignKey(JudgingPlan, models.CASCADE, related_name="chunks")
    first_ids = models.JSONField(help_text=_("The first targets of the chains."))
    attempts = models.PositiveIntegerField(default=0)
    lease_ends_at = models.DateTimeField(null=True, blank=True)
    judged_at = models.DateTimeField(null=True, blank=True)

    objects = JudgingChunkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(judged_at__isnull=True) | Q(lease_ends_at__isnull=True),
                name="judging_chunk_judged_or_leased",
                violation_error_message=_("A chunk that is judged is in no worker's hands."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}/{self.pk}"
