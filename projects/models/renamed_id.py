from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import PublicIdField

KINDS = (
    ("organisation", _("organisation")),
    ("territory", _("territory")),
    ("publisher", _("publisher")),
    ("person", _("person")),
    ("office", _("office")),
    ("source", _("source")),
    ("programme", _("programme")),
    ("indicator", _("indicator")),
    ("target", _("target")),
    ("outcome", _("outcome")),
    ("project", _("project")),
    ("projectevent", _("project event")),
)


class RenamedIdQuerySet(models.QuerySet["RenamedId"]):
    def current(self, kind: str, ids: Iterable[str]) -> dict[str, str]:
        """Those of ``ids`` that are former ids of a kind → the ids of today. One query."""
        valid = [id for id in ids if "\0" not in id]  # PostgreSQL refuses these as text
        return dict(self.filter(kind=kind, old_id__in=valid).values_list("old_id", "new_id"))


class RenamedId(models.Model):
    """A former id: its addresses redirect to the row's new id, and no other row gets it.

    The triggers of the claims allow a change of id only with a row here (ADR 10).
    """

    kind = models.CharField(max_length=20, choices=KINDS)
    old_id = PublicIdField()
    new_id = PublicIdField()
    renamed_at = models.DateTimeField()
    renamed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = RenamedIdQuerySet.as_manager()

    class Meta:
        ordering = ["-renamed_at", "kind", "old_id"]
        verbose_name = _("former id")
        verbose_name_plural = _("former ids")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "old_id"],
                name="renamed_id_leads_to_one",
                violation_error_message=_("That id was given up before, and leads to one thing for good."),
            ),
            models.CheckConstraint(
                condition=~models.Q(old_id=models.F("new_id")),
                name="renamed_id_differs",
                violation_error_message=_("The new id is another than the old one."),
            ),
        ]
        indexes = [models.Index(fields=["kind", "new_id"], name="renamed_id_by_new")]

    def __str__(self) -> str:
        return f"{self.kind} {self.old_id} → {self.new_id}"
