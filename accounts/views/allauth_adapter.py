"""How allauth signs people up, logs them in and writes to them on this site."""

from __future__ import annotations

import logging
import re
from smtplib import SMTPException
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.delivery.enqueue import MessageDraft, enqueue
from accounts.models import DigestPreferences, Message, ReminderPreferences, User
from accounts.people import known_browser, second_factor, too_many_attempts
from accounts.people.equal_work import equalize
from accounts.people.mail_away import MailNotSentError
from accounts.people.password_hashing import PasswordsBusyError, note_algorithms
from projects.http.rate_limits import WrongPasswordAllowance, client_address
from projects.models.names import active_language
from projects.wording.dates import moment
from projects.wording.languages import language

from .follow_after_login import wish_page
from .log_in_notices import tell_of_new_browser

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Gives each new person preferences in the language in which they signed up.

    Addresses in mails, the next page and rate limits do not depend on headers that the client chooses.
    """

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        super().save_user(request, user, form, commit=False)  # hashes the password before anything is locked
        if commit:
            with transaction.atomic():
                user.save()
                spoken = language(active_language())
                DigestPreferences.objects.get_or_create_for(user, at=user.date_joined, language=spoken)
                ReminderPreferences.objects.get_or_create_for(user, at=user.date_joined)
        return user

    def clean_email(self, email: str) -> str:
        """Refuses addresses longer than RFC 5321 allows: the form would accept them, the database would not."""
        name, _at, _host = email.rpartition("@")
        if len(email) > 254 or len(name) > 64:
            raise ValidationError(_("An e-mail address has at most 254 characters, 64 of them before the @."))
        return str(super().clean_email(email))

    def post_login(self, request: HttpRequest, user: User, **given: Any) -> HttpResponse:
        """Goes on to what the person wanted to follow before they logged in.

        A browser without a chosen language gets the person's.
        """
        follow_page = wish_page(request)
        if follow_page is not None:
            given["redirect_url"] = follow_page
        if second_factor.is_withheld(request, user):
            goal = given.get("redirect_url") or reverse("desk")
            given["redirect_url"] = f"{reverse('second-factor')}?{urlencode({'next': goal})}"
        response: HttpResponse = super().post_login(request, user, **given)
        if not known_browser.browser_of(request, user.email):
            tell_of_new_browser(request, user)
        known_browser.remember(request, response, user.email)
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
        """People with a second factor show it: a password alone must not remove the factor."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if not second_factor.has_factor(user):
            return methods
        methods = [method for method in methods if method["id"].startswith("mfa_reauthenticate")]
        # Who has no app is asked for the passkey first, and not for one of few recovery codes.
        return methods if second_factor.has_app(user) else methods[::-1]

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Checks a password. Raises PasswordsBusyError; the try is then not counted, because nothing was checked."""
        try:
            with note_algorithms() as algorithms:
                person: AbstractBaseUser | None = super().authenticate(request, **credentials)
            if person is None:
                equalize(credentials.get("password") or "", algorithms)
        except PasswordsBusyError:
            self._rollback_login_failed_rl_usage()
            WrongPasswordAllowance().give_back(request)
            raise
        if person is not None:
            WrongPasswordAllowance().give_back(request)
        return person

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counts the try before it is known to be wrong, so that tries at once are counted too."""
        super().pre_authenticate(request, **credentials)
        if WrongPasswordAllowance().spend(request) is not None:
            raise self.validation_error("too_many_login_attempts")

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """allauth's; the answer to too many wrong passwords or codes is a 429."""
        if code == "too_many_login_attempts":
            too_many_attempts.mark(self.request)
        error: ValidationError = super().validation_error(code, *args)
        return error

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Wrong passwords are counted by account, however the host or the case of the address was written.

        A browser that the account knows has a count of its own: guessing strangers do not lock its owner out.
        """
        login = str(credentials.get("email") or credentials.get("username") or "")
        return f"login:{known_browser.fold(login)}:{known_browser.browser_of(request, login)}"

    def is_safe_url(self, url: str | None) -> bool:
        """Whether an address may be redirected to: one of this site, by its public name."""
        public = urlsplit(settings.SITE_URL).netloc
        return url_has_allowed_host_and_scheme(url, {public}, require_https=settings.HTTPS)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tells the person of a change to their account, in the language of their digests.

        Without a request the operator made the change. ``email``: the former address, if the address was changed.
        What is told is done: a mail that the mail server does not take now waits in the outbox.
        """
        preferences = DigestPreferences.objects.for_user(user)
        now = timezone.localtime(timezone=preferences.zone)
        with override(preferences.language):
            more = {
                "when": moment(now, preferences.language),
                "ip": client_address(self.request) if self.request else "",
                "reset_url": _page("account_reset_password", preferences.language),
            }
            mail = self._mail(template_prefix, email or user.email, {**more, **(context or {})})
            if not _is_sent(mail, template_prefix):
                key = f"{template_prefix}:{now.isoformat()}"
                enqueue([_waiting(mail, user, key, preferences.language)], at=now)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Sends a mail with a link or a code at once. Raises MailNotSentError."""
        if not _is_sent(self._mail(template_prefix, email, context), template_prefix):
            raise MailNotSentError

    def _mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> EmailMessage:
        """Names the site and begins links by its public address, never by the Host header of the request."""
        site = SimpleNamespace(name=_("Promise tracker"), domain=urlsplit(settings.SITE_URL).netloc)
        links = {name: _public(value) for name, value in context.items() if name.endswith("_url")}
        own = {"request": self.request, "email": email, "current_site": site}
        mail: EmailMessage = self.render_mail(template_prefix, email, {**context, **links, **own})
        mail.body = _without_stops_after_links(str(mail.body), site.domain)
        return mail


def _is_sent(mail: EmailMessage, name: str) -> bool:
    """Sends a mail; False where the mail server does not take it now."""
    try:
        mail.send()
    except (OSError, SMTPException) as error:  # what it says names the address: the log has its kind alone
        logger.warning("The mail %s cannot be sent now: %s", name, type(error).__name__)
        return False
    return True


def _waiting(mail: EmailMessage, user: User, key: str, lang: str) -> MessageDraft:
    """The mail as a message of the outbox."""
    return MessageDraft(
        user_id=user.pk,
        kind=Message.Kind.NOTICE,
        key=key,
        recipient=mail.to[0],
        language=lang,
        subject=str(mail.subject),
        text=str(mail.body),
    )


def _without_stops_after_links(text: str, domain: str) -> str:
    """The text of a mail without full stops after addresses: mail programs take them for part of the link."""
    return re.sub(rf"((?:https?://|{re.escape(domain)})\S*?)\.(?=\s|$)", r"\1", text)


def _page(name: str, language: str) -> str:
    """The address of a page in a language, whatever the language of the present page."""
    return f"{settings.SITE_URL}/{language}{reverse(name, urlconf=settings.ROOT_URLCONF)}"


def _public(address: str) -> str:
    parts = urlsplit(address)
    return f"{settings.SITE_URL}{parts.path}" + (f"?{parts.query}" if parts.query else "")
