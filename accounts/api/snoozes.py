"""The API of the targets that a person wants no news of until a day: list, begin or move, end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions.follows import UnknownThingError, thing_to_follow
from accounts.actions.snoozes import end_snooze, start_snooze
from accounts.models import DigestPreferences, Snooze
from projects.api.idempotent import once_for_key
from projects.api.serializers import ID_PATTERN, Day, Id, Moment, Serializer
from projects.api.views import page_of, page_serializer
from projects.reports.parameters import (
    AS_OF,
    MAX_TEXT,
    PAGING,
    BadParametersError,
    Kind,
    Parameter,
    Problem,
    read_parameters,
)
from projects.reports.targets.target_query import DEFAULT_PAGE_SIZE

from .own_view import READS, WRITES, OwnView, members_of, nothing_changed, person

MEMBERS = ("target", "until")
BODY = {
    "type": "object",
    "properties": {
        "target": {
            "type": "string",
            "pattern": ID_PATTERN,
            "maxLength": MAX_TEXT,
            "description": "Any link of the chain.",
        },
        "until": {"type": "string", "format": "date", "description": "The day on which you hear of it again."},
    },
    "required": list(MEMBERS),
    "additionalProperties": False,
}


class SnoozeSerializer(Serializer):
    id = Id(source="target_id", help_text="What its address ends in: the id of the target.")
    target = Id(source="target_id", help_text="The first link of the target's chain of revisions.")
    until = Day(help_text="The day on which your digests have it again, with all its news since.")
    ends_at = Moment(help_text="When that day begins in your time zone.")


class Snoozes(OwnView):
    name = "snoozes"
    about = "The targets that your digests leave out until a day. With as_of: those that still last on that day."
    parameters: Sequence[Parameter] = (
        Parameter("target", Kind.REFERENCE, "Only the snooze of this target: any link of the chain."),
        AS_OF,
        *PAGING,
    )
    summaries = {"GET": "List my snoozes", "POST": "Snooze a target until a day"}
    verbs = {"GET": "list", "POST": "create"}
    bodies: Mapping[str, Any] = {"POST": {"application/json": BODY}}
    page_serializer = page_serializer("Snooze", SnoozeSerializer)

    def answers(self, method: str) -> Mapping[int, Any]:
        return {200: self.page_serializer} if method == "GET" else {200: SnoozeSerializer, 201: SnoozeSerializer}

    def problems(self, method: str) -> tuple[int, ...]:
        return (*READS, 404) if method == "GET" else (*WRITES, 409, 422)

    def get(self, request: Request) -> Response:
        values = self.query(request)
        preferences = DigestPreferences.objects.for_user(person(request))
        snoozes = own_snoozes(request, preferences, values).order_by("target_id")
        if "target" in values:
            snoozes = snoozes.filter(target=_first_link(values["target"]))
        page, size = values.get("page", 1), values.get("page_size", DEFAULT_PAGE_SIZE)
        start = (page - 1) * size
        objects = [in_answer(row, preferences) for row in snoozes[start : start + size]]
        return Response(page_of(request, snoozes.count(), objects, page, size))

    @once_for_key
    def post(self, request: Request) -> Response:
        read_parameters((), request.query_params)
        target, until = _body_of(request)
        now = timezone.now()  # noqa: TID251  # an edge: this is the clock
        first = _first_link(target)
        lasted = Snooze.objects.filter(user=person(request), target=first).active(now).exists()
        try:
            row = start_snooze(by=person(request), target_id=first, until=until, at=now)
        except ValidationError as error:
            raise nothing_changed([Problem("until", " ".join(error.messages))]) from None
        preferences = DigestPreferences.objects.for_user(person(request))
        return Response(in_answer(row, preferences), status=200 if lasted else 201)


class SnoozeOne(Snoozes):
    about = "The snooze of one target."
    parameters = (AS_OF,)
    summaries = {"GET": "Read one of my snoozes", "DELETE": "End a snooze"}
    verbs = {"GET": "read", "DELETE": "delete"}
    bodies: Mapping[str, Any] = {}
    id_about = "The id of the target: any link of the chain."
    http_method_names = ("get", "delete", "head", "options")

    def answers(self, method: str) -> Mapping[int, Any]:
        return {200: SnoozeSerializer} if method == "GET" else {204: None}

    def problems(self, method: str) -> tuple[int, ...]:
        return (*READS, 404) if method == "GET" else WRITES

    def get(self, request: Request, id: str) -> Response:  # type: ignore[override]  # the address has an id
        values = self.query(request)
        preferences = DigestPreferences.objects.for_user(person(request))
        for row in own_snoozes(request, preferences, values).filter(target=_first_link(id)):
            return Response(in_answer(row, preferences))
        raise Http404(_("You have not snoozed “%s”.") % id)

    def delete(self, request: Request, id: str) -> Response:
        read_parameters((), request.query_params)
        now = timezone.now()  # noqa: TID251  # an edge: this is the clock
        if end_snooze(by=person(request), target_id=_first_link(id), at=now):
            return Response(status=204)
        raise Http404(_("You have not snoozed “%s”.") % id)


def own_snoozes(request: Request, preferences: DigestPreferences, values: Mapping[str, Any]) -> QuerySet[Snooze]:
    """The snoozes of the person who asks that last now, or on the day ``as_of`` of their own calendar."""
    at = timezone.now()  # noqa: TID251  # an edge: this is the clock
    if "as_of" in values:
        at = datetime.combine(values["as_of"], time.min, preferences.zone)
    return Snooze.objects.filter(user=person(request)).active(at)


def in_answer(row: Snooze, preferences: DigestPreferences) -> Any:
    until = preferences.local_date(row.ends_at)
    return SnoozeSerializer({"target_id": row.target_id, "until": until, "ends_at": row.ends_at.astimezone(UTC)}).data


def _first_link(target_id: str) -> str:
    """The first link of a target's chain. Raises BadParametersError for an id that names none."""
    try:
        return thing_to_follow(kind="target", thing_id=target_id).id
    except UnknownThingError:
        what = _("There is no %(kind)s “%(id)s” in the record.") % {"kind": "target", "id": target_id}
        raise BadParametersError([Problem("target", what)], unknown_things=True) from None


def _body_of(request: Request) -> tuple[str, str]:
    """Target and day in the body. Raises BadBodyError naming each member that is wrong."""
    body = members_of(request, MEMBERS)
    target, until = body.get("target"), body.get("until")
    problems = []
    if not isinstance(target, str) or not 0 < len(target) <= MAX_TEXT:
        problems.append(Problem("target", _("It is the id of a target.")))
    if not isinstance(until, str):
        problems.append(Problem("until", _("It is a day, as text: 2026-01-31.")))
    if problems:
        raise nothing_changed(problems)
    return str(target), str(until)
