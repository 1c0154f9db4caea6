"""The API of what a person follows, for their own programs: list, follow, rename, be told at once, unfollow."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions.alerts import set_alerts
from accounts.actions.follows import EverythingError, UnknownThingError, follow, rename_search, unfollow
from accounts.models import Follow
from accounts.models.follow import KINDS, MAX_NAME, MAX_SEARCH, ROWS, of_kind
from projects.api.idempotent import once_for_key
from projects.api.serializers import ID_PATTERN, Moment, Serializer, Text, one_of
from projects.api.views import page_of, page_serializer
from projects.http.json_body import MAX_REPORTED, printable
from projects.reports.parameters import (
    AS_OF,
    MAX_TEXT,
    PAGING,
    RECORDED_AFTER,
    BadParametersError,
    Kind,
    Parameter,
    Problem,
    read_parameters,
)
from projects.reports.targets.target_query import DEFAULT_PAGE_SIZE

from .own_view import READS, WRITES, OwnView, members_of, nothing_changed, person

SLUG = ID_PATTERN.removeprefix("^").removesuffix("$")
FOLLOW_ID = rf"^(({'|'.join(ROWS)}):{SLUG}|({'|'.join(KINDS[len(ROWS) :])}):[^\x00]+)$"
FOLLOWABLE = re.compile(ID_PATTERN)
MEMBERS = ("kind", "thing", "name")


def _body(kinds: Sequence[str], thing: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    properties = {"kind": {"type": "string", "enum": list(kinds)}, "thing": {"type": "string", **thing}, **more}
    return {"type": "object", "properties": properties, "required": ["kind", "thing"], "additionalProperties": False}


_TEXT = {"minLength": 1, "maxLength": MAX_SEARCH, "pattern": r"^[^\u0000]+$"}
BODY = {
    "oneOf": [
        _body(ROWS, {"pattern": ID_PATTERN, "maxLength": MAX_TEXT}),
        _body(["sector"], _TEXT),
        _body(["search"], _TEXT, name={"type": "string", "maxLength": MAX_NAME}),
    ]
}

CHANGEABLE = ("name", "instant")
CHANGE = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "minLength": 1, "maxLength": MAX_NAME, "description": "Of a search."},
        "instant": {"type": "boolean", "description": "Of a target: be told of its news within minutes."},
    },
    "minProperties": 1,
    "additionalProperties": False,
}


class FollowId(serializers.RegexField):
    """Kind and id of what is followed: ``programme:housing``."""

    def to_representation(self, follow: Any) -> str:
        return f"{follow.kind}:{follow.thing_id}"


class Instant(serializers.BooleanField):
    """Whether news of a follow are told at once."""

    def __init__(self, **options: Any) -> None:
        super().__init__(source="*", **options)

    def to_representation(self, follow: Any) -> bool:
        return follow.instant_since is not None


class FollowSerializer(Serializer):
    id = FollowId(FOLLOW_ID, source="*", help_text="Kind and id of the followed thing.")
    kind = one_of(KINDS)
    thing = Text(
        source="thing_id",
        help_text="Of a target, the first link of its chain of revisions; of a search, its query string in the one "
        "order in which it is kept; of a sector, its name.",
    )
    name = Text(allow_null=True, help_text="Of a search: what its owner calls it.")
    instant = Instant(help_text="Of a target: whether you are told of its news within minutes, besides the digest.")
    created_at = Moment()


class TooManySearches(APIException):
    status_code = 409


class Follows(OwnView):
    """What I follow: a list, and a new follow."""

    name = "follows"
    about = "What the person who asks follows, the latest first. With as_of: what they followed since then or before."
    parameters: Sequence[Parameter] = (
        Parameter("kind", Kind.CHOICE, "Only follows of this kind.", choices=KINDS),
        RECORDED_AFTER,
        AS_OF,
        *PAGING,
    )
    summaries = {"GET": "List what I follow", "POST": "Follow a thing"}
    verbs = {"GET": "list", "POST": "create"}
    bodies: Mapping[str, Any] = {"POST": {"application/json": BODY}}
    page_serializer = page_serializer("Follow", FollowSerializer)

    def answers(self, method: str) -> Mapping[int, Any]:
        return {200: self.page_serializer} if method == "GET" else {200: FollowSerializer, 201: FollowSerializer}

    def problems(self, method: str) -> tuple[int, ...]:
        return (*READS, 404) if method == "GET" else (*WRITES, 409, 422)

    def get(self, request: Request) -> Response:
        values = self.query(request)
        follows = own_follows(request, values)
        if "kind" in values:
            follows = follows.filter(of_kind(values["kind"]))
        page, size = values.get("page", 1), values.get("page_size", DEFAULT_PAGE_SIZE)
        start = (page - 1) * size
        objects: Any = FollowSerializer(follows[start : start + size], many=True).data
        return Response(page_of(request, follows.count(), objects, page, size))

    @once_for_key
    def post(self, request: Request) -> Response:
        read_parameters((), request.query_params)
        kind, thing, name = body_of(request)
        before = Follow.objects.filter(user=person(request)).count()
        try:
            now = timezone.now()  # noqa: TID251  # an edge: this is the clock
            followed = follow(by=person(request), kind=kind, thing_id=thing, at=now, name=name)
        except UnknownThingError:
            raise BadParametersError(
                [Problem("thing", _("There is no %(kind)s “%(id)s” in the record.") % {"kind": kind, "id": thing})],
                unknown_things=True,
            ) from None
        except EverythingError:
            detail = _("A search needs a filter: without one it would follow everything.")
            raise BadParametersError([Problem("thing", detail)], unknown_things=True) from None
        except ValidationError as error:
            raise TooManySearches(" ".join(error.messages)) from None
        except BadParametersError as error:
            within = [Problem("thing", f"{problem.parameter}: {problem.detail}") for problem in error.problems]
            raise BadParametersError(within, unknown_things=True) from None
        created = Follow.objects.filter(user=person(request)).count() > before
        return Response(FollowSerializer(followed).data, status=201 if created else 200)


class FollowOne(Follows):
    about = "One thing that the person who asks follows."
    parameters = (AS_OF,)
    summaries = {
        "GET": "Read one of my follows",
        "PATCH": "Rename a search, or be told of a target at once",
        "DELETE": "Follow a thing no longer",
    }
    verbs = {"GET": "read", "PATCH": "update", "DELETE": "delete"}
    bodies: Mapping[str, Any] = {"PATCH": {"application/json": CHANGE}}
    id_pattern = FOLLOW_ID
    id_about = "Kind and id of the followed thing, percent-encoded: programme:housing, search:status%3Doverdue."
    id_max = MAX_SEARCH
    http_method_names = ("get", "patch", "delete", "head", "options")

    def answers(self, method: str) -> Mapping[int, Any]:
        return {204: None} if method == "DELETE" else {200: FollowSerializer}

    def problems(self, method: str) -> tuple[int, ...]:
        return (*READS, 404) if method == "GET" else WRITES

    def get(self, request: Request, id: str) -> Response:  # type: ignore[override]  # the address has an id
        kind, _colon, thing = id.partition(":")
        for row in own_follows(request, self.query(request)).filter(**{kind: thing}):
            return Response(FollowSerializer(row).data)
        raise Http404(_("You do not follow “%s”.") % id)

    def patch(self, request: Request, id: str) -> Response:
        """Renames a search; has a target's news told at once, or by the digest alone again."""
        read_parameters((), request.query_params)
        kind, _colon, thing = id.partition(":")
        row = own_follows(request, {}).filter(**{kind: thing}).first()
        if row is None:
            raise Http404(_("You do not follow “%s”.") % id)
        change = _change_of(request, row)
        if "name" in change:
            try:
                row = rename_search(by=person(request), follow_id=row.pk, name=change["name"])
            except ValidationError as error:
                raise nothing_changed([Problem("name", " ".join(error.messages))]) from None
        if "instant" in change:
            now = timezone.now()  # noqa: TID251  # an edge: this is the clock
            try:
                row = set_alerts(by=person(request), target_id=thing, wanted=change["instant"], at=now)
            except UnknownThingError:  # unfollowed at the same moment
                raise Http404(_("You do not follow “%s”.") % id) from None
        return Response(FollowSerializer(row).data)

    def delete(self, request: Request, id: str) -> Response:
        read_parameters((), request.query_params)
        kind, _colon, thing = id.partition(":")
        try:
            if unfollow(by=person(request), kind=kind, thing_id=thing):
                return Response(status=204)
        except (UnknownThingError, EverythingError, BadParametersError):
            pass
        raise Http404(_("You do not follow “%s”.") % id)


