"""The pages of changes and corrections as lists. The API has no collections of them, but of the rows behind them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from rest_framework import serializers

from projects.api.fields import NAME as FIELDS
from projects.api.fields import fields_parameter, picked, wanted_tree
from projects.api.serializers import Day, Id, Moment, Serializer, Text, one_of
from projects.http.country import TERRITORY
from projects.models.record_version import Version
from projects.reports.overviews.change_log import CHANGE, KINDS, Change, all_changes, count_changes
from projects.reports.overviews.correction_filters import OF_INDICATOR, OF_PROGRAMME, WHOSE_MISTAKE
from projects.reports.overviews.correction_lines import CorrectionLine
from projects.reports.overviews.corrections import WHOSE, CorrectionFilters, all_corrections, count_corrections
from projects.reports.parameters import AS_OF
from projects.reports.targets.promise_titles import titles_in_all_languages

from .public_list import Objects, PublicList, Query

LANGUAGES = {"": "en", "_ru": "ru", "_kk": "kk"}  # by the ending of the member


class ChangeSerializer(Serializer):
    """A day on which the verdict on a promise became another, or a promise was announced anew."""

    on = Day(help_text="The day in the sources, not that of our entry.")
    kind = one_of(KINDS)
    target = Id(help_text="The target as it stood on that day; of an announcement the new one.")
    title = Text(help_text="What the promise is called.")
    title_ru = Text()
    title_kk = Text()
    programme = Id()
    from_status = Text(allow_null=True, help_text="Of a verdict.")
    to_status = Text(allow_null=True, help_text="Of a verdict.")
    reasons = serializers.ListField(child=Text())
    revises = Id(allow_null=True, help_text="Of an announcement: the target that it replaces.")
    source = Id(allow_null=True, help_text="Of an announcement.")  # type: ignore[assignment]  # a member, as in the API
    recorded_at = Moment(help_text="When the tracker recorded it.")


class CorrectionSerializer(Serializer):
    """What was wrong in the record and what is right."""

    id = Text(help_text="As in the feed.")
    on = Day(help_text="The day of the correction.")
    whose = one_of(WHOSE, help_text="Whose mistake it was.")
    kind = Text()
    table = Text(help_text="Of which table the row is.")
    target = Id(allow_null=True, help_text="The promise whose page it concerns.")
    programme = Id(allow_null=True)
    indicator = Id(allow_null=True)
    project = Id(allow_null=True)
    wrong = Text(help_text="What was wrong, in words.")
    wrong_ru = Text()
    wrong_kk = Text()
    right = Text(allow_null=True, help_text="What is right; absent where nothing stands in its place.")
    right_ru = Text(allow_null=True)
    right_kk = Text(allow_null=True)
    moved_to = Id(allow_null=True, help_text="The indicator under which a misfiled report stands now.")
    cites = Text(allow_null=True, help_text="Who published what was wrong.")
    reason = Text(allow_null=True)
    reason_ru = Text(allow_null=True)
    reason_kk = Text(allow_null=True)
    noticed_by = Text(allow_null=True)
    source = Id(allow_null=True, help_text="Of what is right.")  # type: ignore[assignment]  # as above
    public_from = Day(allow_null=True, help_text="Since when a source's mistake was public.")
    entered_at = Moment(help_text="Since when it stood in the record.")
    recorded_at = Moment(help_text="When it was put right here.")


class _Changes(PublicList):
    def at_most(self, query: Query, today: date, version: Version) -> int:
        return count_changes(*_changes_of(query, today), version)

    def objects(self, query: Query, today: date, version: Version) -> Objects:
        tree = wanted_tree(query.get(FIELDS))
        return (picked(_change(change), tree) for change in all_changes(*_changes_of(query, today)))


class _Corrections(PublicList):
    def at_most(self, query: Query, today: date, version: Version) -> int:
        return count_corrections(query.get(AS_OF.name, today), _filters(query))

    def objects(self, query: Query, today: date, version: Version) -> Objects:
        tree = wanted_tree(query.get(FIELDS))
        lines = all_corrections(query.get(AS_OF.name, today), _filters(query))
        return (picked(_correction(line), tree) for line in lines)


def _changes_of(query: Query, today: date) -> tuple[date, str | None, str | None]:
    return query.get(AS_OF.name, today), query.get(CHANGE.name), query.get(TERRITORY.name)


def _filters(query: Query) -> CorrectionFilters:
    return CorrectionFilters(
        *(query.get(parameter.name) for parameter in (WHOSE_MISTAKE, OF_PROGRAMME, OF_INDICATOR, TERRITORY))
    )


def _change(change: Change) -> Mapping[str, Any]:
    target, status = change.target, change.status
    return {
        "on": change.on,
        "kind": "announcement" if status is None else "verdict",
        "target": target.pk,
        **titles_in_all_languages(target),
        "programme": target.indicator.programme_id,
        "from_status": None if status is None else status.from_status,
        "to_status": None if status is None else status.to_status,
        "reasons": [] if status is None else status.reasons,
        "revises": target.revises_id if status is None else None,
        "source": target.source_id if status is None else None,
        "recorded_at": change.recorded_at,
    }


def _correction(line: CorrectionLine) -> Mapping[str, Any]:
    things = {name: getattr(line, name) for name in ("programme", "indicator", "project", "moved_to", "source")}
    return {
        "id": line.key,
        "on": line.on,
        "whose": line.whose,
        "kind": line.kind,
        "table": line.table,
        "target": line.page or None,
        **{name: None if thing is None else thing.pk for name, thing in things.items()},
        **{f"wrong{ending}": line.wrong_text(lang) for ending, lang in LANGUAGES.items()},
        **{f"right{ending}": line.right_text(lang) or None for ending, lang in LANGUAGES.items()},
        "cites": line.cites or None,
        **{f"reason{ending}": getattr(line, f"reason{ending}") or None for ending in LANGUAGES},
        "noticed_by": line.noticed_by or None,
        "public_from": line.public_from,
        "entered_at": line.entered_at,
        "recorded_at": line.recorded_at,
    }


CHANGES = _Changes("changes", ChangeSerializer, (CHANGE, TERRITORY, AS_OF, fields_parameter(ChangeSerializer)))
CORRECTIONS = _Corrections(
    "corrections",
    CorrectionSerializer,
    (WHOSE_MISTAKE, OF_PROGRAMME, OF_INDICATOR, TERRITORY, AS_OF, fields_parameter(CorrectionSerializer)),
)
