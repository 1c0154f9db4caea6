"""How allauth signs people up, lets them in and writes to them here."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any
from unicodedata import normalize
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from accounts.models import DigestPreferences, ReminderPreferences, User
from accounts.models.digest_preferences import LANGUAGES
from accounts.people import second_factor
from accounts.people.password_hashing import PasswordsBusyError
from projects.http.rate_limits import WrongPasswordAllowance, client_address
from projects.wording.dates import moment

from .follow_after_login import wish_page


class AccountAdapter(DefaultAccountAdapter):
    """Gives each new person preferences in the language they signed up in, which greets them on the next machine too.

    Addresses in mails, the next page and the limits depend on nothing that whoever asks may choose.
    """

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        super().save_user(request, user, form, commit=False)  # hashes the password, before anything is locked
        if commit:
            with transaction.atomic():
                user.save()
                spoken = (get_language() or "en").split("-")[0]
                language = spoken if spoken in dict(LANGUAGES) else "en"
                DigestPreferences.objects.get_or_create_for(user, at=user.date_joined, language=language)
                ReminderPreferences.objects.get_or_create_for(user, at=user.date_joined)
        return user

    def clean_email(self, email: str) -> str:
        """Refuses what cannot be an address by its length (RFC 5321): the form would take it, the database not."""
        name, _at, _host = email.rpartition("@")
        if len(email) > 254 or len(name) > 64:
            raise ValidationError(_("An e-mail address has at most 254 characters, 64 of them before the @."))
        return str(super().clean_email(email))

    def post_login(self, request: HttpRequest, user: User, **given: Any) -> HttpResponse:
        """Asks again what the person wanted to follow when they were asked to log in.

        A browser that has chosen no language gets the person's.
        """
        wish = wish_page(request)
        if wish is not None:
            given["redirect_url"] = wish
        response: HttpResponse = super().post_login(request, user, **given)
        stored = DigestPreferences.objects.filter(user=user).first()
        if stored is not None and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                stored.language,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                secure=settings.LANGUAGE_COOKIE_SECURE,
                samesite=settings.LANGUAGE_COOKIE_SAMESITE,  # type: ignore[arg-type]  # a setting is a str
            )
        return response

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """Whoever has a second factor shows that one: a password alone removes nothing that guards against it."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if second_factor.has_factor(user):
            return [method for method in methods if method["id"].startswith("mfa_reauthenticate")]
        return methods

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Checks a password. Raises PasswordsBusyError, and then counts none: it was not looked at."""
        try:
            person: AbstractBaseUser | None = super().authenticate(request, **credentials)
        except PasswordsBusyError:
            self._rollback_login_failed_rl_usage()
            WrongPasswordAllowance().give_back(request)
            raise
        if person is not None:
            WrongPasswordAllowance().give_back(request)
        return person

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counts the try before it is known to be wrong, so that many at once are counted too."""
        super().pre_authenticate(request, **credentials)
        if WrongPasswordAllowance().spend(request) is not None:
            raise self.validation_error("too_many_login_attempts")

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Wrong passwords are counted by account, however the host or the letters of the address were written."""
        login = str(credentials.get("email") or credentials.get("username") or "")
        return f"login:{normalize('NFKC', login).upper().lower()}"

    def is_safe_url(self, url: str | None) -> bool:
        """Whether to go on to an address: one of this site, under its public name."""
        public = urlsplit(settings.SITE_URL).netloc
        return url_has_allowed_host_and_scheme(url, {public}, require_https=settings.HTTPS)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tells the person of a change to their account in the language of their digests, whoever made the change.

        Without a request it was the operator. ``email`` is the former address where that was changed.
        """
        preferences = DigestPreferences.objects.filter(user=user).first() or DigestPreferences(user=user)
        now = timezone.localtime(timezone=ZoneInfo(preferences.time_zone))
        with override(preferences.language):
            more = {
                "when": moment(now, preferences.language),
                "ip": client_address(self.request) if self.request else "",
                "reset_url": _page("account_reset_password", preferences.language),
            }
            self.send_mail(template_prefix, email or user.email, {**more, **(context or {})})

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Names the site, and begins its links, by its public address, never by the Host header of whoever asked."""
        site = SimpleNamespace(name=_("Promise tracker"), domain=urlsplit(settings.SITE_URL).netloc)
        links = {name: _public(value) for name, value in context.items() if name.endswith("_url")}
        own = {"request": self.request, "email": email, "current_site": site}
        mail = self.render_mail(template_prefix, email, {**context, **links, **own})
        mail.body = _without_glued_stops(str(mail.body), site.domain)
        mail.send()


def _without_glued_stops(text: str, domain: str) -> str:
    """The text of a mail without full stops after addresses: mail programs take one for a part of the link."""
    return re.sub(rf"((?:https?://|{re.escape(domain)})\S*?)\.(?=\s|$)", r"\1", text)


def _page(name: str, language: str) -> str:
    """A page of the site in a language, whichever the page was in on which the mail was set off."""
    return f"{settings.SITE_URL}/{language}{reverse(name, urlconf=settings.ROOT_URLCONF)}"


def _public(address: str) -> str:
    parts = urlsplit(address)
    return f"{settings.SITE_URL}{parts.path}" + (f"?{parts.query}" if parts.query else "")
