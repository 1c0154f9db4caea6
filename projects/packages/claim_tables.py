"""The tables of the Data Package that hold claims: figures and stages that sources state. Append-only."""

from __future__ import annotations

from projects.models import Outcome, ProjectEvent, Target

from .columns import Column, Table
from .usual_columns import LOCATOR, NOTE, SOURCE, id_column, reference

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
_INDICATOR = reference("indicator", "indicators", "What it is a figure of.", required=True)
_QUALIFIER = Column(
    "qualifier",
    "choice",
    "How the figure was qualified; may stay empty only when the basis is `done`.",
    required=True,
    may_be_empty=True,
)

TARGETS = Table(
    "targets",
    Target,
    "Promised values: first ones and revisions. Append-only.",
    (
        id_column(),
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
        reference("interim_for", "targets", "Target that this one is a step towards (R7)."),
        reference("revises", "targets", "Target that this one replaces (R10); each is replaced at most once."),
        Column("withdrawn", "boolean", "Whether it withdraws the target it revises.", default="false"),
        Column("announced", "date", "Day of the announcement; never before that of the revised one.", required=True),
        SOURCE,
        LOCATOR,
        NOTE,
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
        id_column(),
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
        reference("corrects", "outcomes", "Outcome of the same indicator that this one replaces (R9)."),
        Column(
            "our_slip",
            "boolean",
            "Whether the correction mends our own slip, and not the publisher's figure; of a correction that leaves it "
            "empty, where both cite one source.",
        ),
        reference("territory", "territories", "Its own territory, where it is not the indicator's."),
        SOURCE,
        LOCATOR,
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
PROJECT_EVENTS = Table(
    "project_events",
    ProjectEvent,
    "Dated stages of a project, as a source tells them. Append-only.",
    (
        id_column(),
        reference("project", "projects", "Project it is about.", required=True),
        Column("stage", "choice", "Stage reached.", required=True),
        Column("date", "date", "Day it was reached.", required=True),
        SOURCE,
        LOCATOR,
        NOTE,
    ),
)
