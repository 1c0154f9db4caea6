"""One promise: what was said, what was reported, the verdict, and how it was reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from projects import wording
from projects.assistants import shapes
from projects.assistants.answers import Answer, Asking, RefusedError, answer_schema
from projects.assistants.parts import (
    PROMISE,
    SOURCE,
    as_of_day,
    promise_object,
    source_object,
    speaker_of,
    verdict_object,
)
from projects.comparison.quantities import plain
from projects.comparison.statuses import STATUSES
from projects.http.public_urls import public_url
from projects.models import Target
from projects.models.names import active_language
from projects.models.recorded import QUALIFIERS
from projects.reports.parameters import AS_OF, Kind, Parameter
from projects.reports.targets.chain_links import ChainLink
from projects.reports.targets.promise_titles import title_of
from projects.reports.targets.reported_figures import Figure
from projects.reports.targets.target_detail import TargetDetail, target_detail
from projects.reports.verdicts.forecasts import alike, past_promises
from projects.templatetags.claims import promise, report
from projects.templatetags.names import localname, plaintext
from projects.templatetags.revisions import moves

from .promise_text import promise_text
from .tool import Tool, Values

MOST_REPORTS, MOST_ANNOUNCEMENTS, MOST_STEPS, MOST_CHANGES, MOST_FINDINGS = 40, 25, 12, 25, 6
REPORT = shapes.members(
    "A figure that a source reports. Attribute it to that source.",
    id=shapes.text(),
    reported=shapes.text("The figure in words."),
    value=shapes.maybe(shapes.figure("In base units.")),
    upper_value=shapes.maybe(shapes.figure()),
    qualifier=shapes.maybe(shapes.one_of(QUALIFIERS)),
    period=shapes.text("The time that it is for."),
    place=shapes.text("The part of the territory that it is for; empty for the whole."),
    final=shapes.flag("false: the source calls it provisional."),
    counts=shapes.flag("Whether the verdict rests on it."),
    why=shapes.text("Why it counts, or why not."),
    disputed=shapes.flag("Whether another source contradicts it."),
    said_by=shapes.text("Who said it, as printed; empty where nobody is named."),
    locator=shapes.text("Where it stands in the source."),
    note=shapes.text("Remark of the editor."),
    source=shapes.text("The id of its source, in `sources`."),
)
ANNOUNCEMENT = shapes.members(
    "One announcement of the promise.",
    id=shapes.text(),
    title=shapes.text(),
    promised=shapes.text(),
    announced=shapes.day(),
    announced_by=shapes.text("Who said it, as printed; empty where nobody is named."),
    deadline=shapes.maybe(shapes.day()),
    changed=shapes.list_of(shapes.text(), "What it moved against the announcement before; empty for the first."),
    after_the_fact=shapes.flag("Moved when the deadline had passed or the result was public."),
    withdrawn=shapes.flag(),
    locator=shapes.text("Where it stands in the source."),
    note=shapes.text("Remark of the editor."),
    source=shapes.text("The id of its source, in `sources`."),
)
SHORT = shapes.members(id=shapes.text(), title=shapes.text(), url=shapes.address(), label=shapes.text("The verdict."))
ID = Parameter("id", Kind.REFERENCE, "The id of a promise: that of any of its announcements.", model=Target)


def get_promise(values: Values, asking: Asking) -> Answer:
    as_of = values.get("as_of", asking.today)
    detail = target_detail(values["id"], as_of)
    if detail is None:
        raise RefusedError(
            _("“%(id)s” had not been announced by %(day)s. Ask for a later day.")
            % {"id": values["id"], "day": as_of.isoformat()}
        )
    day, lang = as_of_day(as_of, asking), asking.lang
    announcements = detail.links[-MOST_ANNOUNCEMENTS:]
    reports = [*detail.evidence, *detail.others][:MOST_REPORTS]
    standing = verdict_object(detail.verdict, detail.current.target, detail.entry.unit)
    members = {
        "promise": {**promise_object(detail.entry, day), "verdict": standing},
        "superseded_by": detail.entry.superseded_by,
        "reasons": [wording.reason(code, lang) for code in detail.verdict["reasons"]],
        "against_first_announcement": wording.status(detail.verdict["first"]["status"], lang)
        if detail.first_differs
        else "",
        "explanation": _explanation(detail, lang),
        "announcements_count": len(detail.links),
        "announcements": list(_announcements(announcements)),
        "reports_count": len(detail.evidence) + len(detail.others),
        "reports": [_report(figure, detail, lang) for figure in reports],
        "inconsistencies": [finding.text(lang) for finding in detail.findings[:MOST_FINDINGS]],
        "verdict_history": [
            {"on": change.on, "status": change.to_status, "label": wording.status(change.to_status, lang)}
            for change in detail.history[-MOST_CHANGES:]
        ],
        "forecast": _forecast(detail, asking),
        "announced_together_count": detail.together,
        "announced_together": [_in_short(entry, day) for entry in detail.components],
        **_remarks(detail, asking),
        "corrections_count": detail.corrections,
        "corrections": public_url("corrections", indicator=detail.entry.indicator.id) if detail.corrections else None,
        "sources": _sources(announcements, reports),
    }
    url = public_url("target", values["id"], as_of=as_of.isoformat())
    return Answer(as_of, members, promise_text(detail, members), url)


def _explanation(detail: TargetDetail, lang: str) -> list[dict[str, Any]]:
    """The steps of the verdict without those about single reports, which stand beside each report."""
    ids = {figure.outcome.id for figure in (*detail.evidence, *detail.others)}
    steps = detail.explanation.without_reports(ids).shortened(MOST_STEPS).sentences(lang)
    return [{"rules": list(step.rules), "text": step.text} for step in steps]


def _announcements(links: Sequence[ChainLink]) -> Iterator[dict[str, Any]]:
    before: ChainLink | None = None
    for link in links:
        target = link.target
        yield {
            "id": target.id,
            "title": title_of(target, active_language()).text,
            "promised": promise(target, target.indicator.unit),
            "announced": target.announced,
            "announced_by": speaker_of(target),
            "deadline": target.deadline,
            "changed": moves(before.moved, link.moved) if before and link.moved.change else [],
            "after_the_fact": link.moved.revised_after_the_fact,
            "withdrawn": target.withdrawn,
            "locator": plaintext(target, "locator"),
            "note": plaintext(target, "note"),
            "source": target.source_id,
        }
        before = link


def _report(figure: Figure, detail: TargetDetail, lang: str) -> dict[str, Any]:
    outcome = figure.outcome
    return {
        "id": outcome.id,
        "reported": report(outcome, outcome.indicator.unit),
        "value": None if outcome.value is None else plain(outcome.value),
        "upper_value": None if outcome.upper_value is None else plain(outcome.upper_value),
        "qualifier": outcome.qualifier or None,
        "period": wording.period(outcome.period_start, outcome.period_end, lang),
        "place": "" if outcome.territory is None else localname(outcome.territory),
        "final": outcome.final,
        "counts": figure.chosen,
        "why": detail.explanation.about_report(outcome.id, lang),
        "disputed": figure.conflicting,
        "said_by": speaker_of(outcome),
        "locator": plaintext(outcome, "locator"),
        "note": plaintext(outcome, "note"),
        "source": outcome.source_id,
    }


def _forecast(detail: TargetDetail, asking: Asking) -> dict[str, Any] | None:
    """R16: how many decided promises like it were kept in time; None where nothing can be said."""
    past = past_promises(detail.as_of, asking.version)
    forecast = past.forecast(alike(detail.entry), detail.verdict["status"])
    if forecast is None:
        return None
    tally, lang = forecast.tally, asking.lang
    numbers = {"decided": wording.number(tally.decided, lang), "in_time": wording.number(tally.in_time, lang)}
    if forecast.comparable:
        sentence = _("Of %(decided)s comparable promises that are decided, %(in_time)s were kept in time.")
    else:
        sentence = _("Of all %(decided)s promises that are decided, %(in_time)s were kept in time.")
    counts = {"in_time": tally.in_time, "decided": tally.decided, "comparable": forecast.comparable}
    return {**counts, "text": sentence % numbers}


def _in_short(entry: Any, day: str) -> dict[str, str]:
    return {
        "id": entry.id,
        "title": title_of(entry, active_language()).text,
        "url": public_url("target", entry.id, as_of=day),
        "label": wording.status(entry.assessment["status"], active_language()),
    }


def _remarks(detail: TargetDetail, asking: Asking) -> dict[str, list[str]]:
    """What has no day, and so belongs to no day before today."""
    shown = detail.as_of >= asking.today
    return {
        "claimed": [plaintext(target, "claimed") for target in detail.claimed] if shown else [],
        "not_entered": [plaintext(target, "not_entered") for target in detail.not_entered] if shown else [],
    }


def _sources(links: Sequence[ChainLink], reports: Sequence[Figure]) -> list[dict[str, Any]]:
    cited = [*(link.target.source for link in links), *(figure.outcome.source for figure in reports)]
    return [source_object(source) for source in {source.id: source for source in cited}.values()]


GET_PROMISE = Tool(
    name="get_promise",
    title="Read one promise",
    about=(
        "Reads one promise by its id: what was announced and how it was moved, every figure reported with its source, "
        "the verdict as of a day with its reasons, and how it was reached, step by step. Ask before you say what "
        "became of a promise. A reported figure is the claim of its source; the verdict is the tracker's. A verdict "
        "with `decided` false is open: overdue and “no final report” are not missed. Reports with `counts` false are "
        "no part of the verdict."
    ),
    parameters=(ID, AS_OF),
    required=(ID.name,),
    schema=answer_schema(
        promise=PROMISE,
        superseded_by=shapes.maybe(shapes.text("The id of the announcement that revised this one by the day.")),
        reasons=shapes.list_of(shapes.text(), "Why the verdict is what it is."),
        against_first_announcement=shapes.text(
            "The verdict against what was announced first, where it is another; else empty."
        ),
        explanation=shapes.list_of(
            shapes.members(rules=shapes.list_of(shapes.text("For explain_method.")), text=shapes.text()),
            "How the verdict was reached, in order, by rules of the method.",
        ),
        announcements_count=shapes.count(),
        announcements=shapes.list_of(ANNOUNCEMENT, f"Oldest first; the last {MOST_ANNOUNCEMENTS} of many."),
        reports_count=shapes.count(),
        reports=shapes.list_of(REPORT, f"Those that count first, then the newest; at most {MOST_REPORTS}."),
        inconsistencies=shapes.list_of(shapes.text(), "Reports that do not agree with each other."),
        verdict_history=shapes.list_of(
            shapes.members(on=shapes.day(), status=shapes.one_of(STATUSES), label=shapes.text()),
            "The days on which the verdict became another, oldest first.",
        ),
        forecast=shapes.maybe(
            shapes.members(
                "How many decided promises were kept in time. It says nothing about this one for certain.",
                in_time=shapes.count(),
                decided=shapes.count(),
                comparable=shapes.flag("true: of the same body, kind and sector; false: all promises."),
                text=shapes.text(),
            )
        ),
        announced_together_count=shapes.count("Other promises of the same announcement."),
        announced_together=shapes.list_of(SHORT, "The first of them."),
        claimed=shapes.list_of(
            shapes.text(), "What those responsible say without a day or a figure: it counts for nothing."
        ),
        not_entered=shapes.list_of(shapes.text(), "What is known to exist and is not entered yet, and why."),
        corrections_count=shapes.count("Mistakes about what it measures that were put right."),
        corrections=shapes.maybe(shapes.address()),
        sources=shapes.list_of(SOURCE, "Every source cited above."),
    ),
    answer=get_promise,
)
