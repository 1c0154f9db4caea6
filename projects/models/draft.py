from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .article import Article
from .fields import LONG_TEXT

OPEN = ("draft", "in_review", "returned")
CLOSED = ("published", "discarded")


class DraftQuerySet(models.QuerySet["Draft"]):
    def open(self) -> Self:
        """Neither published nor discarded."""
        return self.filter(state__in=OPEN)

    def to_review(self) -> Self:
        """Waiting for somebody who publishes or returns it, the oldest first."""
        return self.filter(state=Draft.State.IN_REVIEW).order_by("submitted_at", "id")


class Draft(models.Model):
    """Changes of the record that nobody has published yet (ADR 25).

    The record's own tables hold published rows only, so that nothing public can read a draft. ``changes`` are
    those of ``projects.actions.changes`` as JSON; ``entry`` is what the form held, for whoever opens it again.
    ``version`` counts the savings: whoever publishes names the version that they have read.
    """

    class Kind(models.TextChoices):
        REPORT = "report", _("report")
        ANNOUNCEMENT = "announcement", _("announcement")
        ROW = "row", _("single row")
        BATCH = "batch", _("batch of rows")
        IMPORT = "import", _("spreadsheet")
        PROPOSAL = "proposal", _("proposal of a reader")
        ARTICLE = "article", _("article")

    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        IN_REVIEW = "in_review", _("to review")
        RETURNED = "returned", _("returned")
        PUBLISHED = "published", _("published")
        DISCARDED = "discarded", _("discarded")

    class Origin(models.TextChoices):
        DESK = "desk", _("desk")
        ADMIN = "admin", _("admin pages")
        API = "api", _("API")
        SPREADSHEET = "spreadsheet", _("spreadsheet")
        READER = "reader", _("a reader")
        ARTICLE = "article", _("article")

    kind = models.CharField(max_length=15, choices=Kind)
    title = models.CharField(max_length=LONG_TEXT)
    changes = models.JSONField(default=list)
    entry = models.JSONField(default=dict, blank=True)
    article = models.ForeignKey(Article, models.SET_NULL, null=True, blank=True, related_name="drafts")
    confirmed = models.JSONField(default=list, blank=True, help_text=_("Doubts that were confirmed as printed."))
    recorded = models.JSONField(default=list, blank=True, help_text=_("Rows that publishing it recorded."))
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    origin = models.CharField(max_length=15, choices=Origin)
    origin_name = models.CharField(max_length=200, blank=True, default="", help_text=_("Which token, file or page."))
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="drafts_saved")
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    closed_at = models.DateTimeField(null=True, blank=True, help_text=_("When it was published or discarded."))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="drafts_assigned"
    )

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at", "-id"]
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        indexes = [models.Index(fields=["state", "submitted_at"], name="draft_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[*OPEN, *CLOSED]),
                name="draft_state_known",
                violation_error_message=_("A draft is being written, to review, returned, published or discarded."),
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, submitted_by__isnull=True)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="draft_submitted_by_somebody",
                violation_error_message=_("A submitted draft says who submitted it, and when."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=CLOSED, closed_at__isnull=False, closed_by__isnull=False)
                | Q(state__in=OPEN, closed_at__isnull=True, closed_by__isnull=True),
                name="draft_closed_by_somebody",
                violation_error_message=_("A published or discarded draft says who closed it, and when."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


class DraftEvent(models.Model):
    """What happened to a draft, and comments on it."""

    class Action(models.TextChoices):
        CREATED = "created", _("created")
        SAVED = "saved", _("saved")
        SUBMITTED = "submitted", _("submitted")
        RETURNED = "returned", _("returned")
        COMMENTED = "commented", _("commented")
        ASSIGNED = "assigned", _("assigned")
        PUBLISHED = "published", _("published")
        DISCARDED = "discarded", _("discarded")

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="events")
    action = models.CharField(max_length=10, choices=Action)
    text = models.TextField(blank=True, default="", max_length=LONG_TEXT)
    version = models.PositiveIntegerField()
    done_at = models.DateTimeField()
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["done_at", "id"]
        verbose_name = _("event of a draft")
        verbose_name_plural = _("events of drafts")

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.action}"
