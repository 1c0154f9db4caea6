from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .fields import LONG_TEXT, PublicIdField
from .names import local_name
from .organisation import Organisation
from .territory import Territory


class Programme(models.Model):
    """The announced undertaking (IATI activity)."""

    id = PublicIdField(primary_key=True)
    name = models.CharField(max_length=LONG_TEXT)
    name_ru = models.CharField(max_length=LONG_TEXT, blank=True, default="")
    name_kk = models.CharField(max_length=LONG_TEXT, blank=True, default="")
    responsible = models.ForeignKey(Organisation, models.PROTECT, related_name="programmes")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="programmes")
    sector = models.CharField(max_length=500, blank=True, default="", db_index=True)
    summary = models.TextField(blank=True, default="")
    summary_ru = models.TextField(blank=True, default="")
    summary_kk = models.TextField(blank=True, default="")

    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("programme")

    def __str__(self) -> str:
        return local_name(self)
