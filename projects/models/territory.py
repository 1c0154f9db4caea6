from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .fields import LONG_TEXT, PublicIdField
from .names import local_name


class Territory(models.Model):
    """A country or a part of one, by its ISO 3166 code in lower case: ``kz``, ``kz-71``."""

    id = PublicIdField(primary_key=True)
    name = models.CharField(max_length=LONG_TEXT)
    name_ru = models.CharField(max_length=LONG_TEXT, blank=True, default="")
    name_kk = models.CharField(max_length=LONG_TEXT, blank=True, default="")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")

    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "id"]
        verbose_name_plural = _("territories")
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="territory_not_its_own_parent",
                violation_error_message=_("A territory cannot be part of itself."),
            ),
        ]

    def __str__(self) -> str:
        return local_name(self)
