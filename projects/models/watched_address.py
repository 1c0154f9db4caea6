from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .article import Article
from .watch import Watch


class WatchedAddressQuerySet(models.QuerySet["WatchedAddress"]):
    def due(self, at: datetime) -> Self:
        """Those to fetch by then, in the order in which they were named."""
        return self.filter(next_fetch_at__lte=at, watch__is_on=True)


class WatchedAddress(models.Model):
    """An address that a watched source has named: it is fetched once, whatever came of it.

    ``next_fetch_at`` is there while the article waits to be fetched, and is the claim of a worker.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits to be fetched")
        PASSED_OVER = "passed_over", _("was there before, or too much came at once")
        OLD = "old", _("the article is older than the watch")
        UNREAD = "unread", _("no article could be read there")
        UNMATCHED = "unmatched", _("nothing in it for the record")
        QUEUED = "queued", _("went into the queue")

    watch = models.ForeignKey(Watch, models.CASCADE, related_name="addresses")
    url = models.URLField(max_length=2000)
    url_sha256 = models.CharField(
        max_length=64, unique=True, help_text=_("Of the address: an index takes no long one.")
    )
    title = models.CharField(max_length=300, blank=True, default="")
    published = models.DateField(null=True, blank=True)
    named_at = models.DateTimeField()
    state = models.CharField(max_length=11, choices=State, default=State.WAITING)
    next_fetch_at = models.DateTimeField(null=True, blank=True)
    fetched_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=12, blank=True, default="", help_text=_("Why no article was read, as a code."))
    article = models.ForeignKey(Article, models.SET_NULL, null=True, blank=True, related_name="addresses")

    objects = WatchedAddressQuerySet.as_manager()

    class Meta:
        ordering = ["-named_at", "id"]
        indexes = [
            models.Index(
                fields=["next_fetch_at"], condition=Q(next_fetch_at__isnull=False), name="watched_address_waiting"
            ),
            models.Index(fields=["watch", "fetched_at"], name="watched_address_of_a_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", next_fetch_at__isnull=False)
                | ~Q(state="waiting") & Q(next_fetch_at__isnull=True),
                name="watched_address_waits_until",
                violation_error_message=_("An address that waits says until when."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.url
