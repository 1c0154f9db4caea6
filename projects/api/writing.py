"""Writing through the API: one row at a time, by an editor's token, through the actions that the desk's forms call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NoReturn

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import Throttled
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings

from projects.actions.drafts.publishing_right import may_publish_at_once
from projects.actions.record_row import RecordedRow, TakenError, record_row
from projects.actions.recording import recording
from projects.actions.row_doubts import in_words
from projects.http.problems import BadBodyError
from projects.http.rate_limits import WritingAllowance
from projects.models import Draft
from projects.packages.columns import Table
from projects.packages.problems import sentence
from projects.reports.parameters import Problem, read_parameters

from .drafting import DraftedSerializer, draft_in_answer, drafted_row
from .idempotent import once_for_key
from .row_body import RowParser, cells_of
from .row_schema import body_schema
from .serializers import RemarkSerializer, Serializer, recorded_serializer
from .views import ReadingView

# What to do about a recorded row that is wrong, by table; the desk is where the other tables are edited.
INSTEAD: dict[str, Promise] = {
    "targets": gettext_lazy(
        "What was announced is never changed or deleted: send a new target with “revises” naming this one, and "
        "“withdrawn” true where it was given up."
    ),
    "outcomes": gettext_lazy(
        "What was reported is never changed or deleted: send a new outcome with “corrects” naming this one."
    ),
    "project_events": gettext_lazy(
        "What was reported of a project is never changed or deleted: send the stage that is right as a new event."
    ),
}
EDITED = gettext_lazy("An editor edits this on the desk at /admin/, which keeps its history; the API only adds.")


def instead(table: Table) -> str:
    return str(INSTEAD.get(table.name, EDITED))


def refusal_of(user: Any) -> str:
    """Why somebody who is logged in may not write."""
    if getattr(user, "second_factor_missing", False):
        return _("This session has shown no second factor, which editors need: open /accounts/second-factor/.")
    return str(_("Only editors write to the record, and %s is none; an admin can make one of you.") % user)


class MayRecord(BasePermission):
    """Editors and admins: whoever may add such a row on the desk."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if not request.user.is_authenticated:
            return False
        self.message = refusal_of(request.user)
        return bool(request.user.has_perm(f"projects.add_{view.table.model._meta.model_name}"))


class Recording(ReadingView):
    """A collection that can be added to: goes before the class that reads it.

    ``represented`` gives what GET gives of the recorded row, and its address.
    """

    table: Table
    row_serializer: type[Serializer]
    parser_classes = (RowParser,)

    def answers(self, method: str) -> Mapping[int, Any]:
        if method == "GET":
            return super().answers(method)
        serializer = _recorded_serializer(self.row_serializer)
        return {200: serializer, 201: serializer, 202: DraftedSerializer}

    def problems(self, method: str) -> Sequence[int]:
        return super().problems(method) if method == "GET" else (400, 401, 403, 406, 409, 411, 413, 415, 422, 429)

    def represented(self, row: Any) -> tuple[Mapping[str, Any], str]:
        raise NotImplementedError

    @property
    def bodies(self) -> Mapping[str, Any]:  # type: ignore[override]  # made of the table
        return {"POST": {"application/json": body_schema(self.table)}}

    @property
    def instead(self) -> str:  # type: ignore[override]  # in the reader's language
        return instead(self.table)

    def get_authenticators(self) -> list[BaseAuthentication]:
        """Reading asks nobody who they are, so that an answer is the same for all."""
        classes: Any = api_settings.DEFAULT_AUTHENTICATION_CLASSES if self._is_writing else ()
        return [authenticator() for authenticator in classes]

    def get_permissions(self) -> list[Any]:
        return [MayRecord()] if self._is_writing else []

    def get_throttles(self) -> list[Any]:
        return [WritingAllowance()] if self._is_writing else super().get_throttles()

    def throttled(self, request: Any, wait: float) -> NoReturn:
        if self._is_writing:
            raise Throttled(wait, _("More was sent under your name in this minute than we allow."))
        super().throttled(request, wait)

    @property
    def _is_writing(self) -> bool:
        return self.request is not None and self.request.method == "POST"  # none while the schema is being made

    @property
    def default_response_headers(self) -> dict[str, str]:
        headers = super().default_response_headers
        if self._is_writing:
            headers["Cache-Control"] = "private, no-store"
        return headers

    @once_for_key
    def post(self, request: Request) -> Response:
        """201 and the row as GET gives it; 200 where the very same is recorded already; 202 where it is a draft."""
        read_parameters((), request.query_params)
        cells = cells_of(self.table, request.data)
        assert isinstance(request.user, AbstractBaseUser)  # the permission lets nobody else in
        now = timezone.now()  # noqa: TID251  # an edge: this is the clock
        how: dict[str, Any] = {"table": self.table, "cells": cells, "by": request.user, "at": now}
        token_may_publish = bool(getattr(request.auth, "may_publish", False))
        try:
            with recording():
                if may_publish_at_once(request.user, token_may_publish=token_may_publish):
                    recorded = record_row(through=sender(request), **how)
                else:
                    token = str(request.auth or "")
                    recorded, draft = drafted_row(through=sender(request), token=token, **how)
                    if draft is not None:
                        return _drafted(recorded, draft)
                body, address = self.represented(recorded.row)
        except TakenError as error:
            raise _taken(self.table, error) from None
        except ValidationError as error:
            raise _refused(error) from None
        headers = {"Location": request.build_absolute_uri(address)}
        return Response({**body, **_remarks(recorded)}, status=201 if recorded.new else 200, headers=headers)


_recorded_serializer = cache(recorded_serializer)  # one class for each, so that the document has one component


def _drafted(recorded: RecordedRow, draft: Draft) -> Response:
    answer = draft_in_answer(draft)
    return Response({"draft": answer, **_remarks(recorded)}, status=202, headers={"Location": answer["url"]})


def _remarks(recorded: RecordedRow) -> Mapping[str, Any]:
    """The member that says what is doubtful in the row; none where nothing is."""
    remarks = [{"code": doubt.code, "field": doubt.column, "detail": in_words(doubt)} for doubt in recorded.remarks]
    return {"remarks": RemarkSerializer(remarks, many=True).data} if remarks else {}


def sender(request: Request) -> str:
    """What the audit says of the way in: the API, and which of a person's tokens, so that a lost one can be traced."""
    return f"API, {request.auth or 'session'}"


def _refused(error: ValidationError) -> BadBodyError:
    """What the actions' rules say, member by member; without one somebody else was quicker."""
    if not hasattr(error, "error_dict"):
        return BadBodyError([], 409, " ".join(error.messages))
    return BadBodyError(
        [
            Problem("body" if name == NON_FIELD_ERRORS else name, sentence(" ".join(texts)))
            for name, texts in error.message_dict.items()
        ]
    )


def _taken(table: Table, error: TakenError) -> BadBodyError:
    detail = _("“%(id)s” is recorded with other content, which stays. %(instead)s") % {
        "id": error.row_id,
        "instead": instead(table),
    }
    differs = [
        Problem(name, _("Is “%(recorded)s” in the record and “%(given)s” here.") % {"recorded": old, "given": new})
        for name, (old, new) in error.differs.items()
    ]
    return BadBodyError(differs, 409, detail)
