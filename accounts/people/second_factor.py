"""Whether a session has passed the second factor of the person it belongs to."""

from __future__ import annotations

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest

PASSED = "_second_factor_passed"


def has_factor(person: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether the person has switched a second factor on."""
    return isinstance(person, AbstractBaseUser) and is_mfa_enabled(person)


def has_passed(request: HttpRequest) -> bool:
    """Whether this session has shown the second factor, or its person has none. At most one query a request."""
    passed = getattr(request, PASSED, None)
    if passed is None:
        passed = _shown(request) or not has_factor(request.user)
        setattr(request, PASSED, passed)
    return bool(passed)


def _shown(request: HttpRequest) -> bool:
    if not isinstance(request.user, AbstractBaseUser):
        return False
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))
