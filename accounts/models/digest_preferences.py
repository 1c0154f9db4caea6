from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.news_kinds import KINDS, all_kinds
from accounts.models.rhythm import Rhythm, next_due
from projects.wording import own_names

if TYPE_CHECKING:
    from .user import User

NO_KIND = _("Choose at least one kind of news, or choose “never” as how often.")


def mail_languages() -> list[tuple[str, str]]:
    """The languages of mails: code and own name. Asked at use, so that one more needs no migration."""
    return list(own_names().items())


def validate_time_zone(name: str) -> None:
    """A name of the IANA database, such as ``Europe/Berlin``. Raises ValidationError."""
    if name not in available_timezones():
        raise ValidationError(
            _("“%(name)s” is not a time zone of the IANA list; one that is: Europe/Berlin."), params={"name": name}
        )


def validate_kinds(kinds: Any) -> None:
    """A list of kinds of news. Raises ValidationError. An empty list is refused by the field itself (NO_KIND)."""
    if not isinstance(kinds, list) or not set(kinds) <= set(KINDS):
        raise ValidationError(_("The kinds of news are: %(kinds)s."), params={"kinds": ", ".join(KINDS)})


def home_time_zone() -> str:
    """The zone of people who have chosen none: the tracker's own."""
    return settings.TIME_ZONE


class DigestPreferencesQuerySet(models.QuerySet["DigestPreferences"]):
    def due(self, at: datetime) -> DigestPreferencesQuerySet:
        """Preferences of people whose digest is due by ``at``, the longest due first."""
        return self.filter(due_at__lte=at, user__is_active=True).order_by("due_at", "user_id")

    def with_digests(self) -> DigestPreferencesQuerySet:
        """Preferences of people who get digests, the next due first."""
        return self.filter(due_at__isnull=False, user__is_active=True).order_by("due_at", "user_id")

    def get_or_create_for(self, user: User, *, at: datetime, **chosen: Any) -> DigestPreferences:
        """The person's row. If there is none, it is made with ``chosen`` values and a first digest after ``at``."""
        fresh = DigestPreferences(**chosen)  # without the person, whose cached row it would become
        row, _created = self.get_or_create(user=user, defaults={**chosen, "due_at": next_due(fresh.rhythm, at)})
        return row

    def for_user(self, user: User) -> DigestPreferences:
        """The person's stored preferences, else unsaved defaults. One query."""
        return self.filter(user=user).first() or DigestPreferences(user_id=user.pk)


class DigestPreferences(models.Model):
    """How often, when, in which language and with which kinds of news a person wants the digest.

    ``due_at`` is the moment of the next one. It is stored, so that the sweep finds due people by an index and claims
    a person's period by moving it on.
    """

    class Cadence(models.TextChoices):
        OFF = "off", _("never")
        DAILY = "daily", _("every day")
        WEEKLY = "weekly", _("every week")
        MONTHLY = "monthly", _("every month")

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    class Quiet(models.TextChoices):
        LINE = "line", _("one line with how many are past their deadline, if any are")
        NOTHING = "nothing", _("no mail")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="digest_preferences"
    )
    cadence = models.CharField(_("how often"), max_length=10, choices=Cadence, default=Cadence.WEEKLY)
    weekday = models.PositiveSmallIntegerField(_("day of the week"), choices=Weekday, default=Weekday.MONDAY)
    hour = models.PositiveSmallIntegerField(_("hour"), default=8, validators=[MaxValueValidator(23)])
    time_zone = models.CharField(_("time zone"), max_length=64, default=home_time_zone, validators=[validate_time_zone])
    language = models.CharField(_("language of the mails"), max_length=3, choices=mail_languages, default="en")
    kinds = models.JSONField(
        _("kinds of news"), default=all_kinds, validators=[validate_kinds], error_messages={"blank": NO_KIND}
    )
    quiet = models.CharField(_("when nothing is new"), max_length=10, choices=Quiet, default=Quiet.LINE)
    due_at = models.DateTimeField(_("next digest"), null=True, blank=True, editable=False, db_index=True)

    objects = DigestPreferencesQuerySet.as_manager()

    class Meta:
        db_table = "accounts_preferences"
        verbose_name = _("preferences")
        verbose_name_plural = _("preferences")
        constraints = [
            models.CheckConstraint(
                condition=Q(cadence="off", due_at__isnull=True)
                | Q(cadence__in=["daily", "weekly", "monthly"], due_at__isnull=False),
                name="preferences_due_unless_off",
                violation_error_message=_("A digest is due exactly when the cadence is daily, weekly or monthly."),
            ),
            models.CheckConstraint(
                condition=Q(weekday__lte=6),
                name="preferences_weekday_known",
                violation_error_message=_("The day of the week is Monday to Sunday."),
            ),
            models.CheckConstraint(
                condition=Q(hour__lte=23),
                name="preferences_hour_of_the_day",
                violation_error_message=_("The hour is 0 to 23."),
            ),
            models.CheckConstraint(
                condition=Q(quiet__in=["line", "nothing"]),
                name="preferences_quiet_known",
                violation_error_message=_("When nothing is new, one line is sent, or nothing."),
            ),
            models.CheckConstraint(
                condition=~Q(language=""),
                name="preferences_language_named",
                violation_error_message=_("Mails are written in a language: choose one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.cadence}"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def local_date(self, at: datetime) -> date:
        """The day at ``at`` on the person's own calendar."""
        return at.astimezone(self.zone).date()

    def moment_on(self, day: date) -> datetime:
        """The moment of a day at which the person's clock shows the hour of their digest."""
        return datetime.combine(day, time(self.hour), self.zone)

    @property
    def rhythm(self) -> Rhythm:
        return Rhythm(self.cadence, self.weekday, self.hour, self.time_zone)
