"""Every table and column of the Data Package, described once.

The reader, the checks, the writer, the schema in datapackage.json and docs/data-package.md all follow from this
description. Lengths, choices and targets of references are the model's own, so the two cannot disagree.
"""

from __future__ import annotations

from projects.models import (
    Indicator,
    Office,
    Organisation,
    Outcome,
    Person,
    Programme,
    Project,
    ProjectEvent,
    Publisher,
    Source,
    Target,
    Territory,
)

from .columns import Column, Table


def _id(doc: str = "Permanent public slug, also the address of the thing.") -> Column:
    return Column("id", "id", doc, required=True)


def _reference(name: str, references: str, doc: str, *, required: bool = False) -> Column:
    return Column(name, "reference", doc, required=required, references=references)


_NAME = Column("name", "text", "Name in English.", required=True, translated=True)
_SOURCE = _reference("source", "sources", "Source that says so.", required=True)
_LOCATOR = Column("locator", "text", "Where in the source: page, paragraph, minute.", translated=True)
_NOTE = Column("note", "text", "Remark of the editor.", translated=True)
_SPEAKER = Column("speaker", "text", "Who said it, as printed.", translated=True)
_SPOKEN_BY = Column(
    "spoken_by",
    "reference",
    "Who that is, where it is certain; may be added to a recorded row.",
    references="people",
    comes_later=True,
)
_UPPER = Column("upper_value", "figure", "Upper end of a `between`, and only of that.")
_ROUNDED = Column(
    "rounded_to", "figure", "Unit of the last printed digit (1.5 trillion → 100000000000); empty = exact."
)
_INDICATOR = _reference("indicator", "indicators", "What it is a figure of.", required=True)
_QUALIFIER = Column(
    "qualifier",
    "choice",
    "How the figure was qualified; may stay empty only when the basis is `done`.",
    required=True,
    may_be_empty=True,
)

