"""The rows of the record as the API gives them: the columns of the Data Package, and what readers need beside them."""

from __future__ import annotations

from rest_framework import serializers

from projects.models import Indicator, Organisation, ProjectEvent, Source
from projects.models.assessment import Status
from projects.models.recorded import BASES, QUALIFIERS

from .collections import ADDED
from .serializers import Day, Figure, Id, Moment, NamedSerializer, Serializer, Text, ids, list_of, one_of

STAGES = tuple(ProjectEvent.Stage.values)
CHANGE_PATTERN = r"^[a-z0-9]+([._-][a-z0-9]+)*@[0-9]{4}-[0-9]{2}-[0-9]{2}$"


class OrganisationSerializer(NamedSerializer):
    kind = one_of(Organisation.Kind.values)
    parent = Id(source="parent_id", allow_null=True)  # type: ignore[assignment]  # a member, not the serializer's parent
    succeeds = Id(source="succeeds_id", allow_null=True, help_text="The organisation it took over from.")
    succeeded_on = Day(allow_null=True)
    url = Text(allow_null=True)
    recorded_at = Moment(allow_null=True, help_text="When it was entered here; later edits do not move it.")


class TerritorySerializer(NamedSerializer):
    parent = Id(source="parent_id", allow_null=True)  # type: ignore[assignment]  # a member, not the serializer's parent
    recorded_at = Moment(allow_null=True, help_text="When it was entered here; later edits do not move it.")


class SourceSerializer(Serializer):
    id = Id()
    title = Text()
    publisher = Text()
    published = Day(help_text="As printed; see `published_precision`.")
    published_precision = one_of(Source.Precision.values)
    public_on = Day(help_text="The day from which it counts: the last one that the printed date can mean (R1).")
    kind = one_of(Source.Kind.values)
    url = Text(allow_null=True)
    language = Text(allow_null=True)
    archived_url = Text(allow_null=True)
    note = Text(allow_null=True)
    recorded_at = Moment(allow_null=True, help_text="When it was entered here; later edits do not move it.")


class ProgrammeSerializer(NamedSerializer):
    responsible = Id(source="responsible_id")
    territory = Id(source="territory_id")
    sector = Text(allow_null=True)
    summary = Text(allow_null=True)
    summary_ru = Text(allow_null=True)
    summary_kk = Text(allow_null=True)
    recorded_at = Moment(allow_null=True, help_text="When it was entered here; later edits do not move it.")


class IndicatorSerializer(NamedSerializer):
    programme = Id(source="programme_id")
    unit = Text(allow_null=True)
    accumulation = one_of(Indicator.Accumulation.values)
    direction = one_of(Indicator.Direction.values)
    territory = Id(source="territory_id", allow_null=True, help_text="Absent: the programme's.")
    path = one_of(Indicator.Path.values)
    reporting_interval_days = serializers.IntegerField(allow_null=True)
    definition = Text(allow_null=True)
    definition_ru = Text(allow_null=True)
    definition_kk = Text(allow_null=True)
    recorded_at = Moment(allow_null=True, help_text="When it was entered here; later edits do not move it.")


class OutcomeSerializer(Serializer):
    id = Id()
    indicator = Id(source="indicator_id")
    basis = one_of(BASES)
    qualifier = one_of(QUALIFIERS, allow_null=True)
    value = Figure(allow_null=True)
    upper_value = Figure(allow_null=True)
    rounded_to = Figure(allow_null=True, help_text="The unit of the last printed digit.")
    compared_with_start = Day(allow_null=True)
    compared_with_end = Day(allow_null=True)
    period_start = Day(allow_null=True)
    period_end = Day()
    final = serializers.BooleanField()
    corrects = Id(source="corrects_id", allow_null=True)
    our_slip = serializers.BooleanField(help_text="The correction mends our own slip; the publisher corrected nothing.")
    territory = Id(source="territory_id", allow_null=True, help_text="Absent: the indicator's.")
    source = Id(source="source_id")  # type: ignore[assignment]  # a member, not the serializer's source
    locator = Text(allow_null=True)
    note = Text(allow_null=True)
    speaker = Text(allow_null=True)
    public_on = Day(source="source__public_on", help_text="The day from which its source counts (R1).")
    recorded_at = Moment(help_text="When it was entered here.")


class EventSerializer(Serializer):
    id = Id()
    stage = one_of(STAGES)
    date = Day()
    source = Id()  # type: ignore[assignment]  # a member, not the serializer's source
    locator = Text(allow_null=True)
    note = Text(allow_null=True)


class ProjectEventSerializer(Serializer):
    id = Id()
    project = Id(source="project_id")
    stage = one_of(STAGES)
    date = Day()
    source = Id(source="source_id")  # type: ignore[assignment]  # a member, not the serializer's source
    locator = Text(allow_null=True)
    note = Text(allow_null=True)
    public_on = Day(source="source__public_on", help_text="The day from which its source counts (R1).")
    recorded_at = Moment(help_text="When it was entered here.")


class ProjectSerializer(NamedSerializer):
    programme = Id(source="programme_id")
    territory = Id(source="territory_id")
    company = Text(allow_null=True)
    capacity = Figure(allow_null=True)
    capacity_unit = Text(allow_null=True)
    investment = Figure(allow_null=True)
    currency = Text(allow_null=True)
    jobs = Figure(allow_null=True)
    note = Text(allow_null=True)
    recorded_at = Moment(allow_null=True, help_text="When it was entered here; later edits do not move it.")
    stage = one_of(STAGES, allow_null=True, source=ADDED, help_text="The stage of the latest event.")
    events = EventSerializer(many=True, source=ADDED)


class StatusChangeSerializer(Serializer):
    id = serializers.RegexField(CHANGE_PATTERN, source=ADDED, help_text="The chain's first target and the day.")
    first = Id(source="first_id", help_text="The first target of the chain of revisions.")
    target = Id(source="target_id", help_text="The link of the chain that was current on that day.")
    programme = Id(source="first__indicator__programme_id")
    on = Day()
    from_status = one_of(Status.values, allow_null=True)
    to_status = one_of(Status.values)
    reasons = serializers.ListField(child=Text())
    recorded_at = Moment(help_text="When the tracker first wrote it down.")


__all__ = ["CHANGE_PATTERN", "STAGES", "ids", "list_of"]
