from __future__ import annotations

import hashlib
from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .message import Message

MAX_KEY = 400


def told_item_key(text: str) -> str:
    """The text as a key that fits into its column; different texts still have different keys."""
    if len(text) <= MAX_KEY:
        return text
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f"{text[: MAX_KEY - len(digest) - 1]}#{digest}"


class ToldItemQuerySet(models.QuerySet["ToldItem"]):
    def told_keys(self, user_ids: Collection[int]) -> dict[int, set[str]]:
        """For each of these users the keys of what they were rows, or soon will be. One query.

        Failed messages do not count as rows.
        """
        keys: dict[int, set[str]] = {user_id: set() for user_id in user_ids}
        rows = self.filter(user__in=user_ids).exclude(message__state=Message.State.FAILED)
        for user_id, key in rows.order_by().values_list("user_id", "key"):
            keys[user_id].add(key)
        return keys


class ToldItem(models.Model):
    """One thing that one person was told of by a reminder or an alert, and the message that told it.

    ``key`` names the thing: ``due:<first link>:<deadline>:7``. It is unique for a person, so that a run that was
    missed or repeated, or whose clock was set back, tells nobody the same twice.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="told_items")
    key = models.CharField(_("what of"), max_length=MAX_KEY)
    message = models.ForeignKey(Message, models.CASCADE, related_name="told_items")

    objects = ToldItemQuerySet.as_manager()

    class Meta:
        db_table = "accounts_reminder"
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key"],
                name="reminder_once",
                violation_error_message=_("A person is reminded of one thing once."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.key}"
