from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .fields import LONG_TEXT, PublicIdField
from .names import local_name
from .programme import Programme
from .territory import Territory


class Indicator(models.Model):
    """What is measured (IATI indicator): its unit, its good direction and how it accumulates."""

    class Accumulation(models.TextChoices):
        SUM = "sum", _("sum")
        LEVEL = "level", _("level")
        MILESTONE = "milestone", _("milestone")

    class Direction(models.TextChoices):
        INCREASE = "increase", _("increase")
        DECREASE = "decrease", _("decrease")

    class Path(models.TextChoices):
        LINEAR = "linear", _("linear")
        COMPOUND = "compound", _("compound")

    id = PublicIdField(primary_key=True)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="indicators")
    name = models.CharField(max_length=LONG_TEXT)
    name_ru = models.CharField(max_length=LONG_TEXT, blank=True, default="")
    name_kk = models.CharField(max_length=LONG_TEXT, blank=True, default="")
    unit = models.CharField(
        max_length=200,
        blank=True,
        default="",
        db_index=True,
        help_text=_("ISO 4217 for money, else a plural noun or symbol; empty for a milestone."),
    )
    accumulation = models.CharField(max_length=10, choices=Accumulation)
    direction = models.CharField(max_length=10, choices=Direction)
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="indicators")
    path = models.CharField(max_length=10, choices=Path, default=Path.LINEAR)
    reporting_interval_days = models.PositiveIntegerField(null=True, blank=True)
    definition = models.TextField(blank=True, default="")
    definition_ru = models.TextField(blank=True, default="")
    definition_kk = models.TextField(blank=True, default="")

    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accumulation__in=["sum", "level", "milestone"]),
                name="indicator_accumulation_known",
                violation_error_message=_("An indicator accumulates as sum, level or milestone."),
            ),
            models.CheckConstraint(
                condition=Q(direction__in=["increase", "decrease"]),
                name="indicator_direction_known",
                violation_error_message=_("The good direction is increase or decrease."),
            ),
            models.CheckConstraint(
                condition=Q(path__in=["linear", "compound"]),
                name="indicator_path_known",
                violation_error_message=_("The path is linear or compound."),
            ),
            models.CheckConstraint(
                condition=Q(reporting_interval_days__isnull=True) | Q(reporting_interval_days__gte=1),
                name="indicator_interval_positive",
                violation_error_message=_("A reporting interval is at least one day."),
            ),
        ]

    def __str__(self) -> str:
        return local_name(self)
