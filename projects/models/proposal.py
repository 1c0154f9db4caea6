from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from .draft import CLOSED, OPEN, Draft
from .target import Target

MAX_TEXT = 4000


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def open(self) -> Self:
        """Those that nobody has published or discarded yet."""
        return self.filter(draft__state__in=OPEN)

    def to_answer(self) -> Self:
        """Those whose sender left an address and waits to hear what became of it."""
        return self.filter(draft__state__in=CLOSED, answered_at=None).exclude(email="")


class Proposal(models.Model):
    """A source that a reader sent. It records nothing: an editor reads it, and makes changes of its draft.

    The address is deleted once it was written to.
    """

    draft = models.OneToOneField(Draft, models.CASCADE, primary_key=True, related_name="proposal")
    target = models.ForeignKey(Target, models.SET_NULL, null=True, blank=True, related_name="+")
    url = models.URLField(max_length=2000)
    figure = models.CharField(_("figure"), max_length=500, blank=True, default="")
    note = models.TextField(max_length=MAX_TEXT, blank=True, default="")
    email = models.EmailField(_("mail address"), blank=True, default="")
    language = models.CharField(max_length=3)
    answered_at = models.DateTimeField(null=True, blank=True, help_text=_("When its sender was written to."))

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")

    def __str__(self) -> str:
        return self.url
