"""The rows of the record as the API gives them: the columns of the Data Package, and what readers need beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from rest_framework import serializers

from projects.models import ProjectEvent
from projects.models.assessment import Status
from projects.packages import tables
from projects.packages.columns import Column, Table

from .collections import ADDED
from .serializers import AnyField, Day, Figure, Id, Moment, Serializer, Text, one_of

STAGES = tuple(ProjectEvent.Stage.values)
CHANGE_PATTERN = r"^[a-z0-9]+([._-][a-z0-9]+)*@[0-9]{4}-[0-9]{2}-[0-9]{2}$"
Members = Callable[[], dict[str, AnyField]]
KINDS: Mapping[str, type[AnyField]] = {
    "id": Id,
    "reference": Id,
    "text": Text,
    "url": Text,
    "date": Day,
    "figure": Figure,
    "integer": serializers.IntegerField,
    "boolean": serializers.BooleanField,
}


def row_serializer(
    name: str, table: Table, /, *, follows: Mapping[str, Members] | None = None, **help_texts: str
) -> type[Serializer]:
    """The serializer of a row: the columns of its table in their order, the names first, and when it was recorded.

    ``follows`` makes further members, by the column that they follow; "" for those at the end. ``help_texts``: what
    the OpenAPI document says of a column.
    """
    more = follows or {}
    members: dict[str, AnyField] = {}  # the framework orders them by the moment at which they were made
    for column in sorted(table.columns, key=lambda column: not column.name.startswith(("id", "name"))):
        members[column.name] = _field(table, column, help_texts.get(column.name))
        if column.name in more:
            members.update(more[column.name]())
    members.update(_recorded(table))
    if "" in more:
        members.update(more[""]())
    return type(f"{name}Serializer", (Serializer,), {"__doc__": table.doc, **members})


def _field(table: Table, column: Column, help_text: str | None) -> AnyField:
    options: dict[str, Any] = {} if help_text is None else {"help_text": help_text}
    if not (column.must_be_filled or column.default or column.kind == "boolean"):
        options["allow_null"] = True
    if column.kind == "reference":
        options["source"] = f"{column.name}_id"
    if column.kind == "choice":
        return one_of(table.choices(column), **options)
    return KINDS[column.kind](**options)


def _recorded(table: Table) -> Iterator[tuple[str, AnyField]]:
    if table.is_claim:
        yield "public_on", Day(source="source__public_on", help_text="The day from which its source counts (R1).")
        yield "recorded_at", Moment(help_text="When it was entered here.")
    else:
        about = "When it was entered here; later edits do not move it."
        yield "recorded_at", Moment(allow_null=True, help_text=about)


class EventSerializer(Serializer):
    id = Id()
    stage = one_of(STAGES)
    date = Day()
    source = Id()  # type: ignore[assignment]  # a member, not the serializer's source
    locator = Text(allow_null=True)
    locator_ru = Text(allow_null=True)
    locator_kk = Text(allow_null=True)
    note = Text(allow_null=True)
    note_ru = Text(allow_null=True)
    note_kk = Text(allow_null=True)


OrganisationSerializer = row_serializer(
    "Organisation", tables.ORGANISATIONS, succeeds="The organisation it took over from."
)
TerritorySerializer = row_serializer("Territory", tables.TERRITORIES)
PublisherSerializer = row_serializer("Publisher", tables.PUBLISHERS)
PersonSerializer = row_serializer("Person", tables.PEOPLE)
OfficeSerializer = row_serializer("Office", tables.OFFICES)
SourceSerializer = row_serializer(
    "Source",
    tables.SOURCES,
    published="As printed; see `published_precision`.",
    follows={
        "published_precision": lambda: {
            "public_on": Day(
                help_text="The day from which it counts: the last one that the printed date can mean (R1)."
            )
        }
    },
)
ProgrammeSerializer = row_serializer("Programme", tables.PROGRAMMES)
IndicatorSerializer = row_serializer("Indicator", tables.INDICATORS, territory="Absent: the programme's.")
OutcomeSerializer = row_serializer(
    "Outcome",
    tables.OUTCOMES,
    rounded_to="The unit of the last printed digit.",
    our_slip="The correction mends our own slip; the publisher corrected nothing.",
    territory="Absent: the indicator's.",
)
ProjectEventSerializer = row_serializer("ProjectEvent", tables.PROJECT_EVENTS)
ProjectSerializer = row_serializer(
    "Project",
    tables.PROJECTS,
    follows={
        "": lambda: {
            "stage": one_of(STAGES, allow_null=True, source=ADDED, help_text="The stage of the latest event."),
            "events": EventSerializer(many=True, source=ADDED),
        }
    },
)


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
