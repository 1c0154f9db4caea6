from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from projects.models import Correction

from .message import Message


class CorrectionSearch(models.Model):
    """How far the outbox has been looked through for messages that told a mistake."""

    correction = models.OneToOneField(Correction, models.CASCADE, primary_key=True, related_name="+")
    looked_until_at = models.DateTimeField(_("looked through until"))

    class Meta:
        verbose_name = _("search for who was told a mistake")
        verbose_name_plural = _("searches for who was told a mistake")

    def __str__(self) -> str:
        return f"{self.correction_id}: {self.looked_until_at:%Y-%m-%d %H:%M}"


class ToldMistake(models.Model):
    """A message that tells what turned out to be our mistake, and the message that says so to the same reader.

    A message that never arrives needs no answer; one that arrives late is answered then.
    """

    correction = models.ForeignKey(Correction, models.CASCADE, related_name="+", verbose_name=_("correction"))
    message = models.ForeignKey(Message, models.CASCADE, related_name="told_mistakes", verbose_name=_("message"))
    answer = models.ForeignKey(
        Message, models.CASCADE, null=True, blank=True, related_name="answered_mistakes", verbose_name=_("answer")
    )

    class Meta:
        verbose_name = _("told mistake")
        verbose_name_plural = _("told mistakes")
        indexes = [models.Index(fields=["correction"], condition=Q(answer=None), name="told_mistake_unanswered")]
        constraints = [
            models.UniqueConstraint(
                fields=["correction", "message"],
                name="told_mistake_once",
                violation_error_message=_("A message tells a mistake once."),
            ),
            models.CheckConstraint(
                condition=Q(answer__isnull=True) | ~Q(answer=F("message")),
                name="told_mistake_answered_by_another",
                violation_error_message=_("A message is not its own correction."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} told {self.correction_id}"
