"""What became of many promises, counted (R15): of everything, or of a body, person, place, sector or programme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from projects import wording
from projects.assistants import shapes
from projects.assistants.answers import Answer, Asking, answer_schema
from projects.assistants.parts import as_of_day
from projects.comparison.proportions import FEWEST, Share
from projects.comparison.track_record import ENDINGS, KEPT, TrackRecord
from projects.http.public_urls import public_url
from projects.http.rate_limits import Allowance, OtherDayAllowance
from projects.judging.assessment_json import rounded
from projects.reports.paging import paginate
from projects.reports.parameters import AS_OF, PAGING, Kind, Parameter
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
from projects.templatetags.names import localname
from projects.templatetags.track_sentences import ListAddresses, scope_filters, sentences

from .tool import Tool, Values

ON_A_PAGE = 20
YEAR = "year"
BY = Parameter(
    "by",
    Kind.CHOICE,
    "Also one track record for each of these in the scope, most that fell due first.",
    choices=(*SUBJECTS, YEAR),
)
SHARE = shapes.maybe(
    shapes.members(
        f"Kept in time ÷ decided. null where fewer than {FEWEST} are decided: then give no share and no percentage.",
        share=shapes.figure("A ratio: 1 = all."),
        low=shapes.figure("Lower end of Wilson's interval of 95 per cent. Give the interval with the share."),
        high=shapes.figure("Upper end."),
    )
)
ENDING = shapes.members(
    ending=shapes.one_of(ENDINGS),
    label=shapes.text(),
    meaning=shapes.text(),
    count=shapes.count(),
    url=shapes.address("The list of these promises."),
)
RECORD = shapes.members(
    "Of promises that fell due, what became of them. `unreported` and `overdue` are undecided, not missed.",
    promises=shapes.count("Announced by the day."),
    due=shapes.count("Of these, those that have fallen due: postponing changes nothing."),
    undated=shapes.count("Those that never fall due, since no day was named."),
    endings=shapes.list_of(ENDING, "What became of those that fell due."),
    decided=shapes.count("Decided by reports: kept in time, kept late, missed."),
    kept=shapes.count("Kept in time."),
    share=SHARE,
    moved=shapes.count("Promises that were ever moved, due or not."),
    moved_after_the_fact=shapes.count(),
    silent=shapes.count("Promises past their deadline on which no report has come."),
    url=shapes.address("The list of all these promises."),
)
SUBJECT = shapes.members(
    id=shapes.text("For the filters of search_promises."),
    name=shapes.text(),
    promises=shapes.count(),
    due=shapes.count(),
    decided=shapes.count(),
    kept=shapes.count(),
    missed=shapes.count(),
    unreported=shapes.count("Past the deadline without a final report: not missed."),
    moved=shapes.count(),
    share=SHARE,
    url=shapes.address(),
)


def get_track_record(values: Values, asking: Asking) -> Answer:
    as_of = values.get("as_of", asking.today)
    day, by = as_of_day(as_of, asking), values.get("by")
    scope = Scope(**{parameter.name: values.get(parameter.name) for parameter in SCOPE_PARAMETERS})
    question = Question(as_of, scope, values.get("against") == "first")
    record = record_of(question, asking.version)
    subjects = paginate(_subjects(by, question, asking) if by else [], values.get("page", 1), ON_A_PAGE)
    context: dict[str, Any] = {"travelling": bool(day), "as_of": as_of}
    parts = sentences(record, ListAddresses(context, question), asking.lang)
    summary = " ".join(unescape(strip_tags(sentence)) for sentence in parts.values() if sentence)
    members = {
        "scope": scope_filters(scope),
        "against": "first" if question.against_first else "current",
        "summary": summary,
        "record": _record(record, question, day, asking.lang),
        "by": by,
        "subjects_count": subjects.count,
        "page": subjects.page,
        "pages": subjects.pages,
        "subjects": list(subjects.rows),
    }
    lines = [f"- {row['name']} [{row['id']}]: {_counted(row, asking.lang)}" for row in subjects.rows]
    return Answer(as_of, members, "\n".join((summary, *lines)), _page(question, as_of.isoformat()))


def _page(question: Question, day: str) -> str:
    scope = {name: value for name, value in asdict(question.scope).items() if value}
    return public_url("track-record", **scope, against="first" if question.against_first else "", as_of=day)


def _list_of(question: Question, day: str, **conditions: str) -> str:
    scope = {name: value for name, value in scope_filters(question.scope).items() if value}
    against = "first" if question.against_first and conditions else ""
    return public_url("targets", **scope, **conditions, against=against, as_of=day)


def _record(record: TrackRecord, question: Question, day: str, lang: str) -> dict[str, Any]:
    return {
        "promises": record.promises,
        "due": record.due,
        "undated": len(record.undated),
        "endings": [
            {
                "ending": ending.name,
                "label": wording.ending(ending.name, lang),
                "meaning": wording.ending_meaning(ending.name, lang),
                "count": len(ending.targets),
                "url": _list_of(question, day, ended=ending.name),
            }
            for ending in record.endings
        ],
        "decided": record.decided,
        "kept": _ended(record, KEPT),
        "share": _share(record.kept_share),
        "moved": len(record.movement.targets),
        "moved_after_the_fact": len(record.movement.after_the_fact),
        "silent": len(record.silence.silent),
        "url": _list_of(question, day),
    }


def _subjects(by: str, question: Question, asking: Asking) -> list[dict[str, Any]]:
    day = as_of_day(question.as_of, asking)
    if by == YEAR:
        years = records_by_year(question, asking.version)
        return [
            _subject(str(year), str(year), _list_of(question, day, announced_in=str(year)), record)
            for year, record in years
        ]
    return [
        _subject(
            subject.named.id,
            localname(subject.named),
            _page(replace(question, scope=replace(question.scope, **{by: subject.named.id})), day),
            subject.record,
        )
        for subject in records_by(by, question, asking.version)
    ]


def _subject(id: str, name: str, url: str, record: TrackRecord) -> dict[str, Any]:
    return {
        "id": id,
        "name": name,
        "promises": record.promises,
        "due": record.due,
        "decided": record.decided,
        "kept": _ended(record, KEPT),
        "missed": _ended(record, "missed"),
        "unreported": _ended(record, "unreported"),
        "moved": len(record.movement.targets),
        "share": _share(record.kept_share),
        "url": url,
    }


def _ended(record: TrackRecord, name: str) -> int:
    return next(len(ending.targets) for ending in record.endings if ending.name == name)


def _share(share: Share | None) -> dict[str, str | None] | None:
    if share is None:
        return None
    ends = {"share": share.share, "low": share.low, "high": share.high}
    return {name: rounded(end) for name, end in ends.items()}


def _counted(row: Any, lang: str) -> str:
    numbers = {name: wording.number(row[name], lang) for name in ("promises", "due", "kept", "missed", "unreported")}
    return (
        _(
            "promises: %(promises)s; fell due: %(due)s; kept in time: %(kept)s; missed: %(missed)s; "
            "no final report: %(unreported)s"
        )
        % numbers
    )


def _allowances(values: Values, asking: Asking) -> Sequence[type[Allowance]]:
    return (OtherDayAllowance,) if values.get("as_of", asking.today) != asking.today else ()


GET_TRACK_RECORD = Tool(
    name="get_track_record",
    title="Read a track record",
    about=(
        "Counts what became of promises, as of a day (rule R15): of the whole record, or of a body, a person, a place, "
        "a sector or a programme; with `by` also of each body, person … in it, which is how you list programmes, "
        "bodies, people, places and sectors with their ids. Give the counts rather than a share; a share only with its "
        "interval, and never one that is null. Overdue, “no final report” and not assessable promises are neither kept "
        "nor missed. Two bodies may have the same promise: their counts are no total."
    ),
    parameters=(*SCOPE_PARAMETERS, AGAINST, BY, AS_OF, PAGING[0]),
    schema=answer_schema(
        scope=shapes.members(
            "Whose promises, as filters of search_promises; null: everybody's.",
            **{name: shapes.maybe(shapes.text()) for name in scope_filters(Scope())},
        ),
        against=shapes.one_of(AGAINST.choices, "Whether verdicts on what stands now count, or on what was first said."),
        summary=shapes.text("The record in sentences that can be quoted."),
        record=RECORD,
        by=shapes.maybe(shapes.one_of(BY.choices)),
        subjects_count=shapes.count(),
        page=shapes.count(),
        pages=shapes.count(),
        subjects=shapes.list_of(SUBJECT, "One for each, most that fell due first; empty without `by`."),
    ),
    answer=get_track_record,
    allowances=_allowances,
)
