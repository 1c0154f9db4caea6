from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import connections, models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from .fields import LONG_TEXT, FigureField, PublicIdField
from .id_list import as_id_list, id_list_table
from .indicator import Indicator
from .person import Person
from .recorded import BASES, QUALIFIERS, Basis, Qualifier, Recorded, RecordedQuerySet
from .source import Source

# {ids} is a table with the wanted ids in its column "key"; see id_list.
CHAINS_AND_INTERIMS = """
WITH RECURSIVE
link(id) AS (
    SELECT id FROM projects_target WHERE id IN (SELECT key FROM {ids})
    UNION
    SELECT later.id FROM projects_target AS later JOIN link ON later.revises_id = link.id
),
interim(id) AS (
    SELECT step.id FROM projects_target AS step JOIN link ON step.interim_for_id = link.id
    UNION
    SELECT later.id FROM projects_target AS later JOIN interim ON later.revises_id = interim.id
)
SELECT id FROM link UNION SELECT id FROM interim
"""

# From each link to the one it revises and the one it is interim for: up to the first links of all chains that depend
# on it. Without OR, with which PostgreSQL reads the whole table at every step, and without a join, for which it may
# read half of it: it does not know how few links there are.
REACHED = """
WITH RECURSIVE
reached(id) AS (
    SELECT id FROM (
        SELECT id FROM projects_target WHERE id IN (SELECT key FROM {ids})
        UNION
        SELECT id FROM projects_target WHERE indicator_id IN (SELECT key FROM {ids})
    ) AS touched
    UNION
    SELECT CASE way.number
        WHEN 1 THEN (SELECT revises_id FROM projects_target AS newer WHERE newer.id = reached.id)
        ELSE (SELECT interim_for_id FROM projects_target AS newer WHERE newer.id = reached.id)
    END
    FROM reached CROSS JOIN (SELECT 1 AS number UNION ALL SELECT 2) AS way
)
SELECT id FROM reached WHERE id IS NOT NULL
"""


# Along the chain, forward and back.
LINKS = """
WITH RECURSIVE
link(id) AS (
    SELECT id FROM projects_target WHERE id IN (SELECT key FROM {ids})
    UNION
    SELECT later.id FROM projects_target AS later JOIN link ON later.revises_id = link.id
)
SELECT id FROM link
"""
STARTS = """
WITH RECURSIVE
older(id) AS (
    SELECT id FROM projects_target WHERE id IN (SELECT key FROM {ids})
    UNION
    SELECT (SELECT revises_id FROM projects_target AS newer WHERE newer.id = older.id) FROM older
)
SELECT id FROM older WHERE id IS NOT NULL
"""


class TargetQuerySet(RecordedQuerySet["Target"]):
    def announced_by(self, on: date) -> Self:
        """Links announced on or before ``on`` (R1)."""
        return self.filter(announced__lte=on)

    def first_links(self) -> Self:
        """The first announcement of every chain of revisions."""
        return self.filter(revises__isnull=True)

    def current_on(self, on: date) -> Self:
        """The current link of each chain on ``on``: announced, and not yet revised."""
        return self.announced_by(on).exclude(revised_by__announced__lte=on)

    def chains_from(self, first_ids: Iterable[str]) -> Self:
        """Every link of the chains that begin with these ids, and every interim target of those chains."""
        return self.filter(pk__in=_ids(CHAINS_AND_INTERIMS, self.db, first_ids))

    def links_of(self, first_ids: Iterable[str]) -> Self:
        """Every link of the chains that begin with these ids."""
        return self.filter(pk__in=_ids(LINKS, self.db, first_ids))

    def first_links_of(self, targets: Iterable[str]) -> Self:
        """The first link of the chain of each of these links."""
        return self.first_links().filter(pk__in=_ids(STARTS, self.db, targets))

    def first_links_reached_from(self, *, targets: Iterable[str] = (), indicators: Iterable[str] = ()) -> Self:
        """The first link of every chain whose verdict can depend on these links or indicators."""
        return self.first_links().filter(pk__in=_ids(REACHED, self.db, targets, indicators))


def _ids(query: str, using: str, *lists: Iterable[str]) -> RawSQL:
    vendor = connections[using].vendor
    written = query.format(ids=id_list_table(vendor))
    if vendor == "postgresql":  # of an array it expects few, and looks the rows up in an index
        written = f"SELECT unnest(ARRAY({written}))"
    return RawSQL(written, [as_id_list(ids) for ids in lists])  # noqa: S611  # fixed text, bound lists


