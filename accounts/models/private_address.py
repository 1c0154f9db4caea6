from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


def new_secret() -> str:
    """256 random bits, in characters that need no escaping in an address."""
    return secrets.token_urlsafe(32)


class PrivateAddress(models.Model):
    """The secret in the addresses of a person's own feed and calendar. A new secret ends the old addresses."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="private_address"
    )
    secret = models.CharField(_("secret"), max_length=43, unique=True, default=new_secret, editable=False)
    created_at = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("private address")
        verbose_name_plural = _("private addresses")

    def __str__(self) -> str:
        return str(self.user_id)
