from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .source import Source

AGAIN_AFTER = timedelta(days=7)
AGAIN_AFTER_FAILURE = timedelta(days=1)
# A link is dead when it has failed for so long, and so often.
DEAD_AFTER = timedelta(days=3)
DEAD_AFTER_FAILURES = 3
# A worker that has a link is taken for dead after this.
LEASE = timedelta(hours=1)
# There is a page, and it is not for us: a log-in, a filter of programs, a limit.
CLOSED_TO_US = frozenset({401, 403, 429})


def on_the_web(column: str) -> Q:
    """Rows whose address is one that can be asked."""
    return Q(**{f"{column}__istartswith": "http://"}) | Q(**{f"{column}__istartswith": "https://"})


class LinkAnswer(NamedTuple):
    """What came of a request: a status of HTTP, or None and one of ``LinkCheck.Error``."""

    status: int | None
    error: str = ""

    @property
    def is_failure(self) -> bool:
        """Whether a reader finds nothing there."""
        if self.status is None:
            return self.error != LinkCheck.Error.CERTIFICATE
        return self.status >= 400 and self.status not in CLOSED_TO_US


class LinkCheckQuerySet(models.QuerySet["LinkCheck"]):
    def due(self, at: datetime) -> Self:
        """Those to check by then: never checked, then checked longest ago. A source with a new address is due."""
        due = Q(next_check_at__lte=at) | ~Q(url=F("source__url"))
        return self.filter(due, on_the_web("source__url")).order_by(F("checked_at").asc(nulls_first=True), "pk")

    def dead(self) -> Self:
        """Sources whose address of today is dead."""
        return self.filter(is_dead=True, url=F("source__url"))


class LinkCheck(models.Model):
    """Whether the address of a source still answers. No part of the record: readers do not see it.

    ``next_check_at`` is also the claim of a worker, which moves it before it asks.
    """

    class Error(models.TextChoices):
        REFUSED = "refused", _("leads into a private network")
        UNREACHABLE = "unreachable", _("nobody answers there")
        NO_ANSWER = "no_answer", _("no answer came")
        REDIRECTS = "redirects", _("redirects lead nowhere")
        CERTIFICATE = "certificate", _("the certificate cannot be checked")

    source = models.OneToOneField(Source, models.CASCADE, primary_key=True, related_name="link_check")
    url = models.URLField(max_length=2000, help_text=_("The address that was checked."))
    checked_at = models.DateTimeField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    error = models.CharField(max_length=12, choices=Error, blank=True, default="")
    first_failed_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0, help_text=_("One after the other, up to the last check."))
    is_dead = models.BooleanField(default=False)
    next_check_at = models.DateTimeField()

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("check of a link")
        verbose_name_plural = _("checks of links")
        indexes = [models.Index(fields=["first_failed_at"], condition=Q(is_dead=True), name="link_check_dead")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__isnull=True) | Q(error=""),
                name="link_check_status_or_error",
                violation_error_message=_("A check ends with a status or with an error, not with both."),
            ),
            models.CheckConstraint(
                condition=Q(failures=0, first_failed_at__isnull=True)
                | Q(failures__gt=0, first_failed_at__isnull=False),
                name="link_check_since_a_failure",
                violation_error_message=_("A link that fails says since when."),
            ),
            models.CheckConstraint(
                condition=Q(is_dead=False) | Q(failures__gte=DEAD_AFTER_FAILURES),
                name="link_check_dead_after_failures",
                violation_error_message=_("A dead link has failed several times."),
            ),
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def reason(self) -> str:
        """Why it fails, in the language of the editor: ``answer 404`` or a few words."""
        if self.status is None:
            return str(self.get_error_display())
        return gettext("answer %(status)s") % {"status": self.status}
