"""A row of somebody who may not publish it: it keeps every rule, and waits as a draft for a second person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from rest_framework import serializers

from projects.actions.changes import Change
from projects.actions.drafts.save_draft import create_draft
from projects.actions.record_row import RecordedRow, record_row
from projects.desk.review.change_words import title_of
from projects.http.public_urls import public_url
from projects.models import Draft
from projects.packages.columns import Table

from .serializers import RemarkSerializer, Serializer, Text, one_of


class DraftSerializer(Serializer):
    """A draft: a row that waits for a second person before readers see it."""

    id = serializers.IntegerField()
    state = one_of(tuple(Draft.State.values))
    url = Text(help_text="Its page, for editors.")


class DraftedSerializer(Serializer):
    """What is answered to a row that was not published: the draft that waits for a second person."""

    draft = DraftSerializer()
    remarks = RemarkSerializer(
        many=True, required=False, help_text="What is doubtful in the row; absent where nothing is."
    )


def drafted_row(
    *, table: Table, cells: Mapping[str, str], by: AbstractBaseUser, at: datetime, through: str, token: str
) -> tuple[RecordedRow, Draft | None]:
    """Tries the row out within ``recording()``, undoes it, and makes a draft of it.

    The same row of the same person again is the draft that waits already; without a draft it is recorded already.
    Raises what ``record_row`` raises.
    """
    with transaction.atomic():
        recorded = record_row(table=table, cells=cells, by=by, at=at, through=through)
        transaction.set_rollback(recorded.new)
    if not recorded.new:
        return recorded, None
    change = Change("add", table.name, cells=dict(cells))
    waiting = Draft.objects.open().filter(origin=Draft.Origin.API, saved_by=by.pk, changes=[change.as_json()])
    draft = waiting.first() or create_draft(
        kind=Draft.Kind.ROW,
        origin=Draft.Origin.API,
        origin_name=token[:200],
        title=title_of([change]),
        changes=[change],
        by=by,
        at=at,
        submit=True,
    )
    return recorded, draft


def draft_in_answer(draft: Draft) -> Mapping[str, Any]:
    return {"id": draft.pk, "state": draft.state, "url": public_url("desk-draft", str(draft.pk))}
