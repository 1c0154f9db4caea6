"""Every table and column of the Data Package, described once.

The reader, the checks, the writer, the schema in datapackage.json and docs/data-package.md all follow from this
description. Lengths, choices and targets of references are the model's own, so the two cannot disagree.
"""

from __future__ import annotations

from projects.models import (
    Indicator,
    Office,
    Organisation,
    Person,
    Programme,
    Project,
    Publisher,
    Source,
    Territory,
)

from .claim_tables import OUTCOMES, PROJECT_EVENTS, TARGETS
from .columns import Column, Table
from .usual_columns import NAME, NOTE, id_column, reference

__all__ = [
    "BY_NAME",
    "INDICATORS",
    "OFFICES",
    "ORGANISATIONS",
    "OUTCOMES",
    "PEOPLE",
    "PROGRAMMES",
    "PROJECTS",
    "PROJECT_EVENTS",
    "PUBLISHERS",
    "SOURCES",
    "TABLES",
    "TARGETS",
    "TERRITORIES",
    "WORDS",
]

ORGANISATIONS = Table(
    "organisations",
    Organisation,
    "Bodies that promise, answer for or report.",
    (
        id_column(),
        NAME,
        Column("kind", "choice", "What kind of body it is.", required=True),
        reference("parent", "organisations", "Body it is part of."),
        reference("succeeds", "organisations", "Organisation it took over from."),
        Column("succeeded_on", "date", "Day it took over; needs `succeeds`."),
        Column("url", "url", "Its own site."),
    ),
)
TERRITORIES = Table(
    "territories",
    Territory,
    "Countries and their parts.",
    (
        id_column("ISO 3166 code in lower case: `kz`, `kz-71`."),
        NAME,
        reference("parent", "territories", "Territory it is part of."),
    ),
)
PUBLISHERS = Table(
    "publishers",
    Publisher,
    "Spellings of publishers that editors have joined (R9). A publisher that has no row stands for itself.",
    (
        id_column("Permanent public slug of the spelling."),
        Column(
            "name",
            "text",
            "The spelling, as sources print it; case, spacing and Unicode form make no other.",
            required=True,
        ),
        Column(
            "same_as",
            "reference",
            "The publisher of which this is another spelling; its own row has none.",
            required=True,
            may_be_empty=True,
            references="publishers",
        ),
    ),
)
PEOPLE = Table(
    "people",
    Person,
    "People who promise or report in an office.",
    (
        id_column(),
        NAME,
        Column("url", "url", "A page about the person."),
    ),
)
OFFICES = Table(
    "offices",
    Office,
    "Posts of bodies, each held by one person for a time.",
    (
        id_column(),
        reference("person", "people", "Who holds it.", required=True),
        reference("organisation", "organisations", "Body it is a post of.", required=True),
        Column("title", "text", "What the post is called.", translated=True),
        Column("since", "date", "First day in it; empty where it is not sure."),
        Column("until", "date", "Last day in it, not before `since`; empty while it is held, or not sure."),
    ),
)
SOURCES = Table(
    "sources",
    Source,
    "Citable evidence. A figure counts from the day its source was certainly public (R1).",
    (
        id_column(),
        Column(
            "title",
            "text",
            "Title of the document or article, as printed or as an editor gave it.",
            required=True,
            translated=True,
        ),
        Column("title_en", "text", "The title in English, where `title` is in another language."),
        Column(
            "title_language",
            "text",
            "Language code of `title`, where it is not that of the source: `en` for a title that an editor gave it.",
        ),
        Column("publisher", "text", "Who published it.", required=True),
        Column("published", "date", "Printed date; any day of it when only a month or a year is known.", required=True),
        Column("published_precision", "choice", "How exactly that date is known.", default="day"),
        Column("kind", "choice", "How close the source is to the figure (R9).", required=True),
        Column("url", "url", "Address of the document."),
        Column("language", "text", "Language code: `kk`, `ru`, `en`."),
        Column("archived_url", "url", "Address of an archived copy."),
        NOTE,
    ),
)
PROGRAMMES = Table(
    "programmes",
    Programme,
    "Announced undertakings.",
    (
        id_column(),
        NAME,
        reference("responsible", "organisations", "Body that answers for it.", required=True),
        reference("territory", "territories", "Territory it is about.", required=True),
        Column("sector", "text", "Field of policy."),
        Column("summary", "text", "What it is, in a few sentences.", translated=True),
    ),
)
INDICATORS = Table(
    "indicators",
    Indicator,
    "What is measured.",
    (
        id_column(),
        reference("programme", "programmes", "Programme it belongs to.", required=True),
        NAME,
        Column(
            "unit",
            "text",
            "ISO 4217 for money, else a plural noun or symbol (projects, percent, m2); empty for a milestone, "
            "and where none was announced.",
            required=True,
            may_be_empty=True,
        ),
        Column("accumulation", "choice", "Whether its figures add up, are readings, or say done.", required=True),
        Column("direction", "choice", "The good way.", required=True),
        reference("territory", "territories", "Its own territory, where it is not the programme's."),
        Column("path", "choice", "Shape of the way from baseline to target (R7).", default="linear"),
        Column("reporting_interval_days", "integer", "Days between two reports; at least 1."),
        Column("definition", "text", "What is counted, and what is not.", translated=True),
    ),
)
PROJECTS = Table(
    "projects",
    Project,
    "Named undertakings inside a programme.",
    (
        id_column(),
        reference("programme", "programmes", "Programme it belongs to.", required=True),
        NAME,
        reference("territory", "territories", "Where it is.", required=True),
        Column("company", "text", "Who builds or runs it."),
        Column("capacity", "figure", "Capacity; needs `capacity_unit`."),
        Column("capacity_unit", "text", "Unit of the capacity."),
        Column("investment", "figure", "Money put in, in whole units; needs `currency`."),
        Column("currency", "text", "ISO 4217 code in capitals.", pattern="[A-Z]{3}"),
        Column("jobs", "figure", "Jobs promised or made."),
        NOTE,
    ),
)

TABLES = (
    ORGANISATIONS,
    TERRITORIES,
    PUBLISHERS,
    PEOPLE,
    OFFICES,
    SOURCES,
    PROGRAMMES,
    INDICATORS,
    TARGETS,
    OUTCOMES,
    PROJECTS,
    PROJECT_EVENTS,
)
BY_NAME = {table.name: table for table in TABLES}

# Columns of claims that hold no figure: they can be mended by hand, and some may be added to a recorded claim.
WORDS = frozenset({"note", "locator", "speaker"}).union(
    column.name for table in TABLES if table.is_claim for column in table.columns if column.comes_later
)
