from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .fields import LONG_TEXT, PublicIdField
from .indicator import Indicator
from .outcome import Outcome
from .programme import Programme
from .project import Project
from .target import Target


class Correction(models.Model):
    """A mistake of ours, put right by taking a row out: the public line that stays of it.

    ``cells`` are columns of the wrong row as a package spells them, ``right`` those that stand in its place under the
    same id. They hold figures, days and what was cited, never the words of an editor. ``verdicts`` has, by first link
    of a chain that the row could reach, its target, status and actual just before. ``cites`` is who had been quoted.

    Figures that a new row corrects have no line here: both rows are in the record and say it (ADR 18).
    """

    class Action(models.TextChoices):
        ERASED = "erased", _("entered by mistake")
        MOVED = "moved", _("filed under the wrong indicator")
        MENDED = "mended", _("copied wrongly")

    class Table(models.TextChoices):
        TARGET = "target", _("target")
        OUTCOME = "outcome", _("outcome")
        PROJECT_EVENT = "projectevent", _("project event")
        SOURCE = "source", _("source")

    action = models.CharField(max_length=10, choices=Action)
    table = models.CharField(_("kind of thing"), max_length=20, choices=Table)
    row_id = PublicIdField(verbose_name=_("id it had"))
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, related_name="+")
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, related_name="+")
    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="+")
    target = models.ForeignKey(
        Target, models.SET_NULL, null=True, related_name="+", help_text=_("Of a mended target: itself.")
    )
    moved_to = models.ForeignKey(Indicator, models.PROTECT, null=True, related_name="+", verbose_name=_("moved to"))
    replaced_by = models.ForeignKey(
        Outcome, models.SET_NULL, null=True, related_name="+", verbose_name=_("recorded instead")
    )
    cites = models.CharField(_("publisher"), max_length=LONG_TEXT, blank=True, default="")
    cells = models.JSONField(_("what was wrong"), default=dict)
    right = models.JSONField(_("what is right"), default=dict)
    verdicts = models.JSONField(_("verdicts before"), default=dict)
    reason = models.CharField(_("reason"), max_length=LONG_TEXT, blank=True, default="")
    noticed_by = models.CharField(_("noticed by"), max_length=200, blank=True, default="")
    entered_at = models.DateTimeField(_("stood from"))
    corrected_at = models.DateTimeField(_("stood until"))

    class Meta:
        ordering = ["-corrected_at", "-id"]
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        indexes = [models.Index(fields=["corrected_at"], name="correction_by_moment")]
        constraints = [
            models.CheckConstraint(
                condition=Q(action__in=["erased", "moved", "mended"])
                & Q(table__in=["target", "outcome", "projectevent", "source"]),
                name="correction_action_and_table_known",
                violation_error_message=_("There is no such correction, or no such table."),
            ),
            models.CheckConstraint(
                condition=Q(action="moved", moved_to__isnull=False, table="outcome")
                | (~Q(action="moved") & Q(moved_to__isnull=True, replaced_by__isnull=True)),
                name="correction_moved_somewhere",
                violation_error_message=_("An outcome is moved to an indicator, and nothing else is moved."),
            ),
            models.CheckConstraint(
                condition=Q(entered_at__lte=F("corrected_at")),
                name="correction_after_the_mistake",
                violation_error_message=_("A mistake is put right after it was made."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row_id}: {self.action}"
