from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class TelegramChat(models.Model):
    """A person's chat with the bot. It is linked when the person sends the bot the code, and then has a ``chat_id``."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="telegram_chat"
    )
    code = models.CharField(_("code"), max_length=43, unique=True)
    code_until = models.DateTimeField(_("code valid until"))
    chat_id = models.BigIntegerField(_("chat"), null=True, blank=True, unique=True)
    linked_at = models.DateTimeField(_("linked"), null=True, blank=True)

    class Meta:
        verbose_name = _("Telegram chat")
        verbose_name_plural = _("Telegram chats")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(chat_id__isnull=True, linked_at__isnull=True)
                | models.Q(chat_id__isnull=False, linked_at__isnull=False),
                name="telegram_chat_linked_at_a_moment",
                violation_error_message=_("A chat was linked at a moment."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.chat_id or '–'}"
