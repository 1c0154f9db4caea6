from __future__ import annotations

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from projects.comparison.figures import METHOD_VERSION

from .target import Target


class Status(models.TextChoices):
    ACHIEVED = "achieved", _("achieved")
    ACHIEVED_LATE = "achieved_late", _("achieved late")
    ON_TRACK = "on_track", _("on track")
    BEHIND = "behind", _("behind")
    OFF_TRACK = "off_track", _("off track")
    TOO_EARLY = "too_early", _("too early to tell")
    NO_DATA = "no_data", _("no data")
    OVERDUE = "overdue", _("overdue")
    UNREPORTED = "unreported", _("no final report")
    MISSED = "missed", _("missed")
    NOT_ASSESSABLE = "not_assessable", _("not assessable")
    WITHDRAWN = "withdrawn", _("withdrawn")


# Every sweep asks whether there is one, every minute. An index finds what is less or more, not what is another.
OF_ANOTHER_METHOD = Q(method_version__lt=METHOD_VERSION) | Q(method_version__gt=METHOD_VERSION)


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def due(self, on: date) -> Self:
        """Verdicts that may have changed by ``on`` without new claims: a deadline passed, a figure went stale."""
        return self.filter(next_change_on__lte=on)

    def of_another_method(self) -> Self:
        """Verdicts of another version of the method. They are rebuilt before anybody is notified."""
        return self.filter(OF_ANOTHER_METHOD)

    def to_rebuild(self) -> Self:
        """Verdicts of another version of the method, and those that an earlier release stored without periods."""
        return self.filter(OF_ANOTHER_METHOD | Q(method_version=METHOD_VERSION, has_periods=False))


class StatusChangeQuerySet(models.QuerySet["StatusChange"]):
    def known_since(self, moment: datetime) -> Self:
        """Changes recorded after ``moment``, whatever day they are about."""
        return self.filter(recorded_at__gt=moment)

    def between(self, start: date, end: date) -> Self:
        """Changes about the days from ``start`` to ``end``, both included."""
        return self.filter(on__range=(start, end))


class StatusPeriodQuerySet(models.QuerySet["StatusPeriod"]):
    def on(self, day: date) -> Self:
        """The period of each chain announced by the day that holds it."""
        return self.filter(since__lte=day, until__gt=day)


class Assessment(models.Model):
    """The stored verdict on one chain of revisions: a copy that can be rebuilt at any time.

    ``payload`` is the assessment object as it was on ``as_of``. It stays true until ``next_change_on``, the first later
    day on which the same claims can give another verdict; only ``as_of`` and ``days_overdue`` change daily and are
    derived on reading. ``changed_at`` is the moment at which anything else that the API shows of the chain became
    another: triggers set it where a name or a source was edited (ADR 48). ``has_periods`` says whether the periods
    of the chain are stored too: a release before them leaves false.
    """

    first = models.OneToOneField(
        Target, models.PROTECT, primary_key=True, related_name="+", help_text=_("First link of the chain.")
    )
    target = models.OneToOneField(
        Target, models.PROTECT, related_name="assessment", help_text=_("Link current on as_of.")
    )
    as_of = models.DateField()
    next_change_on = models.DateField(null=True, blank=True, db_index=True)
    status = models.CharField(max_length=15, choices=Status)
    percent_achieved = models.FloatField(null=True, help_text=_("For ordering only; the figure is in the payload."))
    decided_on = models.DateField(null=True, help_text=_("Day the present status began."))
    times_revised = models.PositiveIntegerField(default=0)
    stale = models.BooleanField(default=False)
    disputed = models.BooleanField(default=False)
    payload = models.JSONField()
    method_version = models.CharField(max_length=20)
    changed_at = models.DateTimeField(editable=False)
    has_periods = models.BooleanField(default=False, db_default=False, editable=False)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["target_id"]
        indexes = [
            models.Index(fields=["status"], name="assessment_by_status"),
            models.Index(fields=["changed_at", "target"], name="assessment_by_change"),
            models.Index(fields=["method_version", "has_periods"], name="assessment_by_method"),
        ]

    def __str__(self) -> str:
        return f"{self.target_id}: {self.status}"


class StatusChange(models.Model):
    """A day on which the status of a chain changed, and when the tracker recorded it.

    ``on`` is a date of the record (a deadline passed, a report was published), ``recorded_at`` the moment at which the
    row was written. The rows of a chain always equal a recomputation of its history.

    There are far more rows than targets, and a first refresh writes all of them. So the table has no index without a
    query (``first`` begins that of the constraint below) and no foreign-key checks: the same transaction has read the
    targets, and no target is deleted before its rows.
    """

    first = models.ForeignKey(
        Target, models.PROTECT, related_name="status_changes", db_index=False, db_constraint=False
    )
    target = models.ForeignKey(
        Target,
        models.PROTECT,
        related_name="+",
        help_text=_("Link current on that day."),
        db_index=False,
        db_constraint=False,
    )
    on = models.DateField()
    from_status = models.CharField(max_length=15, choices=Status, blank=True, default="")
    to_status = models.CharField(max_length=15, choices=Status)
    reasons = models.JSONField(default=list)
    recorded_at = models.DateTimeField()

    objects = StatusChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "first_id"]
        indexes = [
            # The feed's order: rows recorded together, as by an import, are ordered by their day.
            models.Index(fields=["recorded_at", "on"], name="status_change_recorded"),
            # That of the API: at a year's end thousands of chains change on one day.
            models.Index(fields=["-on", "first"], name="status_change_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["first", "on"],
                name="status_change_once_a_day",
                violation_error_message=_("A chain changes its status at most once a day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target_id}: {self.from_status or '–'} → {self.to_status} on {self.on}"


class StatusPeriod(models.Model):
    """Days on which a chain had one status under one link: a copy of the history in which a day is looked up.

    A chain has one row for each day from its first announcement on. ``until`` is the first day that no longer belongs
    to the period, ``date.max`` while it lasts. A revision begins a period even where the status stays, which is no
    status change. As there, foreign keys are not checked row by row.
    """

    pk = models.CompositePrimaryKey("first", "since")
    first = models.ForeignKey(Target, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    target = models.ForeignKey(Target, models.PROTECT, related_name="periods", db_index=False, db_constraint=False)
    since = models.DateField()
    until = models.DateField()
    status = models.CharField(max_length=15, choices=Status)

    objects = StatusPeriodQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["target", "since"], name="status_period_by_target"),
            models.Index(fields=["status", "until", "since"], name="status_period_by_status"),
        ]

    def __str__(self) -> str:
        return f"{self.target_id}: {self.status} from {self.since} until {self.until}"
