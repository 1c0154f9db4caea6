"""Targets: one entry for each chain of revisions, with its verdict on the date asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from projects import wording
from projects.adapters import interval_as_contract
from projects.http.freshness import reads_the_record
from projects.packages.tables import TARGETS
from projects.reports.parameters import AS_OF, PAGING, Kind, Parameter
from projects.reports.targets import target_query
from projects.reports.targets.changed_targets import changed_targets
from projects.reports.targets.consistency import Finding, consistency_findings
from projects.reports.targets.explanation import worded
from projects.reports.targets.judged_target import JudgedTarget, judge_announced, judge_target
from projects.reports.targets.target_list import find_objects, find_target
from projects.reports.targets.target_objects import object_of_entry
from projects.reports.verdicts.forecasts import alike, past_promises

from .fields import Tree, fields_parameter, picked, wanted_tree, wants
from .syncing import SYNCING, SweepPage, sweep_of
from .target_serializers import (
    ExplainedTargetSerializer,
    ExplanationStepSerializer,
    ForecastSerializer,
    TargetSerializer,
)
from .views import ReadingView, page_of, swept_serializer
from .writing import Recording, instead

KNOWN_AT = next(parameter for parameter in target_query.PARAMETERS if parameter.name == "known_at")


EXPLAINED = ("forecast", "consistency", "explanation")  # members of a target read by itself that need its claims
Announced = TypeVar("Announced")
LANGUAGE = Parameter(
    "language",
    Kind.CHOICE,
    "The language of the sentences in explanation and consistency; en if absent.",
    choices=wording.spoken(),
)


class TargetList(Recording):
    name = "targets"
    table = TARGETS
    row_serializer = ExplainedTargetSerializer
    about = (
        "One entry for each chain of revisions, under the id of the link that is current on as_of (today where it "
        "is absent; a coming day shows what the same claims will say then)."
    )
    parameters = (*target_query.PARAMETERS, *PAGING, *SYNCING, fields_parameter(TargetSerializer))
    summaries = {"GET": "List targets with their verdicts", "POST": "Record a target, or the revision of one"}
    verbs = {"GET": "list", "POST": "create"}
    page_serializer = swept_serializer("Target", TargetSerializer)

    def answers(self, method: str) -> Mapping[int, Any]:
        return {200: self.page_serializer} if method == "GET" else super().answers(method)

    def get(self, request: Request) -> Response:
        given = self.query(request)
        now = timezone.now()  # noqa: TID251  # an edge: this is the clock
        swept = sweep_of(request, given, now)
        names = given.pop("fields", None)
        for parameter in SYNCING:
            given.pop(parameter.name, None)
        query, version = target_query.TargetQuery(**given), reads_the_record(request._request)
        if swept is not None:
            return self._swept(request, swept, query, names)
        page = find_objects(query, timezone.localdate(), names, version)
        return Response(page_of(request, page.count, page.entries, query.page, query.page_size))

    def _swept(
        self, request: Request, swept: SweepPage, query: target_query.TargetQuery, names: tuple[str, ...] | None
    ) -> Response:
        version = reads_the_record(request._request)
        page = changed_targets(query, swept.sweep, timezone.localdate(), names, version)
        count = page.count if swept.count is None else swept.count
        return Response(swept.answer(request, count, page.entries, page.gone, page.last if page.has_more else None))

    def represented(self, row: Any) -> tuple[Mapping[str, Any], str]:
        """As of the day of the announcement where that is still to come: until then there is nothing to read."""
        address, today = f"/api/v1/targets/{row.pk}/", timezone.localdate()
        if row.announced > today:
            address += f"?as_of={row.announced.isoformat()}"
        as_of = max(row.announced, today)
        judged = judge_announced(row.pk, as_of)
        assert judged is not None  # it has been announced by then
        # What a promise like it came to is not asked while the record's lock is held: reading the target says it.
        return {**explained(judged, as_of, None, "en"), "forecast": None}, address


class TargetOne(ReadingView):
    name = "targets"
    about = "Any link of a chain of revisions, with the verdict on the whole chain; superseded_by names the newer one."
    parameters = (AS_OF, KNOWN_AT, LANGUAGE, fields_parameter(ExplainedTargetSerializer))
    summaries = {"GET": "Read one target with its verdict and how it was reached"}
    id_about = "The id of any link of the chain."

    def answers(self, method: str) -> Mapping[int, Any]:
        return {200: ExplainedTargetSerializer}

    @property
    def instead(self) -> str:  # type: ignore[override]  # in the reader's language
        return instead(TARGETS)

    def get(self, request: Request, id: str) -> Response:
        query = self.query(request)
        as_of = query.get("as_of", timezone.localdate())
        known_at = query.get("known_at")
        tree = wanted_tree(query.get("fields"))
        if not wants(tree, *EXPLAINED):  # a stored verdict will do
            entry = find_target(id, as_of, known_at)
            return Response(picked(object_of_entry(self._announced(entry, id, as_of)), tree))
        judged = self._announced(judge_target(id, as_of, known_at), id, as_of)
        target = explained(judged, as_of, known_at, query.get("language", "en"), tree)
        if wants(tree, "forecast"):
            target["forecast"] = self._forecast(request, judged, as_of, known_at)
        return Response(picked(target, tree))

    def _announced(self, target: Announced | None, id: str, as_of: date) -> Announced:
        if target is None:
            detail = _("There is no target “%(id)s” that had been announced by %(day)s.")
            raise Http404(detail % {"id": id, "day": as_of.isoformat()})
        return target

    def _forecast(
        self, request: Request, judged: JudgedTarget, as_of: date, known_at: datetime | None
    ) -> dict[str, Any] | None:
        """R16; None for an earlier moment of the record, whose decided promises are not stored."""
        if known_at is not None:
            return None
        past = past_promises(as_of, reads_the_record(request._request))
        forecast = past.forecast(alike(judged.entry), judged.entry.assessment["status"])
        return None if forecast is None else dict(ForecastSerializer(forecast).data)


def explained(
    judged: JudgedTarget, as_of: date, known_at: datetime | None, lang: str, tree: Tree | None = None
) -> dict[str, Any]:
    """A target read by itself, but for its forecast, which rests on other promises; only what is wanted of it."""
    target = object_of_entry(judged.entry)
    if wants(tree, "consistency"):
        target["consistency"] = [
            _finding(finding, lang) for finding in consistency_findings(judged.entry, as_of, known_at)
        ]
    if wants(tree, "explanation"):
        steps = worded(judged.explanation()).public_only().sentences(lang)
        target["explanation"] = ExplanationStepSerializer(steps, many=True).data
    return target


def _finding(finding: Finding, lang: str) -> dict[str, Any]:
    return {
        "code": finding.code,
        "outcomes": [outcome.id for outcome in finding.outcomes],
        "found": interval_as_contract(finding.stated),
        "implied": interval_as_contract(finding.implied),
        "text": finding.text(lang),
    }
