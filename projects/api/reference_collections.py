"""Bodies, places, sources, programmes and indicators: their filters, and what was known of them on a day."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from projects.comparison.publishers import publisher_key
from projects.models import (
    Indicator,
    Office,
    Organisation,
    Person,
    Programme,
    Publisher,
    Source,
    Territory,
)
from projects.models.publisher import standing_for
from projects.packages import tables
from projects.reports.catalogue.directory import PROGRAMME_TEXTS, answering_bodies, programmes_of
from projects.reports.catalogue.people import people_known
from projects.reports.catalogue.sources import SEARCHED
from projects.reports.hierarchies import announced_by_day, with_parts, with_predecessors
from projects.reports.parameters import SEARCH, Kind, Parameter
from projects.reports.search.sources_of_places import cited_on

from . import record_serializers as serializers
from .collections import Collection, Query
from .filters import NAMES, Rows, containing_text, equal, recorded_by_history, reference, with_history


def _day(query: Query) -> date:
    as_of: date = query.get("as_of") or timezone.localdate()
    return as_of


def _organisations(rows: Rows, query: Query) -> Rows:
    if "territory" in query or query.get("listed"):
        rows = rows.filter(pk__in=answering_bodies(_day(query), query.get("territory")))
    return containing_text(equal(rows, query, kind="kind", parent="parent", succeeds="succeeds"), query, *NAMES)


ORGANISATIONS = Collection(
    name="organisations",
    table=tables.ORGANISATIONS,
    about="Bodies that promise, answer for or report. With as_of: those that had come into being by then.",
    serializer=serializers.OrganisationSerializer,
    rows=with_history(Organisation),
    recorded=recorded_by_history,
    order=("id",),
    filters=(
        Parameter("kind", Kind.CHOICE, "Only bodies of this kind.", choices=tuple(Organisation.Kind.values)),
        reference("parent", "Only parts of this body.", Organisation),
        reference("succeeds", "Only bodies that took over from this one.", Organisation),
        reference("territory", "Only bodies that answer for a target for this place or a part of it.", Territory),
        Parameter("listed", Kind.FLAG, "true: only bodies that answer for a target, or took over from one that did."),
        SEARCH,
    ),
    narrow=_organisations,
    known_on=lambda rows, on: rows.exclude(succeeded_on__gt=on),
)


def _territories(rows: Rows, query: Query) -> Rows:
    if "territory" in query:
        rows = rows.filter(pk__in=with_parts(query["territory"]))
    return containing_text(equal(rows, query, parent="parent"), query, *NAMES)


TERRITORIES = Collection(
    name="territories",
    table=tables.TERRITORIES,
    about="Countries and their parts, by ISO 3166 code. They have no dates, so as_of changes nothing.",
    serializer=serializers.TerritorySerializer,
    rows=with_history(Territory),
    recorded=recorded_by_history,
    order=("id",),
    filters=(
        reference("parent", "Only the parts of this place.", Territory),
        reference("territory", "Only this place, its parts, and the parts of these.", Territory),
        SEARCH,
    ),
    narrow=_territories,
    known_on=lambda rows, on: rows,
)


def _publishers(rows: Rows, query: Query) -> Rows:
    if "name" in query:
        rows = rows.filter(key=publisher_key(query["name"]))
    return containing_text(equal(rows, query, same_as="same_as"), query, "id", "name")


PUBLISHERS = Collection(
    name="publishers",
    table=tables.PUBLISHERS,
    about="Spellings of publishers that were joined (rule R9). They have no dates, so as_of changes nothing.",
    serializer=serializers.PublisherSerializer,
    rows=with_history(Publisher),
    recorded=recorded_by_history,
    order=("id",),
    filters=(
        Parameter("name", Kind.TEXT, "Only this spelling, whatever its capitals and spaces."),
        reference("same_as", "Only other spellings of this publisher.", Publisher),
        SEARCH,
    ),
    narrow=_publishers,
    known_on=lambda rows, on: rows,
)


def _people(rows: Rows, query: Query) -> Rows:
    if "organisation" in query:
        offices = Office.objects.filter(organisation__in=with_predecessors(query["organisation"]))
        rows = rows.filter(pk__in=offices.values("person"))
    if "territory" in query or query.get("listed"):
        rows = rows.filter(pk__in=people_known(_day(query), query.get("territory")).values("pk"))
    return containing_text(rows, query, *NAMES)


PEOPLE = Collection(
    name="people",
    table=tables.PEOPLE,
    about="People who promise or report in an office. They have no dates, so as_of changes nothing.",
    serializer=serializers.PersonSerializer,
    rows=with_history(Person),
    recorded=recorded_by_history,
    order=("id",),
    filters=(
        reference("organisation", "Only who holds or held an office of this body, or one it succeeded.", Organisation),
        reference("territory", "Only who spoke of this place or a part of it, or holds an office there.", Territory),
        Parameter("listed", Kind.FLAG, "true: only who announced or reported something, or held an office."),
        SEARCH,
    ),
    narrow=_people,
    known_on=lambda rows, on: rows,
)


def _offices(rows: Rows, query: Query) -> Rows:
    rows = equal(rows, query, person="person")
    if "organisation" in query:
        rows = rows.filter(organisation__in=with_predecessors(query["organisation"]))
    if "held_on" in query:
        held = Office.objects.held_between(query["held_on"], query["held_on"])
        rows = rows.filter(pk__in=held.values("pk"))
    return containing_text(rows, query, "id", "title", "title_ru", "title_kk")


OFFICES = Collection(
    name="offices",
    table=tables.OFFICES,
    about="Posts of bodies, each held by one person for a time. With as_of: without those that began later.",
    serializer=serializers.OfficeSerializer,
    rows=with_history(Office),
    recorded=recorded_by_history,
    order=("id",),
    filters=(
        reference("person", "Only offices of this person.", Person),
        reference("organisation", "Only offices of this body, or of one it succeeded.", Organisation),
        Parameter("held_on", Kind.DATE, "Only those that may have been held on that day: an absent day is open."),
        SEARCH,
    ),
    narrow=_offices,
    known_on=lambda rows, on: rows.exclude(since__gt=on),
)


def _sources(rows: Rows, query: Query) -> Rows:
    rows = equal(
        rows,
        query,
        kind="kind",
        language="language",
        published_after="published__gte",
        published_before="published__lte",
    )
    if "publisher" in query:
        rows = rows.filter(publisher_key=standing_for([query["publisher"]])[query["publisher"]])
    if "territory" in query:
        rows = rows.filter(cited_on(with_parts(query["territory"])))
    return containing_text(rows, query, *SEARCHED)


SOURCES = Collection(
    name="sources",
    table=tables.SOURCES,
    about="Citable evidence. With as_of: what was public by then (`public_on`, rule R1).",
    serializer=serializers.SourceSerializer,
    rows=with_history(Source),
    recorded=recorded_by_history,
    order=("id",),
    filters=(
        Parameter("publisher", Kind.TEXT, "Only this publisher, by any spelling of the name."),
        Parameter("kind", Kind.CHOICE, "Only sources of this kind.", choices=tuple(Source.Kind.values)),
        Parameter("language", Kind.TEXT, "Only this language, such as en or ru."),
        Parameter("published_after", Kind.DATE, "Published on or after that day."),
        Parameter("published_before", Kind.DATE, "Published on or before that day."),
        reference("territory", "Only those cited on this place or a part of it.", Territory),
        SEARCH,
    ),
    narrow=_sources,
    known_on=lambda rows, on: rows.filter(public_on__lte=on),
)


def _programmes(rows: Rows, query: Query) -> Rows:
    rows = equal(rows, query, sector="sector")
    if "responsible" in query:
        rows = rows.filter(responsible__in=with_predecessors(query["responsible"]))
    if "territory" in query:
        rows = rows.filter(programmes_of(query["territory"]))
    return containing_text(rows, query, *PROGRAMME_TEXTS)


PROGRAMMES = Collection(
    name="programmes",
    table=tables.PROGRAMMES,
    about="Announced undertakings. With as_of: without those whose every target was announced later.",
    serializer=serializers.ProgrammeSerializer,
    rows=with_history(Programme),
    recorded=recorded_by_history,
    order=("id",),
    filters=(
        reference("responsible", "Only what this body, or a body it succeeded, answers for.", Organisation),
        reference(
            "territory", "Only programmes for this place or a part of it, or with an indicator there.", Territory
        ),
        Parameter("sector", Kind.TEXT, "Only this sector, as written."),
        SEARCH,
    ),
    narrow=_programmes,
    known_on=lambda rows, on: announced_by_day(rows, "indicator__programme", on),
)


def _indicators(rows: Rows, query: Query) -> Rows:
    rows = equal(rows, query, programme="programme", unit="unit", accumulation="accumulation", direction="direction")
    return containing_text(rows, query, *NAMES, "definition", "definition_ru", "definition_kk")


INDICATORS = Collection(
    name="indicators",
    table=tables.INDICATORS,
    about="What is measured. With as_of: without those whose every target was announced later.",
    serializer=serializers.IndicatorSerializer,
    rows=with_history(Indicator),
    recorded=recorded_by_history,
    order=("id",),
    filters=(
        reference("programme", "Only indicators of this programme.", Programme),
        Parameter("unit", Kind.TEXT, "Only this unit, such as KZT or jobs."),
        Parameter("accumulation", Kind.CHOICE, "How it adds up.", choices=tuple(Indicator.Accumulation.values)),
        Parameter("direction", Kind.CHOICE, "Which way is good.", choices=tuple(Indicator.Direction.values)),
        SEARCH,
    ),
    narrow=_indicators,
    known_on=lambda rows, on: announced_by_day(rows, "indicator", on),
)