def _change_of(request: Request, row: Follow) -> Mapping[str, Any]:
    """What is to be changed of a follow. Raises BadBodyError naming each member that is wrong."""
    change = members_of(request, CHANGEABLE)
    problems = []
    if "name" in change and row.kind != "search":
        problems.append(Problem("name", _("Only a search has a name of its own.")))
    elif "name" in change and not isinstance(change["name"], str):
        problems.append(Problem("name", _("It is a text.")))
    if "instant" in change and row.kind != "target":
        problems.append(Problem("instant", _("One is told at once of targets only.")))
    elif "instant" in change and not isinstance(change["instant"], bool):
        problems.append(Problem("instant", _("It is true or false, without quotation marks.")))
    if problems:
        raise nothing_changed(problems)
    return change


def own_follows(request: Request, values: Mapping[str, Any]) -> QuerySet[Follow]:
    """The follows of the person who asks, narrowed by the parameters ``as_of`` and ``recorded_after``."""
    follows = Follow.objects.filter(user=person(request))
    if "as_of" in values:
        end_of_day = timezone.make_aware(datetime.combine(values["as_of"], time.max))
        follows = follows.filter(created_at__lte=end_of_day)
    if "recorded_after" in values:
        follows = follows.filter(created_at__gt=values["recorded_after"])
    return follows


def body_of(request: Request) -> tuple[str, str, str]:
    """Kind, id and name in the body. Raises BadParametersError, which names each member that is wrong."""
    body = request.data
    if not isinstance(body, dict):
        raise BadParametersError([Problem("body", _("Send an object with the members kind and thing."))])
    unknown = sorted({*body} - {*MEMBERS})
    no_member = _("There is no such member; send kind and thing.")
    problems = [Problem(printable(name), no_member) for name in unknown[:MAX_REPORTED]]
    kind, thing, name = body.get("kind"), body.get("thing"), body.get("name", "")
    if kind not in KINDS:
        problems.append(Problem("kind", _("It is one of: %s.") % ", ".join(KINDS)))
    if kind in ("sector", "search"):
        if not isinstance(thing, str) or not 0 < len(thing) <= MAX_SEARCH:
            problems.append(
                Problem("thing", _("It is a sector, or the query string of a search, as the list writes it."))
            )
    elif not isinstance(thing, str) or len(thing) > MAX_TEXT or not FOLLOWABLE.fullmatch(thing):
        problems.append(Problem("thing", _("It is an id: lower-case letters, digits and single hyphens.")))
    if not isinstance(name, str) or len(name) > MAX_NAME or ("name" in body and kind != "search"):
        problems.append(Problem("name", _("Only a search has a name, of at most %d characters.") % MAX_NAME))
    if problems:
        raise BadParametersError(problems)
    return str(kind), str(thing), str(name)
