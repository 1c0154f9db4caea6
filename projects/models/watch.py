from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.reading.listings import ListedItem

from .article import Article
from .link_check import DEAD_AFTER_FAILURES, on_the_web
from .organisation import Organisation
from .programme import Programme

SILENT_AFTER = timedelta(days=90)  # a list that answers and names nothing new for so long
MAX_VALIDATOR = 500  # characters of an ETag or a Last-Modified


@dataclass(frozen=True, slots=True)
class LookAnswer:
    """What came of a look at a watched source: a status of HTTP, or None and one of ``Watch.Error``.

    ``items`` are what it names on its own site, the latest first where it says days; ``elsewhere`` counts what is on
    other sites, ``left_out`` what is no address, or more than is read. ``retry_after`` is the header as it came.
    ``feeds`` are those that a page names where a feed was expected.
    """

    status: int | None
    error: str = ""
    items: tuple[ListedItem, ...] = ()
    elsewhere: int = 0
    left_out: int = 0
    etag: str = ""
    last_modified: str = ""
    retry_after: str = ""
    feeds: tuple[str, ...] = ()

    @property
    def is_failure(self) -> bool:
        return bool(self.error) or self.status is None or self.status >= 400


class WatchQuerySet(models.QuerySet["Watch"]):
    def due(self, at: datetime) -> Self:
        """Those to look at by then."""
        return self.filter(on_the_web("url"), is_on=True, next_fetch_at__lte=at)

    def dead(self) -> Self:
        """Those whose list has failed for days, the longest first."""
        return self.filter(is_on=True, is_dead=True).order_by("first_failed_at", "pk")

    def silent(self, at: datetime) -> Self:
        """Those whose list answers and has named nothing new for a long time, the longest first."""
        since = Q(last_item_at__lt=at - SILENT_AFTER) | Q(last_item_at=None, added_at__lt=at - SILENT_AFTER)
        return self.filter(since, is_on=True, failures=0).order_by("last_item_at", "pk")


class Watch(models.Model):
    """A feed, a site map or a page of links where a body or a programme reports. No part of the record.

    ``next_fetch_at`` is also the claim of a worker, which moves it before it asks.
    """

    class Kind(models.TextChoices):
        FEED = "feed", _("feed (RSS, Atom)")
        PAGE = "page", _("page with links")
        SITEMAP = "sitemap", _("site map")

    class Error(models.TextChoices):
        REFUSED = "refused", _("leads into a private network")
        UNREACHABLE = "unreachable", _("nobody answers there")
        NO_ANSWER = "no_answer", _("no answer came")
        REDIRECTS = "redirects", _("redirects lead nowhere")
        CERTIFICATE = "certificate", _("the certificate cannot be checked")
        DISALLOWED = "disallowed", _("robots.txt of the site does not allow it")
        ROBOTS = "robots", _("robots.txt of the site cannot be read")
        ELSEWHERE = "elsewhere", _("it leads to another site")
        NO_LISTING = "no_listing", _("there is nothing of this kind there")
        BROKEN = "broken", _("what came cannot be worked on")

    url = models.URLField(max_length=500)  # what an index of PostgreSQL takes in any letters
    kind = models.CharField(max_length=7, choices=Kind, default=Kind.FEED)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="watches",
        help_text=_("The body that reports there; or a programme, not both."),
    )
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, blank=True, related_name="watches")
    language = models.CharField(
        max_length=2,
        choices=Article.Language,
        blank=True,
        default="",
        help_text=_("In which its articles are read. Blank: that of each text."),
    )
    other_sites = models.BooleanField(
        default=False,
        help_text=_("Whether articles on other sites that it names are fetched. For lists that collect the news."),
    )
    is_on = models.BooleanField(default=True)
    added_at = models.DateTimeField(editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False, editable=False
    )
    etag = models.CharField(max_length=MAX_VALIDATOR, blank=True, default="", editable=False)
    last_modified = models.CharField(max_length=MAX_VALIDATOR, blank=True, default="", editable=False)
    next_fetch_at = models.DateTimeField(editable=False, db_index=True)
    fetched_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_item_at = models.DateTimeField(null=True, blank=True, editable=False)
    status = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    error = models.CharField(max_length=12, choices=Error, blank=True, default="", editable=False)
    first_failed_at = models.DateTimeField(null=True, blank=True, editable=False)
    failures = models.PositiveIntegerField(default=0, editable=False)
    is_dead = models.BooleanField(default=False, editable=False)

    objects = WatchQuerySet.as_manager()

    class Meta:
        ordering = ["url", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["url"],
                name="watch_once",
                violation_error_message=_("This address is watched already."),
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=True, programme__isnull=False)
                | Q(organisation__isnull=False, programme__isnull=True),
                name="watch_of_a_body_or_a_programme",
                violation_error_message=_("A watched source is that of a body or of a programme: choose one of them."),
            ),
            models.CheckConstraint(
                condition=Q(status__isnull=True) | Q(error="") | Q(error="no_listing"),
                name="watch_status_or_error",
                violation_error_message=_("A look ends with a status or with an error, not with both."),
            ),
            models.CheckConstraint(
                condition=Q(failures=0, first_failed_at__isnull=True)
                | Q(failures__gt=0, first_failed_at__isnull=False),
                name="watch_since_a_failure",
                violation_error_message=_("A watched source that fails says since when."),
            ),
            models.CheckConstraint(
                condition=Q(is_dead=False) | Q(failures__gte=DEAD_AFTER_FAILURES),
                name="watch_dead_after_failures",
                violation_error_message=_("A dead watched source has failed several times."),
            ),
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def reason(self) -> str:
        """Why it fails, in the language of the editor: ``answer 404`` or a few words; "" where it does not."""
        if self.error:
            return str(self.get_error_display())
        if self.failures and self.status is not None:
            return gettext("answer %(status)s") % {"status": self.status}
        return ""
