"""Who a session belongs to, for as long as it lasts and with the rights that it may use."""

from __future__ import annotations

from functools import partial

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from accounts.people import second_factor, session_marks


class SessionPersonMiddleware(AuthenticationMiddleware):
    """Django's, which reads the session only where a view asks who it is."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(partial(_person, request, request.user))  # type: ignore[assignment]  # as Django


def _person(request: HttpRequest, person: AbstractBaseUser | AnonymousUser) -> AbstractBaseUser | AnonymousUser:
    if not isinstance(person, User):
        return person
    now = timezone.now()  # noqa: TID251  # an edge: this is the clock
    if session_marks.is_over(request.session, staff=person.is_staff, at=now):
        request.session.flush()
        return AnonymousUser()
    session_marks.see(request, now)
    person.second_factor_missing = second_factor.is_withheld(request, person)
    return person
