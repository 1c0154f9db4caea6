from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

MAX_SAVED = 20  # of one person


class SavedFilter(models.Model):
    """A question to the queue of drafts that an editor asks often, under their own name for it."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters", db_index=False)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=500, help_text=_("The query string, without the question mark."))

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="saved_filter_named_once",
                violation_error_message=_("You have a filter of that name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
