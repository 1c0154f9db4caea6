from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from projects.models import Territory


class WeekSubscriberQuerySet(models.QuerySet["WeekSubscriber"]):
    def confirmed(self) -> Self:
        return self.filter(confirmed_at__isnull=False)

    def due(self, monday: date, at: datetime) -> Self:
        """Those who had confirmed by ``at`` and have not been told of the week that begins on ``monday``."""
        return self.filter(confirmed_at__lte=at, next_week_on__lte=monday)

    def forgotten(self, before: datetime) -> Self:
        """Those who were last asked before a moment and have not confirmed."""
        return self.filter(confirmed_at__isnull=True, asked_at__lt=before)


class WeekSubscriber(models.Model):
    """A mail address without an account that gets what became new in each week, once its owner has confirmed it.

    ``next_week_on`` is the Monday of the first week that was not told yet. The row is deleted, with its messages, when
    its owner leaves or never confirms, or its country leaves the record: nobody gets more than was asked for. Its id is
    by chance, so that an old link can never act for another address.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    address = models.CharField(_("address"), max_length=254, unique=True, help_text=_("In small letters."))
    language = models.CharField(_("language"), max_length=3)
    territory = models.ForeignKey(
        Territory, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    asked_at = models.DateTimeField(_("asked to confirm"))
    times_asked = models.PositiveSmallIntegerField(
        _("times asked"), default=0, help_text=_("Since the address was last confirmed.")
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    next_week_on = models.DateField(_("told next of the week of"), null=True, blank=True)

    objects = WeekSubscriberQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = _("subscriber of the week")
        verbose_name_plural = _("subscribers of the week")
        indexes = [
            models.Index(fields=["next_week_on"], name="week_subscriber_due"),
            models.Index(fields=["asked_at"], condition=Q(confirmed_at=None), name="week_subscriber_unconfirmed"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(address=Lower("address")) & ~Q(address=""),
                name="week_subscriber_address_in_small_letters",
                violation_error_message=_("An address is kept in small letters."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, next_week_on__isnull=True)
                | Q(confirmed_at__isnull=False, next_week_on__isnull=False),
                name="week_subscriber_is_told_once_confirmed",
                violation_error_message=_("Only a confirmed address is told of weeks."),
            ),
        ]

    def __str__(self) -> str:
        return self.address

    def __repr__(self) -> str:
        return f"<WeekSubscriber: {self.pk}>"  # the log keeps no address
