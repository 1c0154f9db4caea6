"""A target and its assessment, as the contract names their members."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from projects.comparison.statuses import STATUSES
from projects.models import Indicator, Target
from projects.models.recorded import BASES, QUALIFIERS

from .serializers import Computed, Day, Figure, Id, Moment, Serializer, Text, ids, list_of, one_of

CHANGES = ("raised", "lowered", "postponed", "advanced", "requalified", "withdrawn")
INCONSISTENCIES = (
    "falls",
    "growth_differs",
    "last_stretch",
    "share_differs",
    "parts_differ",
    "exchange_rate_differs",
)
CATEGORIES = ("met", "significant", "moderate", "insufficient", "moving_away")


class Interval(serializers.ListField):
    """Two ends, the lower first."""

    def __init__(self, **options: Any) -> None:
        super().__init__(child=Computed(allow_null=True), min_length=2, max_length=2, **options)


class BaselineSerializer(Serializer):
    value = Figure(allow_null=True)
    start = Day(allow_null=True)
    end = Day(allow_null=True)


class CitedSerializer(Serializer):
    id = Id()
    title = Text()
    title_ru = Text(allow_null=True)
    title_kk = Text(allow_null=True)
    title_en = Text(allow_null=True, help_text="Where the title itself is in another language.")
    title_language = Text(allow_null=True, help_text="The title's language code, where it is not that of the source.")
    language = Text(allow_null=True, help_text="The source's language code.")
    publisher = Text()
    published = Day()
    url = Text(allow_null=True)


class RevisionSerializer(Serializer):
    id = Id()
    announced = Day()
    value = Figure(allow_null=True)
    deadline = Day(allow_null=True)
    basis = one_of(BASES)
    qualifier = one_of(QUALIFIERS, allow_null=True)
    upper_value = Figure(allow_null=True)
    unit = Text(allow_null=True)
    change = list_of(CHANGES)
    revised_after_the_fact = serializers.BooleanField()


class FirstSerializer(Serializer):
    """The verdict against the first announcement."""

    target = Id()
    status = one_of(STATUSES)
    actual = Computed(allow_null=True)
    percent_achieved = Computed(allow_null=True)


class StepSerializer(Serializer):
    target = Id()
    change = list_of(CHANGES)
    revised_after_the_fact = serializers.BooleanField()


class ChainSerializer(Serializer):
    """How far the chain moved in all (R10); ratios of the first value."""

    times_moved = serializers.IntegerField()
    days_slipped = serializers.IntegerField(allow_null=True)
    net_percent_moved = Computed(allow_null=True)
    widest_swing = Computed(allow_null=True)


class CompoundSerializer(Serializer):
    ratio = Computed(allow_null=True, help_text="Absent where a target is met without growth required.")
    category = one_of(CATEGORIES)


class MeasurabilitySerializer(Serializer):
    score = serializers.IntegerField(help_text="0 to 6 (R14).")
    missing = serializers.ListField(child=Text())


class AssessmentSerializer(Serializer):
    target = Id(help_text="The link of the chain that is current on as_of.")
    as_of = Day()
    status = one_of(STATUSES)
    reasons = serializers.ListField(child=Text(help_text="A code; see the method."))
    actual = Computed(allow_null=True)
    actual_qualifier = one_of(
        [qualifier for qualifier in QUALIFIERS if qualifier != "between"],
        allow_null=True,
        help_text="How the reports say the actual: about, at least …",
    )
    percent_achieved = Computed(allow_null=True, help_text="A ratio: 1 = all. Never clipped.")
    expected = Computed(allow_null=True)
    pace = Computed(allow_null=True, help_text="A ratio: 1 = as planned.")
    required_per_day = Computed(allow_null=True)
    projection = Computed(allow_null=True)
    projection_low = Computed(allow_null=True)
    projection_high = Computed(allow_null=True)
    projected_completion = Day(allow_null=True)
    days_behind = serializers.IntegerField(allow_null=True)
    days_overdue = serializers.IntegerField(allow_null=True)
    shortfall = Computed(allow_null=True)
    covered_until = Day(allow_null=True)
    stale = serializers.BooleanField()
    resolved_value = Computed(allow_null=True, help_text="The absolute value of a relative target.")
    first = FirstSerializer(allow_null=True)
    revisions = StepSerializer(many=True, help_text="Oldest first.")
    chain = ChainSerializer(allow_null=True)
    status_range = list_of(STATUSES)
    conflicts = serializers.ListField(child=ids(), help_text="Outcomes that disagree.")
    evidence = ids()
    compound = CompoundSerializer(allow_null=True)
    compound_reason = Text(allow_null=True, help_text="A code: why a level has no compound growth ratio.")
    measurability = MeasurabilitySerializer()
    method_version = Text()


class TargetSerializer(Serializer):
    id = Id()
    title = Text(help_text="What the promise is called: 160,000 vehicles in 2024.")
    title_ru = Text()
    title_kk = Text()
    programme = Id()
    indicator = Id()
    responsible = Id()
    territory = Id(help_text="The indicator's, else the programme's.")
    unit = Text(allow_null=True)
    accumulation = one_of(Indicator.Accumulation.values)
    direction = one_of(Indicator.Direction.values)
    basis = one_of(BASES)
    qualifier = one_of(QUALIFIERS, allow_null=True)
    value = Figure(allow_null=True)
    upper_value = Figure(allow_null=True)
    rounded_to = Figure(allow_null=True, help_text="The unit of the last printed digit.")
    baseline = BaselineSerializer(allow_null=True)
    window_start = Day(allow_null=True)
    deadline = Day(allow_null=True)
    deadline_text = Text(allow_null=True)
    deadline_text_ru = Text(allow_null=True)
    deadline_text_kk = Text(allow_null=True)
    timing = one_of(Target.Timing.values)
    bundle = Text(allow_null=True)
    interim_for = Id(allow_null=True)
    revises = Id(allow_null=True)
    withdrawn = serializers.BooleanField()
    announced = Day()
    superseded_by = Id(allow_null=True, help_text="The link that revised this one by as_of.")
    source = CitedSerializer()  # type: ignore[assignment]  # a member, not the serializer's source
    locator = Text(allow_null=True)
    locator_ru = Text(allow_null=True)
    locator_kk = Text(allow_null=True)
    note = Text(allow_null=True, help_text="Remark of the editor.")
    note_ru = Text(allow_null=True)
    note_kk = Text(allow_null=True)
    speaker = Text(allow_null=True)
    speaker_ru = Text(allow_null=True)
    speaker_kk = Text(allow_null=True)
    spoken_by = Id(allow_null=True, help_text="The person who said it, where that is certain.")
    claimed = Text(
        allow_null=True, help_text="What those responsible say of it without a day or a figure; not bound to as_of."
    )
    claimed_ru = Text(allow_null=True)
    claimed_kk = Text(allow_null=True)
    not_entered = Text(
        allow_null=True, help_text="What is known to exist and is not entered yet, and why; not bound to as_of."
    )
    not_entered_ru = Text(allow_null=True)
    not_entered_kk = Text(allow_null=True)
    revisions = RevisionSerializer(many=True, help_text="Every link announced by as_of, the oldest first.")
    recorded_at = Moment(help_text="When this link was entered here.")
    assessment = AssessmentSerializer()


class ExplanationStepSerializer(Serializer):
    """One step of how the verdict was reached; what was not public on as_of is left out."""

    code = Text(help_text="A code; the texts of one code have the same form.")
    rules = serializers.ListField(child=Text(help_text="A rule of the method, such as R7 or R11.10."))
    text = Text(help_text="The step with its numbers, in the language asked for.")


class FindingSerializer(Serializer):
    """Figures that do not agree with each other (R13). It changes no verdict."""

    code = one_of(INCONSISTENCIES)
    outcomes = ids()
    found = Interval(help_text="What the figures named last say: lower and upper end; null is an open end.")
    implied = Interval(help_text="What the others would allow.")
    text = Text(help_text="A sentence with the numbers, in the language asked for.")


class ForecastSerializer(Serializer):
    """R16: how many of the decided promises were kept in time."""

    in_time = serializers.IntegerField(source="tally.in_time", help_text="How many of them were kept in time.")
    decided = serializers.IntegerField(source="tally.decided", help_text="How many promises reports have decided.")
    comparable = serializers.BooleanField(
        help_text="true: counted are promises of the same body, kind and sector; false: all promises."
    )


class ExplainedTargetSerializer(TargetSerializer):
    """A target read by itself."""

    forecast = ForecastSerializer(
        required=False,
        allow_null=True,
        help_text="null where nothing is foretold, and with known_at; absent in the answer to a POST.",
    )

    consistency = FindingSerializer(
        many=True, help_text="Reports on its window that do not agree with each other (R13)."
    )
    explanation = ExplanationStepSerializer(many=True, help_text="In order.")
