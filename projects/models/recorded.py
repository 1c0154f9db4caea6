from __future__ import annotations

from datetime import datetime
from typing import Any, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import ProtectedError
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


REFUSED_DELETE = "Claims are append-only: correct, revise or withdraw with a new row instead of deleting."


class RecordedQuerySet(models.QuerySet[M]):
    """Claims: recorded once, never changed. Triggers enforce this in the database (ADR 0002)."""

    def known_at(self, moment: datetime) -> Self:
        """Rows recorded by ``moment``."""
        return self.filter(recorded_at__lte=moment)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused: a wrong claim is corrected, revised or withdrawn by a new row."""
        raise ProtectedError(REFUSED_DELETE, set(self[:10]))

    delete.alters_data = True  # type: ignore[attr-defined]  # Django's own marker: templates may not call it
    delete.queryset_only = True  # type: ignore[attr-defined]  # and managers do not copy it


class Recorded(models.Model):
    """Who entered a claim here, and when. Claims are append-only: a correction is a new row.

    Each model has an index of ``recorded_by``, or deleting an account would read all claims. It stands in Meta: as
    ``db_index`` of the column its migration would make the table anew on SQLite, where triggers name it.
    """

    recorded_at = models.DateTimeField(editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+", db_index=False
    )

    class Meta:
        abstract = True

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused: a wrong claim is corrected, revised or withdrawn by a new row."""
        raise ProtectedError(REFUSED_DELETE, {self})
