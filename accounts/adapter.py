"""How allauth signs people up and writes to them here."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .intentions import fulfil
from .models import Preferences, Reminding, User
from .models.preferences import LANGUAGES


class AccountAdapter(DefaultAccountAdapter):
    """Gives each new person preferences in the language they signed up in, which greets them on the next machine too;
    names the site in mails."""

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        with transaction.atomic():
            super().save_user(request, user, form, commit)
            if commit:
                spoken = (get_language() or "en").split("-")[0]
                language = spoken if spoken in dict(LANGUAGES) else "en"
                Preferences.objects.open_for(user, at=user.date_joined, language=language)
                Reminding.objects.open_for(user, at=user.date_joined)
        return user

    def clean_email(self, email: str) -> str:
        """Refuses what cannot be an address by its length (RFC 5321): the form would take it, the database not."""
        name, _at, _host = email.rpartition("@")
        if len(email) > 254 or len(name) > 64:
            raise ValidationError(_("An e-mail address has at most 254 characters, 64 of them before the @."))
        return str(super().clean_email(email))

    def post_login(self, request: HttpRequest, user: User, **given: Any) -> HttpResponse:
        """Follows what the person wanted to follow when they were asked to log in, and brings them back there.

        A browser that has chosen no language gets the person's.
        """
        now = timezone.now()  # noqa: TID251  # an edge: this is the clock
        going_on = fulfil(request, user, now)
        if going_on is not None:
            given["redirect_url"] = going_on
        response: HttpResponse = super().post_login(request, user, **given)
        stored = Preferences.objects.filter(user=user).first()
        if stored is not None and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                stored.language,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                secure=settings.LANGUAGE_COOKIE_SECURE,
                samesite=settings.LANGUAGE_COOKIE_SAMESITE,  # type: ignore[arg-type]  # a setting is a str
            )
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Names the site by its public address, never by the Host header of whoever asked."""
        site = SimpleNamespace(name=_("Promise tracker"), domain=urlsplit(settings.SITE_URL).netloc)
        super().send_mail(template_prefix, email, {**context, "current_site": site})
