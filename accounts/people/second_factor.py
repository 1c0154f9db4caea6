"""Whether a session has passed the second factor of the person it belongs to, and whether it must."""

from __future__ import annotations

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest

from accounts.models import User

PASSED = "_second_factor_passed"


def has_factor(person: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether the person has switched a second factor on."""
    return isinstance(person, AbstractBaseUser) and is_mfa_enabled(person)


def has_app(person: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether the person has an authenticator app."""
    return isinstance(person, AbstractBaseUser) and is_mfa_enabled(person, [Authenticator.Type.TOTP])


def has_passed(request: HttpRequest) -> bool:
    """Whether this session has shown the second factor, or its person needs none. At most one query a request."""
    passed = getattr(request, PASSED, None)
    if passed is None:
        passed = is_shown(request, request.user) or not (is_missing(request) or has_factor(request.user))
        setattr(request, PASSED, passed)
    return bool(passed)


def is_missing(request: HttpRequest) -> bool:
    """Whether the person has rights and this session may not use them: it has shown no second factor (ADR 53)."""
    return bool(getattr(request.user, "second_factor_missing", False))


def is_withheld(request: HttpRequest, person: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether the rights of a person are withheld from this session. No query."""
    return bool(settings.STAFF_SECOND_FACTOR and isinstance(person, User) and person.is_staff) and not is_shown(
        request, person
    )


def is_shown(request: HttpRequest, person: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether this session has shown a second factor, by the record that allauth keeps in it."""
    if not isinstance(person, AbstractBaseUser):
        return False
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, person))


def forget_shown(request: HttpRequest, person: User) -> None:
    """Forgets that this session has shown a factor: the last one was removed. The session goes on."""
    records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [item for item in records if item.get("method") != "mfa"]
    update_session_auth_hash(request, person)
