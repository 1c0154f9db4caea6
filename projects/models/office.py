from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .fields import LONG_TEXT, PublicIdField
from .names import local_text
from .organisation import Organisation
from .person import Person


class OfficeQuerySet(models.QuerySet["Office"]):
    def held_between(self, start: date, end: date) -> Self:
        """Offices that may have been held on some day from ``start`` to ``end``: an absent end is open."""
        begun = Q(since__isnull=True) | Q(since__lte=end)
        return self.filter(begun, Q(until__isnull=True) | Q(until__gte=start))


class Office(models.Model):
    """A post of a body that one person holds, from its first to its last day; an absent day is not known or open."""

    id = PublicIdField(primary_key=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="offices")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="offices")
    title = models.CharField(_("post (English)"), max_length=LONG_TEXT, blank=True, default="")
    title_ru = models.CharField(_("post (Russian)"), max_length=LONG_TEXT, blank=True, default="")
    title_kk = models.CharField(_("post (Kazakh)"), max_length=LONG_TEXT, blank=True, default="")
    since = models.DateField(null=True, blank=True, help_text=_("First day in the office; empty where it is not sure."))
    until = models.DateField(
        null=True, blank=True, help_text=_("Last day in the office; empty while it is held, or where it is not sure.")
    )

    history = HistoricalRecords()

    objects = OfficeQuerySet.as_manager()

    class Meta:
        ordering = ["person", F("since").asc(nulls_first=True), "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(since__lte=F("until")),
                name="office_days_in_order",
                violation_error_message=_("The last day in an office is not before the first."),
            ),
        ]

    def __str__(self) -> str:
        return local_text(self, "title") or self.id
