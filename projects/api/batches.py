"""Writing many rows at once: up to a thousand of any collections, all or nothing, in the order in which they come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import Throttled
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings

from projects.actions.batches.draft_batch import draft_batch
from projects.actions.batches.record_batch import record_batch
from projects.actions.batches.rows import BatchRefusedError, BatchRow
from projects.actions.changes import Change
from projects.actions.drafts.publishing_right import may_publish_at_once
from projects.actions.recording import recording
from projects.actions.row_doubts import in_words
from projects.desk.review.change_words import title_of
from projects.http.problems import BadBodyError
from projects.http.rate_limits import BatchAllowance
from projects.models import Draft
from projects.models.fields import LONG_TEXT
from projects.packages.columns import Table
from projects.packages.tables import TABLES
from projects.reports.parameters import read_parameters

from .batch_body import BY_COLLECTION, batch_schema, collection_of, read_batch, refused
from .drafting import DraftSerializer, draft_in_answer
from .idempotent import once_for_key
from .row_body import BatchParser
from .serializers import Id, RemarkSerializer, Serializer, Text, one_of
from .views import ReadingView
from .writing import refusal_of, sender


class BatchRowSerializer(Serializer):
    """What became of one row of a batch."""

    row = serializers.IntegerField(help_text="Which row, counted from 1.")
    collection = one_of(tuple(BY_COLLECTION))
    id = Id(allow_null=True, help_text="Null for a claim without an id that waits as a draft.")
    new = serializers.BooleanField(help_text="False where the very same was recorded already.")
    url = Text(allow_null=True, help_text="Its address; null as long as nobody can read it.")
    remarks = RemarkSerializer(
        many=True, required=False, help_text="What is doubtful in the row; absent where nothing is."
    )


class BatchSerializer(Serializer):
    """What became of a batch: every row is recorded."""

    recorded = serializers.IntegerField(help_text="Rows that were recorded just now.")
    unchanged = serializers.IntegerField(help_text="Rows that were recorded already.")
    rows = BatchRowSerializer(many=True)


class DraftedBatchSerializer(Serializer):
    """What is answered to a batch that was not published: the draft that waits for a second person."""

    draft = DraftSerializer()
    rows = BatchRowSerializer(many=True)


def may_record(user: Any, table: Table) -> bool:
    return bool(user.has_perm(f"projects.add_{table.model._meta.model_name}"))


class MayRecordRows(BasePermission):
    """Whoever may add rows of some table; which ones is asked once the batch is read."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if not request.user.is_authenticated:
            return False
        self.message = refusal_of(request.user)
        return any(may_record(request.user, table) for table in TABLES)


class Batches(ReadingView):
    """Takes rows; there is nothing to read here."""

    name = "batches"
    about = (
        "Up to 1,000 rows of any collections at once, all or nothing: each is held to what a single row is held to, "
        "and `errors` names row, field and rule of everything that is wrong."
    )
    summaries = {"POST": "Record many rows at once"}
    verbs = {"POST": "create"}
    permission_classes = (MayRecordRows,)
    parser_classes = (BatchParser,)
    http_method_names = ("post", "options")

    @property
    def bodies(self) -> Mapping[str, Any]:  # type: ignore[override]  # made of the tables
        return {"POST": {"application/json": batch_schema()}}

    @property
    def instead(self) -> str:  # type: ignore[override]  # in the reader's language
        return _("Rows are sent here with POST, and read where their collections are: /api/v1/.")

    @property
    def default_response_headers(self) -> dict[str, str]:
        return {**super().default_response_headers, "Cache-Control": "private, no-store"}

    def answers(self, method: str) -> Mapping[int, Any]:
        return {200: BatchSerializer, 201: BatchSerializer, 202: DraftedBatchSerializer}

    def problems(self, method: str) -> Sequence[int]:
        return (400, 401, 403, 406, 409, 411, 413, 415, 422, 429)

    def get_authenticators(self) -> list[BaseAuthentication]:
        classes: Any = api_settings.DEFAULT_AUTHENTICATION_CLASSES
        return [authenticator() for authenticator in classes]

    def get_throttles(self) -> list[Any]:
        return [BatchAllowance()]

    def throttled(self, request: Any, wait: float) -> NoReturn:
        raise Throttled(wait, _("More was sent under your name in this minute than we allow."))

    @once_for_key
    def post(self, request: Request) -> Response:
        """201 and what became of each row; 200 where all are recorded already; 202 where they are a draft."""
        read_parameters((), request.query_params)
        rows, faults = read_batch(request.data)
        _refuse_strangers(request, rows)
        assert isinstance(request.user, AbstractBaseUser)  # the permission lets nobody else in
        now = timezone.now()  # noqa: TID251  # an edge: this is the clock
        how: dict[str, Any] = {"rows": rows, "faults": faults, "by": request.user, "at": now}
        token_may_publish = bool(getattr(request.auth, "may_publish", False))
        draft: Draft | None = None
        try:
            with recording():
                if may_publish_at_once(request.user, token_may_publish=token_may_publish):
                    record_batch(through=sender(request), **how)
                else:
                    draft = draft_batch(through=sender(request), token=str(request.auth or ""), title=_title, **how)
        except BatchRefusedError as error:
            raise refused(error) from None
        except ValidationError as error:  # somebody else was quicker
            raise BadBodyError([], 409, " ".join(error.messages)) from None
        return _drafted(rows, draft) if draft is not None else _recorded(rows)


def _refuse_strangers(request: Request, rows: Sequence[BatchRow]) -> None:
    for table in {row.table.name: row.table for row in rows}.values():
        if not may_record(request.user, table):
            raise PermissionDenied(_("You may not add to %s.") % collection_of(table))


def _title(changes: Sequence[Change]) -> str:
    first = title_of(changes)
    title = _("%(count)d rows: %(first)s …") % {"count": len(changes), "first": first} if len(changes) > 1 else first
    return title[:LONG_TEXT]


def _recorded(rows: Sequence[BatchRow]) -> Response:
    recorded = sum(row.is_new for row in rows)
    answer = {"recorded": recorded, "unchanged": len(rows) - recorded, "rows": [_in_answer(row) for row in rows]}
    return Response(answer, status=201 if recorded else 200)


def _drafted(rows: Sequence[BatchRow], draft: Draft) -> Response:
    shown = draft_in_answer(draft)
    answers = [_in_answer(row, is_draft=row.is_new) for row in rows]
    return Response({"draft": shown, "rows": answers}, status=202, headers={"Location": shown["url"]})


def _in_answer(row: BatchRow, *, is_draft: bool = False) -> dict[str, Any]:
    row_id = (row.cells["id"] or None) if is_draft else row.row_id
    collection = collection_of(row.table)
    answer = {
        "row": row.number,
        "collection": collection,
        "id": row_id,
        "new": row.is_new,
        "url": None if is_draft else f"/api/v1/{collection}/{row_id}/",
    }
    if row.remarks:
        remarks = ({"code": doubt.code, "field": doubt.column, "detail": in_words(doubt)} for doubt in row.remarks)
        answer["remarks"] = list(remarks)
    return answer
