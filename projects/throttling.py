"""How often one address may ask without saying who it is: enough for any reader and any honest program."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from rest_framework.throttling import BaseThrottle

MINUTE = 60


class Allowance(BaseThrottle):
    """So many questions a minute from one address, counted where all processes see it (settings.ALLOWANCES)."""

    name = "api"

    def allow_request(self, request: Any, view: Any) -> bool:
        """Counts the question. REST framework's own name for it."""
        return self.spend(request) is None

    def wait(self) -> float:
        return MINUTE - timezone.now().timestamp() % MINUTE  # noqa: TID251  # limits are about real time

    def spend(self, request: HttpRequest) -> int | None:
        """Counts the question; the seconds to wait where there have been too many in this minute."""
        now = timezone.now().timestamp()  # noqa: TID251  # as above
        key = f"allowance:{self.name}:{self.get_ident(request)}:{int(now // MINUTE)}"  # type: ignore[arg-type]  # it reads META alone
        cache.add(key, 0, 2 * MINUTE)
        try:
            asked = cache.incr(key)
        except ValueError:  # thrown out of a full cache in between
            asked = 1
        return None if asked <= settings.ALLOWANCES[self.name] else int(self.wait()) + 1


class WritingAllowance(Allowance):
    """So many rows a minute under one person's name, wherever from: a program gone wrong leaves room for others."""

    name = "writing"

    def get_ident(self, request: Any) -> str:
        return f"person-{request.user.pk}"


class SearchAllowance(Allowance):
    """Searching reads everything there is, so that less of it is allowed."""

    name = "search"

    def allow_request(self, request: Any, view: Any) -> bool:
        return "search" not in request.GET or super().allow_request(request, view)


class MakingAllowance(Allowance):
    """Files that are made of the whole record (``downloads``), whoever asks: counted only where one is made."""

    name = "making"
