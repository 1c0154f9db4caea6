from __future__ import annotations

from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _


class BrowserSession(AbstractBaseSession):
    """A session of Django's, with the person whom it lets in: they see theirs and can end them (tracker.sessions)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="browser_sessions",
        verbose_name=_("person"),
    )

    class Meta:
        verbose_name = _("session of a browser")
        verbose_name_plural = _("sessions of browsers")

    @classmethod
    def get_session_store_class(cls) -> Any:
        return import_module(settings.SESSION_ENGINE).SessionStore
