from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

M = TypeVar("M", bound=models.Model)


class Basis(models.TextChoices):
    ABSOLUTE = "absolute", _("absolute")
    MULTIPLE = "multiple", _("multiple of the baseline")
    PERCENT_CHANGE = "percent_change", _("percent change")
    DONE = "done", _("done")


class Qualifier(models.TextChoices):
    EXACTLY = "exactly", _("exactly")
    AT_LEAST = "at_least", _("at least")
    MORE_THAN = "more_than", _("more than")
    ABOUT = "about", _("about")
    AT_MOST = "at_most", _("at most")
    LESS_THAN = "less_than", _("less than")
    BETWEEN = "between", _("between")


BASES = [value for value, _label in Basis.choices]
QUALIFIERS = [value for value, _label in Qualifier.choices]


class RecordedQuerySet(models.QuerySet[M]):
    """Rows that are claims: recorded once, never changed."""

    def known_at(self, moment: datetime) -> RecordedQuerySet[M]:
        """What had been recorded here by ``moment``."""
        return self.filter(recorded_at__lte=moment)


class Recorded(models.Model):
    """Who entered a claim here, and when. Claims are append-only: a correction is a new row."""

    recorded_at = models.DateTimeField(editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+", db_index=False
    )

    class Meta:
        abstract = True
