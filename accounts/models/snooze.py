from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from projects.models import Target


class SnoozeQuerySet(models.QuerySet["Snooze"]):
    def for_users(self, user_ids: Iterable[int]) -> SnoozeQuerySet:
        return self.filter(user__in=list(user_ids))

    def active(self, at: datetime) -> SnoozeQuerySet:
        """Snoozes that leave their chain out at ``at``."""
        return self.filter(ends_at__gt=at)


class Snooze(models.Model):
    """A person wants no news of a chain until a day. Then the snooze ends by itself.

    The row stays after that: the first digest from ``ends_at`` on has all news since ``quiet_since``, up to which the
    person was told, so that nothing that became known meanwhile is lost.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="snoozes")
    target = models.ForeignKey(Target, models.CASCADE, related_name="+", help_text=_("First link of the chain."))
    quiet_since = models.DateTimeField(_("nothing told since"))
    ends_at = models.DateTimeField(_("until"))

    objects = SnoozeQuerySet.as_manager()

    class Meta:
        verbose_name = _("snooze")
        verbose_name_plural = _("snoozes")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "target"],
                name="snooze_once",
                violation_error_message=_("This target is snoozed already."),
            ),
            models.CheckConstraint(
                condition=Q(quiet_since__lte=F("ends_at")),
                name="snooze_in_order",
                violation_error_message=_("A snooze starts before it ends."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} snoozes {self.target_id}"
