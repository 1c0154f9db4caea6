from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .fields import LONG_TEXT, FigureField, PublicIdField
from .names import local_name
from .programme import Programme
from .recorded import Recorded, RecordedQuerySet
from .source import Source
from .territory import Territory


class Project(models.Model):
    """A named undertaking inside a programme: a plant, a road, a platform."""

    id = PublicIdField(primary_key=True)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="projects")
    name = models.CharField(max_length=LONG_TEXT)
    name_ru = models.CharField(max_length=LONG_TEXT, blank=True, default="")
    name_kk = models.CharField(max_length=LONG_TEXT, blank=True, default="")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="projects")
    company = models.CharField(max_length=LONG_TEXT, blank=True, default="")
    capacity = FigureField(null=True, blank=True)
    capacity_unit = models.CharField(max_length=200, blank=True, default="")
    investment = FigureField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True, default="")
    jobs = FigureField(null=True, blank=True)
    note = models.TextField(blank=True, default="")
    note_ru = models.TextField(blank=True, default="", db_default="")
    note_kk = models.TextField(blank=True, default="", db_default="")

    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | ~Q(capacity_unit=""),
                name="project_capacity_has_unit",
                violation_error_message=_("A capacity needs its unit."),
            ),
            models.CheckConstraint(
                condition=Q(investment__isnull=True) | ~Q(currency=""),
                name="project_investment_has_currency",
                violation_error_message=_("An investment needs its currency."),
            ),
        ]

    def __str__(self) -> str:
        return local_name(self)


class ProjectEvent(Recorded):
    """A dated stage of a project, as a source tells it. Append-only."""

    class Stage(models.TextChoices):
        ANNOUNCED = "announced", _("announced")
        STARTED = "started", _("started")
        COMMISSIONED = "commissioned", _("commissioned")
        STOPPED = "stopped", _("stopped")
        CANCELLED = "cancelled", _("cancelled")

    id = PublicIdField(primary_key=True)
    project = models.ForeignKey(Project, models.PROTECT, related_name="events")
    stage = models.CharField(max_length=15, choices=Stage)
    date = models.DateField()
    source = models.ForeignKey(Source, models.PROTECT, related_name="project_events")
    locator = models.CharField(max_length=LONG_TEXT, blank=True, default="")
    locator_ru = models.CharField(max_length=LONG_TEXT, blank=True, default="", db_default="")
    locator_kk = models.CharField(max_length=LONG_TEXT, blank=True, default="", db_default="")
    note = models.TextField(blank=True, default="")
    note_ru = models.TextField(blank=True, default="", db_default="")
    note_kk = models.TextField(blank=True, default="", db_default="")

    objects = RecordedQuerySet.as_manager()

    class Meta:
        ordering = ["date", "id"]
        indexes = [models.Index(fields=["recorded_by"], name="project_event_recorded_by")]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=["announced", "started", "commissioned", "stopped", "cancelled"]),
                name="project_event_stage_known",
                violation_error_message=_("A stage is one of the listed ones."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id}: {self.stage} {self.date}"
