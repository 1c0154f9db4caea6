from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .fields import LONG_TEXT, PublicIdField
from .names import local_name


class Person(models.Model):
    """Somebody who promises or reports in an office: a minister, the head of a company."""

    id = PublicIdField(primary_key=True)
    name = models.CharField(max_length=LONG_TEXT)
    name_ru = models.CharField(max_length=LONG_TEXT, blank=True, default="")
    name_kk = models.CharField(max_length=LONG_TEXT, blank=True, default="")
    url = models.URLField(max_length=1000, blank=True, default="")

    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "id"]
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return local_name(self)
