from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

MAX_NAME = 100
MAX_DAYS = 365  # a year; an older token is refused, however it was made


class ProgramToken(models.Model):
    """The name and the last use of a person's token. Knox stores its digest; nobody stores the token."""

    token = models.OneToOneField(
        "knox.AuthToken", models.CASCADE, primary_key=True, related_name="program", verbose_name=_("token")
    )
    name = models.CharField(_("name"), max_length=MAX_NAME)
    last_used_on = models.DateField(_("last used on"), null=True, blank=True)

    may_publish = models.BooleanField(
        _("may publish"),
        default=False,
        db_default=False,
        help_text=_(
            "Whether what it sends is published without a second person; somebody else than its owner says so."
        ),
    )

    class Meta:
        verbose_name = _("token for programs")
        verbose_name_plural = _("tokens for programs")

    def __str__(self) -> str:
        return f"{self.name} ({self.token.token_key[:6]}…)"
