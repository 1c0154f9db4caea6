from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

# A file that nobody publishes is kept for so long; of a published one its rows are the record's.
KEPT_FOR = timedelta(days=14)
# A worker says so often that it is at work on an import, and is taken for dead when it has been silent for longer.
BEATS_EVERY = timedelta(seconds=20)
LEASE = timedelta(minutes=2)
# An import that ends its worker is not given to ever more of them.
MOST_FAILURES = 3


class TableImportQuerySet(models.QuerySet["TableImport"]):
    def waiting(self, at: datetime) -> Self:
        """Work that no worker has, or whose worker is dead, the oldest first."""
        free = Q(state__in=TableImport.WAITING) | Q(state__in=TableImport.RUNNING, lease_ends_at__lte=at)
        return self.filter(free).order_by("asked_at", "id")

    def outdated(self, at: datetime) -> Self:
        """Those whose file has been kept for long enough."""
        return self.filter(uploaded_at__lte=at - KEPT_FOR, file__isnull=False).exclude(state__in=TableImport.RUNNING)


class TableImport(models.Model):
    """A spreadsheet that an editor brought, and what became of it. A worker checks, publishes and undoes it (ADR 32).

    ``answers`` decide what the file leaves open (``packages.sheets.answers``); ``result`` is what the last check found,
    as JSON that pages show. ``attempts`` counts the workers that had it: only the last may write.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("waits to be checked")
        CHECKING = "checking", _("is being checked")
        UNCLEAR = "unclear", _("has questions")
        REFUSED = "refused", _("has problems")
        CHECKED = "checked", _("is good")
        APPROVED = "approved", _("waits to be published")
        PUBLISHING = "publishing", _("is being published")
        PUBLISHED = "published", _("is published")
        CONDEMNED = "condemned", _("waits to be taken out")
        UNDOING = "undoing", _("is being taken out")
        UNDONE = "undone", _("was taken out")
        DISCARDED = "discarded", _("was discarded")
        FAILED = "failed", _("failed")

    # What a worker takes up → what it is then.
    STEPS = {"uploaded": "checking", "approved": "publishing", "condemned": "undoing"}
    WAITING = tuple(STEPS)
    RUNNING = tuple(STEPS.values())
    UNSETTLED = ("unclear", "refused", "failed")  # whoever brought it answers, mends or discards it

    table = models.CharField(max_length=30)
    file_name = models.CharField(max_length=200)
    size = models.PositiveIntegerField(help_text=_("Bytes of the file."))
    answers = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.UPLOADED)
    result = models.JSONField(default=dict, blank=True)
    error = models.TextField(blank=True, default="", help_text=_("Why the last step came to nothing."))
    language = models.CharField(max_length=5, default="en", help_text=_("In which the result is worded."))
    reason = models.CharField(max_length=500, blank=True, default="", help_text=_("Why it was taken out."))
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(help_text=_("When the step was asked for that a worker is to take, or took last."))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    attempts = models.PositiveIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0, help_text=_("Workers that ended while they were at this step."))
    lease_ends_at = models.DateTimeField(null=True, blank=True)

    objects = TableImportQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        verbose_name = _("import of a spreadsheet")
        verbose_name_plural = _("imports of spreadsheets")
        indexes = [models.Index(fields=["state", "asked_at"], name="table_import_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="table_import_published_by_somebody",
                violation_error_message=_("A published import says who published it, and when."),
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False, published_at__isnull=False),
                name="table_import_undone_by_somebody",
                violation_error_message=_("An import that was taken out says who took it out, and when."),
            ),
            models.CheckConstraint(
                condition=Q(lease_ends_at__isnull=True) | Q(attempts__gt=0),
                name="table_import_leased_once",
                violation_error_message=_("A worker that has an import has taken it up."),
            ),
            models.CheckConstraint(
                condition=Q(asked_at__gte=F("uploaded_at")),
                name="table_import_asked_after_upload",
                violation_error_message=_("A file is there before anything is asked of it."),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_at_work(self) -> bool:
        return self.state in self.WAITING or self.state in self.RUNNING


class ImportedFile(models.Model):
    """The bytes of an import, beside it so that no list reads them; gone once it is published, or nobody wants it."""

    table_import = models.OneToOneField(TableImport, models.CASCADE, primary_key=True, related_name="file")
    content = models.BinaryField()

    def __str__(self) -> str:
        return str(self.table_import_id)


class ImportedRow(models.Model):
    """A row that an import added to the record, so that it can be taken out again."""

    table_import = models.ForeignKey(TableImport, models.CASCADE, related_name="rows", db_index=False)
    row_id = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["table_import", "row_id"],
                name="imported_row_once",
                violation_error_message=_("An import adds a row once."),
            )
        ]

    def __str__(self) -> str:
        return self.row_id
