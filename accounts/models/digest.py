from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class DigestQuerySet(models.QuerySet["Digest"]):
    def under_way(self) -> DigestQuerySet:
        """Neither sent nor given up: until these are settled, their people get no further digest."""
        return self.filter(state__in=[Digest.State.PENDING, Digest.State.SENDING])

    def last_sent_ends(self, user_ids: Iterable[int]) -> dict[int, datetime]:
        """For each person, the end of the window of the last digest that was sent."""
        sent = self.filter(user_id__in=list(user_ids), state=Digest.State.SENT)
        return dict(sent.order_by().values_list("user_id").annotate(models.Max("window_end")))


class Digest(models.Model):
    """One mail to one person for one period: the ledger's row, its content frozen when it was claimed.

    ``pending`` waits to be sent, ``sending`` is in somebody's hands, ``sent`` the mail server took,
    ``failed`` it refused for certain, ``uncertain`` nobody knows (the connection broke or the sender
    died). Neither of the last two is sent again: the next digest covers their window.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("pending")
        SENDING = "sending", _("sending")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        UNCERTAIN = "uncertain", _("uncertain")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="digests")
    cadence = models.CharField(max_length=10)
    period_key = models.CharField(
        _("period"), max_length=10, help_text=_("2026-11-22 (day), 2026-W47 (week) or 2026-11 (month).")
    )
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    window_start = models.DateTimeField()
    window_end = models.DateTimeField()
    recipient = models.EmailField()
    language = models.CharField(max_length=2)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField()
    items = models.JSONField(default=list)
    message_id = models.CharField(max_length=255, unique=True)
    unsubscribe_url = models.CharField(max_length=500)
    claimed_at = models.DateTimeField()
    sending_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True, help_text=_("When it was sent, or given up."))
    error = models.TextField(blank=True, default="")

    objects = DigestQuerySet.as_manager()

    class Meta:
        ordering = ["-claimed_at", "-id"]
        indexes = [models.Index(fields=["user", "state", "window_end"], name="digest_last_sent")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "cadence", "period_key"],
                name="digest_once_a_period",
                violation_error_message=_("A person gets one digest for a period."),
            ),
            models.CheckConstraint(
                condition=Q(cadence__in=["daily", "weekly", "monthly"]),
                name="digest_cadence_known",
                violation_error_message=_("A digest is daily, weekly or monthly."),
            ),
            models.CheckConstraint(
                condition=Q(window_start__lte=F("window_end")),
                name="digest_window_in_order",
                violation_error_message=_("The window of a digest starts before it ends."),
            ),
            models.CheckConstraint(
                condition=~Q(subject="") & ~Q(text="") & ~Q(html="") & ~Q(message_id=""),
                name="digest_never_empty",
                violation_error_message=_("A digest says something."),
            ),
            models.CheckConstraint(
                condition=Q(state="pending", sending_at__isnull=True, settled_at__isnull=True)
                | Q(state="sending", sending_at__isnull=False, settled_at__isnull=True)
                | Q(state__in=["sent", "failed", "uncertain"], sending_at__isnull=False, settled_at__isnull=False),
                name="digest_state_has_its_moments",
                violation_error_message=_("Each state of a digest has the moments that led to it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.cadence} {self.period_key}: {self.state}"
