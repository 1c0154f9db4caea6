from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .link_check import on_the_web
from .source import Source

AGAIN_AFTER = timedelta(days=1)
MOST_ATTEMPTS = 3  # where no answer came; what was answered is not asked again
# A worker that has a source is taken for dead after this.
LEASE = timedelta(hours=1)


class ArchiveAnswer(NamedTuple):
    """The address of the copy that an archive named, or none; ``may_come``: another attempt is worth it."""

    url: str = ""
    may_come: bool = False


class ArchiveCopyQuerySet(models.QuerySet["ArchiveCopy"]):
    def due(self, at: datetime) -> Self:
        """Those to ask an archive for by then, of the latest sources first."""
        due = self.filter(on_the_web("asked_for"), state=ArchiveCopy.State.ASKED, next_ask_at__lte=at)
        return due.filter(asked_for=F("source__url"), source__archived_url="").order_by("-source__published", "pk")

    def proposed(self) -> Self:
        """Copies that an editor has to look at, of sources that have none."""
        rows = self.filter(state=ArchiveCopy.State.PROPOSED, asked_for=F("source__url"), source__archived_url="")
        return rows.select_related("source").order_by("-source__published", "pk")

    def with_an_address(self) -> Self:
        """Those that the archive has, whatever an editor said of them."""
        return self.exclude(url="").select_related("settled_by")


class ArchiveCopy(models.Model):
    """The copy of a source that an archive was asked for once (ADR 35). No part of the record until an editor takes it.

    ``next_ask_at`` is also the claim of a worker, which moves it before it asks.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("asked for")
        PROPOSED = "proposed", _("to look at")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        FAILED = "failed", _("the archive has none")

    source = models.OneToOneField(Source, models.CASCADE, primary_key=True, related_name="archive_copy")
    asked_for = models.URLField(max_length=2000, help_text=_("The address of the source that was asked for."))
    url = models.URLField(max_length=2000, blank=True, default="", help_text=_("The address of the copy."))
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_ask_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    objects = ArchiveCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("copy in an archive")
        verbose_name_plural = _("copies in an archive")
        indexes = [models.Index(fields=["state", "next_ask_at"], name="archive_copy_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["asked", "failed"], url="")
                | (Q(state__in=["proposed", "accepted", "declined"]) & ~Q(url="")),
                name="archive_copy_has_an_address",
                violation_error_message=_("A copy that is proposed has an address."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["accepted", "declined"], settled_at__isnull=False, settled_by__isnull=False)
                | Q(state__in=["asked", "proposed", "failed"], settled_at__isnull=True, settled_by__isnull=True),
                name="archive_copy_settled_by_somebody",
                violation_error_message=_("A copy that was accepted or declined says by whom, and when."),
            ),
        ]

    def __str__(self) -> str:
        return self.url or self.asked_for
