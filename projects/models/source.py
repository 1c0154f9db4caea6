from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .fields import LONG_TEXT, PublicIdField
from .names import local_text
from .publisher import batches, standing_for


class SourceQuerySet(models.QuerySet["Source"]):
    def published_by(self, on: date) -> Self:
        """Sources that were certainly public by ``on`` (R1)."""
        return self.filter(public_on__lte=on)

    def follow_publishers(self, keys: Iterable[str]) -> list[str]:
        """Sources that stand for these come to stand for whom they should; the ids of those that moved (R9).

        Three queries for each 500 keys, and one for each publisher that gains sources.
        """
        moved: list[str] = []
        for batch in batches(keys):
            rows = self.filter(publisher_key__in=batch)
            names = rows.order_by().values_list("publisher", "publisher_key").distinct()
            spelt = list(names)
            right = standing_for(name for name, _key in spelt)
            names_of: dict[str, list[str]] = {}
            for name, key in spelt:
                if right[name] != key:
                    names_of.setdefault(right[name], []).append(name)
            for key, wrong in names_of.items():
                sources = self.filter(publisher__in=wrong).exclude(publisher_key=key)
                moved += sources.values_list("pk", flat=True)
                sources.update(publisher_key=key)
        return moved


class Source(models.Model):
    """Citable evidence: who published it, when and where. Never deleted."""

    class Kind(models.TextChoices):
        OFFICIAL_STATISTICS = "official_statistics", _("official statistics")
        GOVERNMENT = "government", _("government")
        COMPANY = "company", _("company")
        PRESS = "press", _("press")

    class Precision(models.TextChoices):
        DAY = "day", _("day")
        MONTH = "month", _("month")
        YEAR = "year", _("year")

    id = PublicIdField(primary_key=True)
    title = models.CharField(max_length=LONG_TEXT)
    title_ru = models.CharField(max_length=LONG_TEXT, blank=True, default="", db_default="")
    title_kk = models.CharField(max_length=LONG_TEXT, blank=True, default="", db_default="")
    title_en = models.CharField(max_length=LONG_TEXT, blank=True, default="", db_default="")
    title_language = models.CharField(max_length=35, blank=True, default="", db_default="")
    publisher = models.CharField(max_length=LONG_TEXT)
    publisher_key = models.TextField(
        editable=False,
        help_text=_("Whom the publisher stands for: sources with one key are of one publisher (rule R9)."),
    )
    published = models.DateField()
    published_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    public_on = models.DateField(
        editable=False,
        db_index=True,
        help_text=_("The last day that the printed date can mean: from then on it counts (rule R1)."),
    )
    kind = models.CharField(max_length=20, choices=Kind)
    url = models.URLField(max_length=2000, blank=True, default="")
    language = models.CharField(max_length=35, blank=True, default="")
    archived_url = models.URLField(max_length=2000, blank=True, default="")
    note = models.TextField(blank=True, default="")
    note_ru = models.TextField(blank=True, default="", db_default="")
    note_kk = models.TextField(blank=True, default="", db_default="")

    objects = SourceQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["publisher_key"])  # joining publishers edits no source

    class Meta:
        ordering = ["-published", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["official_statistics", "government", "company", "press"]),
                name="source_kind_known",
                violation_error_message=_("The kind of a source is one of the listed ones."),
            ),
            models.CheckConstraint(
                condition=~Q(publisher_key=""),
                name="source_stands_for_a_publisher",
                violation_error_message=_("A source has a publisher, by whom figures are told apart (rule R9)."),
            ),
            models.CheckConstraint(
                condition=Q(published_precision="day", public_on=F("published"))
                | Q(published_precision__in=["month", "year"], public_on__gte=F("published")),
                name="source_public_on_follows_precision",
                violation_error_message=_("A date known to the month or year counts from its last day (rule R1)."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publisher}: {local_text(self, 'title')}"


def first_day(published: date, precision: str) -> date:
    """The first day that a printed date can mean: ``2024-02`` to the month → 1 February 2024."""
    if precision == Source.Precision.YEAR:
        return date(published.year, 1, 1)
    return published.replace(day=1) if precision == Source.Precision.MONTH else published


def public_on(published: date, precision: str) -> date:
    """The last day that a printed date can mean (R1): ``2024-02`` to the month → 29 February 2024."""
    if precision == Source.Precision.YEAR:
        return date(published.year, 12, 31)
    if precision == Source.Precision.MONTH:
        return published.replace(day=calendar.monthrange(published.year, published.month)[1])
    return published