ORGANISATIONS = Table(
    "organisations",
    Organisation,
    "Bodies that promise, answer for or report.",
    (
        _id(),
        _NAME,
        Column("kind", "choice", "What kind of body it is.", required=True),
        _reference("parent", "organisations", "Body it is part of."),
        _reference("succeeds", "organisations", "Organisation it took over from."),
        Column("succeeded_on", "date", "Day it took over; needs `succeeds`."),
        Column("url", "url", "Its own site."),
    ),
)
TERRITORIES = Table(
    "territories",
    Territory,
    "Countries and their parts.",
    (
        _id("ISO 3166 code in lower case: `kz`, `kz-71`."),
        _NAME,
        _reference("parent", "territories", "Territory it is part of."),
    ),
)
PUBLISHERS = Table(
    "publishers",
    Publisher,
    "Spellings of publishers that editors have joined (R9). A publisher that has no row stands for itself.",
    (
        _id("Permanent public slug of the spelling."),
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
        _id(),
        _NAME,
        Column("url", "url", "A page about the person."),
    ),
)
OFFICES = Table(
    "offices",
    Office,
    "Posts of bodies, each held by one person for a time.",
    (
        _id(),
        _reference("person", "people", "Who holds it.", required=True),
        _reference("organisation", "organisations", "Body it is a post of.", required=True),
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
        _id(),
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
        _NOTE,
    ),
)
PROGRAMMES = Table(
    "programmes",
    Programme,
    "Announced undertakings.",
    (
        _id(),
        _NAME,
        _reference("responsible", "organisations", "Body that answers for it.", required=True),
        _reference("territory", "territories", "Territory it is about.", required=True),
        Column("sector", "text", "Field of policy."),
        Column("summary", "text", "What it is, in a few sentences.", translated=True),
    ),
)
INDICATORS = Table(
    "indicators",
    Indicator,
    "What is measured.",
    (
        _id(),
        _reference("programme", "programmes", "Programme it belongs to.", required=True),
        _NAME,
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
        _reference("territory", "territories", "Its own territory, where it is not the programme's."),
        Column("path", "choice", "Shape of the way from baseline to target (R7).", default="linear"),
        Column("reporting_interval_days", "integer", "Days between two reports; at least 1."),
        Column("definition", "text", "What is counted, and what is not.", translated=True),
    ),
)
TARGETS = Table(
    "targets",
    Target,
    "Promised values: first ones and revisions. Append-only.",
    (
        _id(),
        _INDICATOR,
        Column("basis", "choice", "What the value is; `done` for a milestone, and only for one.", required=True),
        _QUALIFIER,
        Column("value", "figure", "The promised value, in whole base units; the lower end of a `between`."),
        _UPPER,
        _ROUNDED,
        Column("baseline_value", "figure", "The value before."),
        Column("baseline_start", "date", "First day of the baseline's period."),
        Column("baseline_end", "date", "Last day of the baseline's period."),
        Column("window_start", "date", "First day that counts; never after the deadline."),
        Column("deadline", "date", "Last day of the promise."),
        Column(
            "deadline_text",
            "text",
            "The deadline in the words of the announcement, and nothing else; an editor’s remark on it is a `note`.",
            translated=True,
        ),
        Column(
            "timing",
            "choice",
            "Whether only what falls in the window counts, or it is still owed afterwards.",
            required=True,
        ),
        Column("bundle", "text", "Shared by targets that were announced as one promise (R12)."),
        _reference("interim_for", "targets", "Target that this one is a step towards (R7)."),
        _reference("revises", "targets", "Target that this one replaces (R10); each is replaced at most once."),
        Column("withdrawn", "boolean", "Whether it withdraws the target it revises.", default="false"),
        Column("announced", "date", "Day of the announcement; never before that of the revised one.", required=True),
        _SOURCE,
        _LOCATOR,
        _NOTE,
        _SPEAKER,
        _SPOKEN_BY,
        Column(
            "claimed",
            "text",
            "What those responsible say of it without a day or a figure that can be entered; may be added to a "
            "recorded row.",
            translated=True,
            comes_later=True,
        ),
        Column(
            "not_entered",
            "text",
            "What is known to exist and is not entered yet, and why; may be added to a recorded row.",
            translated=True,
            comes_later=True,
        ),
    ),
)
OUTCOMES = Table(
    "outcomes",
    Outcome,
    "Reported values, each of one source for one period. Append-only.",
    (
        _id(),
        _INDICATOR,
        Column("basis", "choice", "What the value is; `done` for a milestone, and only for one.", required=True),
        _QUALIFIER,
        Column(
            "value", "figure", "The reported value, in whole base units; for `done` 1, or 0 when reported not done."
        ),
        _UPPER,
        _ROUNDED,
        Column("compared_with_start", "date", "First day of the period that a relative figure is compared with."),
        Column("compared_with_end", "date", "Last day of that period."),
        Column("period_start", "date", "First day the figure is about; a figure without it is no part of a sum."),
        Column("period_end", "date", "Last day it is about; the day of a reading.", required=True),
        Column("final", "boolean", "`false` for a provisional figure.", required=True),
        _reference("corrects", "outcomes", "Outcome of the same indicator that this one replaces (R9)."),
        Column(
            "our_slip",
            "boolean",
            "Whether the correction mends our own slip, and not the publisher's figure; of a correction that leaves it "
            "empty, where both cite one source.",
        ),
        _reference("territory", "territories", "Its own territory, where it is not the indicator's."),
        _SOURCE,
        _LOCATOR,
        Column(
            "note",
            "text",
            "Remark of the editor; needed where it corrects another publisher's figure (R9).",
            translated=True,
        ),
        _SPEAKER,
        _SPOKEN_BY,
    ),
)
PROJECTS = Table(
    "projects",
    Project,
    "Named undertakings inside a programme.",
    (
        _id(),
        _reference("programme", "programmes", "Programme it belongs to.", required=True),
        _NAME,
        _reference("territory", "territories", "Where it is.", required=True),
        Column("company", "text", "Who builds or runs it."),
        Column("capacity", "figure", "Capacity; needs `capacity_unit`."),
        Column("capacity_unit", "text", "Unit of the capacity."),
        Column("investment", "figure", "Money put in, in whole units; needs `currency`."),
        Column("currency", "text", "ISO 4217 code in capitals.", pattern="[A-Z]{3}"),
        Column("jobs", "figure", "Jobs promised or made."),
        _NOTE,
    ),
)
PROJECT_EVENTS = Table(
    "project_events",
    ProjectEvent,
    "Dated stages of a project, as a source tells them. Append-only.",
    (
        _id(),
        _reference("project", "projects", "Project it is about.", required=True),
        Column("stage", "choice", "Stage reached.", required=True),
        Column("date", "date", "Day it was reached.", required=True),
        _SOURCE,
        _LOCATOR,
        _NOTE,
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