class Target(Recorded):
    """A promised value for a window (IATI period target): first, or revising another. Append-only."""

    class Timing(models.TextChoices):
        WITHIN_PERIOD = "within_period", _("within the period")
        BY_DEADLINE = "by_deadline", _("by the deadline")

    id = PublicIdField(primary_key=True)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets")
    basis = models.CharField(max_length=15, choices=Basis)
    qualifier = models.CharField(max_length=10, choices=Qualifier, blank=True, default="")
    value = FigureField(null=True, blank=True)
    upper_value = FigureField(null=True, blank=True)
    rounded_to = FigureField(
        null=True, blank=True, help_text=_("Unit of the last printed digit: 1.5 trillion → 100000000000.")
    )
    baseline_value = FigureField(null=True, blank=True)
    baseline_start = models.DateField(null=True, blank=True)
    baseline_end = models.DateField(null=True, blank=True)
    window_start = models.DateField(null=True, blank=True)
    deadline = models.DateField(null=True, blank=True, db_index=True)
    deadline_text = models.CharField(max_length=LONG_TEXT, blank=True, default="")
    deadline_text_ru = models.CharField(max_length=LONG_TEXT, blank=True, default="", db_default="")
    deadline_text_kk = models.CharField(max_length=LONG_TEXT, blank=True, default="", db_default="")
    timing = models.CharField(max_length=15, choices=Timing)
    bundle = models.CharField(max_length=500, blank=True, default="", db_index=True)
    interim_for = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="interims")
    revises = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="revised_by")
    withdrawn = models.BooleanField(default=False)
    announced = models.DateField(db_index=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="targets")
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
        related_name="targets",
        help_text=_("Who the speaker is, where that is certain."),
    )
    claimed = models.TextField(
        blank=True,
        default="",
        db_default="",
        help_text=_("What those responsible say of it without a day or a figure that can be entered."),
    )
    claimed_ru = models.TextField(blank=True, default="", db_default="")
    claimed_kk = models.TextField(blank=True, default="", db_default="")
    not_entered = models.TextField(
        blank=True,
        default="",
        db_default="",
        help_text=_("What is known to exist and is not entered yet, and why."),
    )
    not_entered_ru = models.TextField(blank=True, default="", db_default="")
    not_entered_kk = models.TextField(blank=True, default="", db_default="")

    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering = ["deadline", "id"]
        indexes = [
            models.Index(fields=["deadline", "id"], name="target_by_deadline"),
            models.Index(fields=["recorded_at", "announced"], name="target_by_recording"),
            models.Index(fields=["recorded_by"], name="target_recorded_by"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(basis__in=BASES),
                name="target_basis_known",
                violation_error_message=_("A target is absolute, a multiple, a percent change or done."),
            ),
            models.CheckConstraint(
                condition=Q(qualifier__in=QUALIFIERS) | Q(qualifier="", basis="done"),
                name="target_qualifier_known",
                violation_error_message=_("Say how the figure was qualified; “exactly” is as stated."),
            ),
            models.CheckConstraint(
                condition=Q(timing__in=["within_period", "by_deadline"]),
                name="target_timing_known",
                violation_error_message=_("A target counts within its period or by its deadline."),
            ),
            models.CheckConstraint(
                condition=Q(qualifier="between", upper_value__isnull=False, value__isnull=False)
                | (~Q(qualifier="between") & Q(upper_value__isnull=True)),
                name="target_between_has_both_ends",
                violation_error_message=_("“Between” needs both ends, and only “between” has an upper value."),
            ),
            models.CheckConstraint(
                condition=Q(window_start__isnull=True) | Q(deadline__isnull=True) | Q(window_start__lte=F("deadline")),
                name="target_window_before_deadline",
                violation_error_message=_("The window opens on or before the deadline."),
            ),
            models.CheckConstraint(
                condition=Q(baseline_start__isnull=True)
                | Q(baseline_end__isnull=True)
                | Q(baseline_start__lte=F("baseline_end")),
                name="target_baseline_in_order",
                violation_error_message=_("The baseline period starts on or before its end."),
            ),
            models.CheckConstraint(
                condition=Q(revises__isnull=True) | ~Q(revises=F("id")),
                name="target_does_not_revise_itself",
                violation_error_message=_("A target cannot revise itself."),
            ),
            models.CheckConstraint(
                condition=Q(interim_for__isnull=True) | ~Q(interim_for=F("id")),
                name="target_not_interim_for_itself",
                violation_error_message=_("A target cannot be interim for itself."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn=False) | Q(revises__isnull=False),
                name="target_withdrawal_names_what_it_withdraws",
                violation_error_message=_("A withdrawal names, in revises, the target it withdraws."),
            ),
        ]

    def __str__(self) -> str:
        return self.id
