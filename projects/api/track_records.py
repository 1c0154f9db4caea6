"""Track records (R15): one for the scope that is asked for, or one for each subject of a kind in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from projects.comparison.proportions import Share
from projects.comparison.track_record import ENDINGS, KEPT, WAYS, TrackRecord
from projects.http.freshness import reads_the_record
from projects.judging.assessment_json import rounded
from projects.models.record_version import Version
from projects.reports.parameters import AS_OF, PAGING, Kind, Parameter
from projects.reports.targets.target_query import DEFAULT_PAGE_SIZE
from projects.reports.verdicts.chain_records import Scope
from projects.reports.verdicts.counted_promises import AGAINST
from projects.reports.verdicts.track_records import (
    SCOPE_PARAMETERS,
    SUBJECTS,
    Question,
    record_of,
    records_by,
    records_by_year,
)

from .fields import fields_parameter, picked, wanted_tree
from .serializers import Computed, Day, Id, Serializer, Text, one_of
from .views import ReadingView, page_of, page_serializer

BY = Parameter(
    "by",
    Kind.CHOICE,
    "One track record for each of these in the scope, most that fell due first; without it one for the whole scope.",
    choices=(*SUBJECTS, "year"),
)


def _counts(names: tuple[str, ...], about: str) -> Serializer:
    fields = {name: serializers.IntegerField() for name in names}
    shape = type("TrackRecordCounts", (Serializer,), fields)
    serializer: Serializer = shape(help_text=about)
    return serializer


class MovesSerializer(Serializer):
    """How often and how far promises were moved one way (R10)."""

    way = one_of(WAYS)
    moves = serializers.IntegerField(help_text="How many revisions moved something so.")
    promises = serializers.IntegerField(help_text="How many promises were ever moved so.")
    median_days = Computed(allow_null=True, help_text="Median of days, of `postponed` and `advanced`.")
    median_ratio = Computed(allow_null=True, help_text="Median of ratios of the value before: -0.1 is a tenth lower.")


class SilenceSerializer(Serializer):
    """How long reports let wait for."""

    answered = serializers.IntegerField(help_text="Promises first reported on after their deadline.")
    median_days = Computed(allow_null=True, help_text="Median of the days from the deadline to that report.")
    silent = serializers.IntegerField(help_text="Promises past their deadline on which no report has come.")


class TrackRecordSerializer(Serializer):
    """What became of the promises of a scope, as of a day (rule R15)."""

    organisation = Id(allow_null=True)
    person = Id(allow_null=True)
    territory = Id(allow_null=True)
    sector = Text(allow_null=True)
    programme = Id(allow_null=True)
    announced_in = serializers.IntegerField(allow_null=True, help_text="The year of first announcement, of `by=year`.")
    as_of = Day()
    against = one_of(AGAINST.choices)
    promises = serializers.IntegerField(help_text="Announced by the day.")
    due = serializers.IntegerField(help_text="Of these, those that have fallen due.")
    undated = serializers.IntegerField(help_text="Those that never fall due, since no day was named.")
    counts = _counts(ENDINGS, "What became of those that fell due; `ahead`: moved to a day that is still to come.")
    kept = serializers.IntegerField(help_text="Kept in time.")
    decided = serializers.IntegerField(help_text="Decided by reports: kept in time, kept late, missed.")
    share = Computed(allow_null=True, help_text="`kept` ÷ `decided`; null of fewer than five.")
    share_low = Computed(allow_null=True, help_text="Lower end of Wilson's interval of 95 per cent.")
    share_high = Computed(allow_null=True, help_text="Upper end of the same.")
    moved = serializers.IntegerField(help_text="Promises that were ever moved, due or not.")
    moved_after_the_fact = serializers.IntegerField()
    moves = MovesSerializer(many=True)
    silence = SilenceSerializer()


class TrackRecordList(ReadingView):
    name = "track-records"
    about = (
        "What became of many promises at once, counted (rule R15): of a body, a place, a sector, a programme, a year "
        "or the whole record. Each number is the count of a list of targets; the filters of `targets` are the same."
    )
    parameters = (*SCOPE_PARAMETERS, AGAINST, BY, AS_OF, *PAGING, fields_parameter(TrackRecordSerializer))
    summaries = {"GET": "List track records"}
    verbs = {"GET": "list"}
    page_serializer = page_serializer("TrackRecord", TrackRecordSerializer)

    def answers(self, method: str) -> Mapping[int, Any]:
        return {200: self.page_serializer}

    def get(self, request: Request) -> Response:
        query = self.query(request)
        records = track_records(query, timezone.localdate(), reads_the_record(request._request))
        page, size = query.get("page", 1), query.get("page_size", DEFAULT_PAGE_SIZE)
        objects = [record() for record in records[(page - 1) * size : page * size]]
        shown = picked(objects, wanted_tree(query.get("fields")))
        return Response(page_of(request, len(records), shown, page, size))


def track_records(query: Mapping[str, Any], today: date, version: Version | None) -> list[Callable[[], dict[str, Any]]]:
    """What makes the objects that the parameters ask for, in their order."""
    scope = Scope(**{parameter.name: query.get(parameter.name) for parameter in SCOPE_PARAMETERS})
    question = Question(query.get("as_of", today), scope, query.get("against") == "first")
    records: list[tuple[Scope, int | None, TrackRecord]]
    match query.get("by"):
        case None:
            records = [(scope, None, record_of(question, version))]
        case "year":
            records = [(scope, year, record) for year, record in records_by_year(question, version)]
        case by:
            records = [
                (replace(scope, **{by: subject.named.id}), None, subject.record)
                for subject in records_by(by, question, version)
            ]
    return [partial(_object, question, *record) for record in records]


def _object(question: Question, scope: Scope, year: int | None, record: TrackRecord) -> dict[str, Any]:
    counts = {ending.name: len(ending.targets) for ending in record.endings}
    movement, silence = record.movement, record.silence
    return {
        "organisation": scope.organisation,
        "person": scope.person,
        "territory": scope.territory,
        "sector": scope.sector,
        "programme": scope.programme,
        "announced_in": year,
        "as_of": question.as_of,
        "against": "first" if question.against_first else "current",
        "promises": record.promises,
        "due": record.due,
        "undated": len(record.undated),
        "counts": counts,
        "kept": counts[KEPT],
        "decided": record.decided,
        **_share(record.kept_share),
        "moved": len(movement.targets),
        "moved_after_the_fact": len(movement.after_the_fact),
        "moves": [
            {
                "way": way.name,
                "moves": way.moves,
                "promises": len(way.targets),
                "median_days": rounded(way.median) if way.name in ("postponed", "advanced") else None,
                "median_ratio": rounded(way.median) if way.name in ("raised", "lowered") else None,
            }
            for way in movement.ways
        ],
        "silence": {
            "answered": len(silence.answered),
            "median_days": rounded(silence.median_days),
            "silent": len(silence.silent),
        },
    }


def _share(share: Share | None) -> dict[str, str | None]:
    ends = (None, None, None) if share is None else (share.share, share.low, share.high)
    return {name: rounded(end) for name, end in zip(("share", "share_low", "share_high"), ends, strict=True)}
