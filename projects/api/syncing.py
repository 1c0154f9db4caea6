"""Keeping a copy up to date: ``updated_since`` begins a sweep over what changed, ``cursor`` leads from page to page.

A cursor is signed and belongs to one list with its parameters. It holds nothing that the list does not say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _
from rest_framework.request import Request

from projects.reports.parameters import BadParametersError, Kind, Parameter, Problem
from projects.reports.sweeps.horizon import complete_until
from projects.reports.sweeps.sweep import Position, Sweep
from projects.reports.targets.target_query import DEFAULT_PAGE_SIZE

UPDATED_SINCE = Parameter(
    "updated_since",
    Kind.MOMENT,
    "Begins a sweep over everything that changed at that moment or later, in the order in which it changed. It goes on "
    "with the `cursor` of `next`; the last page says in `updated_until` from which moment to ask the next time.",
)
CURSOR = Parameter(
    "cursor",
    Kind.TEXT,
    "The next page of a sweep, as `next` names it; with the same other parameters.",
    maximum=1000,
)
SYNCING = (UPDATED_SINCE, CURSOR)
# A sweep is about the record as it is, in the order of its changes.
EXCLUDED = ("page", "ordering", "as_of", "known_at")
_signer = Signer(salt="projects.api.cursor")


@dataclass(frozen=True, slots=True)
class SweepPage:
    """The sweep that a request asks for, and what its answers say of it."""

    sweep: Sweep
    updated_until: datetime
    count: int | None  # None: this is its first page

    def answer(
        self, request: Request, count: int, results: Sequence[Any], gone: Sequence[str], last: Position | None
    ) -> dict[str, Any]:
        """``last``: where the page ended, None on the last page."""
        return {
            "count": count,
            "next": None if last is None else self._next(request, count, last),
            "previous": None,
            "results": results,
            "gone": gone,
            "updated_until": self.updated_until,
        }

    def _next(self, request: Request, count: int, last: Position) -> str:
        moments = [
            moment.isoformat() for moment in (self.sweep.since, self.sweep.until, self.updated_until, last.moment)
        ]
        query = request.query_params.copy()
        query.pop(UPDATED_SINCE.name, None)
        query[CURSOR.name] = _signer.sign_object([_digest(request), *moments, last.stream, last.key, count])
        return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def sweep_of(request: Request, query: Mapping[str, Any], now: datetime) -> SweepPage | None:
    """The sweep that was asked for; None where pages are asked for.

    Raises BadParametersError for a cursor that was not made for this list and these parameters, and for parameters
    that a sweep does not go with. One query at most.
    """
    if not any(parameter.name in query for parameter in SYNCING):
        return None
    if excluded := [name for name in EXCLUDED if name in query]:
        detail = _(
            "A sweep with updated_since goes over the record as it is, in the order of its changes: leave this out."
        )
        raise BadParametersError([Problem(name, detail) for name in excluded])
    size = query.get("page_size", DEFAULT_PAGE_SIZE)
    if CURSOR.name not in query:
        since = query[UPDATED_SINCE.name]
        return SweepPage(Sweep(since, now, size), complete_until(now), None)
    since, until, complete, moment, stream, key, count = _read(request, query[CURSOR.name])
    if query.get(UPDATED_SINCE.name, since) != since:
        raise BadParametersError([Problem(CURSOR.name, _("It belongs to a sweep since another moment."))])
    return SweepPage(Sweep(since, until, size, Position(moment, stream, key)), complete, count)


def _read(request: Request, cursor: str) -> tuple[Any, ...]:
    try:
        digest, *moments, stream, key, count = _signer.unsign_object(cursor)
    except (BadSignature, ValueError):
        detail = _(
            "It is not a cursor that was made here, or it was changed on the way: begin anew with updated_since."
        )
        raise BadParametersError([Problem(CURSOR.name, detail)]) from None
    if digest != _digest(request):
        detail = _("It belongs to another list or to other parameters: take the address in next as it is.")
        raise BadParametersError([Problem(CURSOR.name, detail)])
    return (*map(datetime.fromisoformat, moments), stream, key, count)


def _digest(request: Request) -> str:
    """Of the list and its parameters, whatever their order."""
    given = request.query_params
    ours = {parameter.name for parameter in SYNCING}
    pairs = sorted((name, value) for name in given if name not in ours for value in given.getlist(name))
    return blake2b(repr((request.path, pairs)).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
