from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .fields import LONG_TEXT, FigureField, PublicIdField
from .indicator import Indicator
from .person import Person
from .recorded import BASES, QUALIFIERS, Basis, Qualifier, Recorded, RecordedQuerySet
from .source import Source
from .territory import Territory


class OutcomeQuerySet(RecordedQuerySet["Outcome"]):
    def published_by(self, on: date) -> Self:
        """Reports whose source was certainly public and whose period was over by ``on`` (R1)."""
        return self.filter(source__public_on__lte=on, period_end__lte=on)

    def known_by(self, on: date) -> Self:
        """What verdicts on a day are given from: the same, and corrections also while their own period runs (R9)."""
        return self.filter(Q(period_end__lte=on) | Q(corrects__isnull=False), source__public_on__lte=on)


class Outcome(Recorded):
    """One source's reported value for a period (IATI actual). Append-only: a correction is a new row."""

    id = PublicIdField(primary_key=True)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="outcomes", db_index=False)
    basis = models.CharField(max_length=15, choices=Basis)
    qualifier = models.CharField(max_length=10, choices=Qualifier, blank=True)
    value = FigureField(null=True, blank=True)
    upper_value = FigureField(null=True, blank=True)
    rounded_to = FigureField(
        null=True, blank=True, help_text=_("Unit of the last printed digit: 1.5 trillion → 100000000000.")
    )
    compared_with_start = models.DateField(null=True, blank=True)
    compared_with_end = models.DateField(null=True, blank=True)
    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField()
    final = models.BooleanField()
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections")
    our_slip = models.BooleanField(default=False, db_default=False)
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="outcomes")
    source = models.ForeignKey(Source, models.PROTECT, related_name="outcomes")
    locator = models.CharField(max_length=LONG_TEXT, blank=True, default="")
    locator_ru = models.CharField(max_length=LONG_TEXT, blank=True, default="", db_default="")
    locator_kk = models.CharField(max_length=LONG_TEXT, blank=True, default="", db_default="")
    note = models.TextField(blank=True, default="")
    note_ru = models.TextField(blank=True, default="", db_default="")
    note_kk = models.TextField(blank=True, default="", db_default="")
    speaker = models.CharField(max_length=LONG_TEXT, blank=True, default="")
    speaker_ru = models.CharField(max_length=LONG_TEXT, blank=True, default="", db_default="")
    speaker_kk = models.CharField(max_length=LONG_TEXT, blank=True, default="", db_default="")
    spoken_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="outcomes",
        help_text=_("Who the speaker is, where that is certain."),
    )

    objects = OutcomeQuerySet.as_manager()

    @property
    def counts_as_correction(self) -> bool:
        """R9: whether it replaces what it corrects: by the same publisher, or with a note that says why."""
        wrong = self.corrects
        return wrong is not None and (bool(self.note) or wrong.source.publisher_key == self.source.publisher_key)

    class Meta:
        ordering = ["-period_end", "id"]
        indexes = [
            models.Index(fields=["indicator", "period_end"], name="outcome_by_period"),
            models.Index(fields=["recorded_at", "id"], name="outcome_by_recording"),
            models.Index(fields=["recorded_by"], name="outcome_recorded_by"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(basis__in=BASES),
                name="outcome_basis_known",
                violation_error_message=_("An outcome is absolute, a multiple, a percent change or done."),
            ),
            models.CheckConstraint(
                condition=Q(qualifier__in=QUALIFIERS) | Q(qualifier="", basis="done"),
                name="outcome_qualifier_known",
                violation_error_message=_("Say how the figure was qualified; “exactly” is as stated."),
            ),
            models.CheckConstraint(
                condition=Q(qualifier="between", upper_value__isnull=False)
                | (~Q(qualifier="between") & Q(upper_value__isnull=True)),
                name="outcome_between_has_both_ends",
                violation_error_message=_("“Between” needs both ends, and only “between” has an upper value."),
            ),
            models.CheckConstraint(
                condition=Q(period_start__isnull=True) | Q(period_start__lte=F("period_end")),
                name="outcome_period_in_order",
                violation_error_message=_("A period starts on or before its end."),
            ),
            models.CheckConstraint(
                condition=Q(compared_with_start__isnull=True)
                | Q(compared_with_end__isnull=True)
                | Q(compared_with_start__lte=F("compared_with_end")),
                name="outcome_comparison_in_order",
                violation_error_message=_("The period compared with starts on or before its end."),
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(corrects=F("id")),
                name="outcome_does_not_correct_itself",
                violation_error_message=_("An outcome cannot correct itself."),
            ),
            models.CheckConstraint(
                condition=Q(our_slip=False) | Q(corrects__isnull=False),
                name="outcome_slip_is_a_correction",
                violation_error_message=_("Only a correction can mend a slip: name in “corrects” what it mends."),
            ),
        ]

    def __str__(self) -> str:
        return self.id
