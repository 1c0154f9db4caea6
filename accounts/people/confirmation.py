"""Whether the person of a session has confirmed lately who they are."""

from __future__ import annotations

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest


def is_confirmed(request: HttpRequest) -> bool:
    """Whether the password or second factor was given in the last minutes, as ``reauthentication_required`` asks.

    No query for a session in which it never was.
    """
    person = request.user if isinstance(request.user, AbstractBaseUser) else None
    records = get_authentication_records(request, person)
    return any(record.get("reauthenticated") for record in records) and did_recently_reauthenticate(request)
