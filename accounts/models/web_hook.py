from __future__ import annotations

import base64
import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# As in the Standard Webhooks specification: 24 to 64 random bytes, in base64 behind a prefix.
SECRET_PREFIX = "whsec_"  # noqa: S105  # a prefix, no secret
MAX_HOOKS = 3


def new_secret() -> str:
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


class WebHook(models.Model):
    """An address of a person's own program. It is sent what the person is told by mail.

    ``failures`` counts failed attempts since the last success; too many switch the hook off, and its owner is told.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="web_hooks")
    url = models.URLField(_("address"), max_length=500)
    secret = models.CharField(_("secret"), max_length=100, default=new_secret, editable=False)
    created_at = models.DateTimeField(_("since"))
    failures = models.PositiveIntegerField(_("failed attempts in a row"), default=0)
    disabled_at = models.DateTimeField(_("switched off"), null=True, blank=True)
    error = models.TextField(_("last error"), blank=True, default="")

    class Meta:
        ordering = ["created_at", "id"]
        verbose_name = _("web hook")
        verbose_name_plural = _("web hooks")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "url"],
                name="web_hook_once",
                violation_error_message=_("You have a web hook with this address already."),
            ),
            models.CheckConstraint(
                condition=~Q(secret=""),
                name="web_hook_has_a_secret",
                violation_error_message=_("A web hook is signed with a secret."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.url}"

    @property
    def is_on(self) -> bool:
        return self.disabled_at is None
