from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.rhythm import Rhythm, next_due

from .digest_preferences import DigestPreferences

if TYPE_CHECKING:
    from .user import User


def next_reminder_at(preferences: DigestPreferences, after: datetime) -> datetime:
    """The next moment after ``after`` at which the person's clock shows the hour of their digest."""
    moment = next_due(Rhythm("daily", 0, preferences.hour, preferences.time_zone), after)
    assert moment is not None  # only a rhythm that is off has no next moment
    return moment


class ReminderPreferencesQuerySet(models.QuerySet["ReminderPreferences"]):
    def due(self, at: datetime) -> ReminderPreferencesQuerySet:
        """Preferences of people whose daily check for reminders is due by ``at``, the longest due first."""
        return self.filter(next_at__lte=at, user__is_active=True).order_by("next_at", "user_id")

    def get_or_create_for(self, user: User, *, at: datetime) -> ReminderPreferences:
        """The person's row, created with the defaults if there is none."""
        next_at = next_reminder_at(DigestPreferences.objects.for_user(user), at)
        row, _created = self.get_or_create(user=user, defaults={"next_at": next_at})
        return row


class ReminderPreferences(models.Model):
    """What a person wants to be reminded of. It is checked once a day, at the hour of their digest.

    ``next_at`` is the moment of the next check. It is stored, so that the sweep finds due people by an index and
    claims a person's day by moving it on.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="reminder_preferences"
    )
    deadlines = models.BooleanField(
        _("deadlines of what I follow"), default=True, help_text=_("30, 7 and 1 day before, and on the day after.")
    )
    desk = models.BooleanField(
        _("what the record waits for"),
        default=True,
        help_text=_("For editors: missing final figures, reports that are due, corrections without a reason."),
    )
    next_at = models.DateTimeField(_("next look"), null=True, blank=True, editable=False, db_index=True)

    objects = ReminderPreferencesQuerySet.as_manager()

    class Meta:
        db_table = "accounts_reminding"
        verbose_name = _("reminders of a person")
        verbose_name_plural = _("reminders of people")
        constraints = [
            models.CheckConstraint(
                condition=Q(deadlines=False, desk=False, next_at__isnull=True)
                | (~Q(deadlines=False, desk=False) & Q(next_at__isnull=False)),
                name="reminding_looked_at_unless_off",
                violation_error_message=_("Somebody looks exactly when a person wants to be reminded of something."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: deadlines {self.deadlines}, desk {self.desk}"
