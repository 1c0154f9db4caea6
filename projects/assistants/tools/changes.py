"""What changed since a day: promises made, moved and withdrawn, verdicts that became others, mistakes put right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from projects import wording
from projects.assistants import shapes
from projects.assistants.answers import Answer, Asking, RefusedError, answer_schema
from projects.assistants.parts import NAMED, SOURCE, as_of_day, named, source_object
from projects.comparison.statuses import STATUSES
from projects.http.public_urls import public_url
from projects.publishing.change_feed import change_details, change_headline
from projects.publishing.correction_feed import correction_sentences, correction_subject
from projects.reports.overviews.change_log import KINDS, Change, changes_by_day
from projects.reports.overviews.change_scope import ChangeScope, chains_of_person, changes_of_chains, changes_of_thing
from projects.reports.overviews.correction_lines import CorrectionLine
from projects.reports.overviews.corrections import correction_list
from projects.reports.parameters import AS_OF, PAGING, Kind, Parameter
from projects.reports.targets.promise_titles import title_of
from projects.reports.targets.target_query import PARAMETERS, TargetQuery

from .tool import Tool, Values

MOST_CORRECTIONS = 10
WHOSE = tuple(
    parameter for parameter in PARAMETERS if parameter.name in ("programme", "responsible", "territory", "person")
)
SINCE = Parameter("since", Kind.DATE, "Changes of that day and of those after it, up to as_of.")
KIND = Parameter("kind", Kind.CHOICE, "Only changed verdicts, or only announcements.", choices=KINDS)
VERDICT, PROMISED, REVISED, WITHDRAWN = "verdict", "promised", "revised", "withdrawn"
CHANGE = shapes.members(
    on=shapes.day("The day of the sources, not of the entry here."),
    kind=shapes.one_of((VERDICT, PROMISED, REVISED, WITHDRAWN)),
    label=shapes.text("The verdict that it became, or what happened to the promise."),
    promise=shapes.members(id=shapes.text("For get_promise."), title=shapes.text(), url=shapes.address()),
    programme=NAMED,
    status=shapes.maybe(shapes.one_of(STATUSES, "Of a verdict: what it became.")),
    status_before=shapes.maybe(shapes.one_of(STATUSES)),
    details=shapes.list_of(shapes.text(), "What was before, what moved, why."),
    source=shapes.maybe(SOURCE),
)
CORRECTION = shapes.members(
    "A mistake in the record that was put right. Do not repeat what was wrong.",
    on=shapes.day(),
    label=shapes.text("What became of it."),
    about=shapes.text(),
    details=shapes.list_of(shapes.text(), "What was wrong and what is right."),
)


def list_changes(values: Values, asking: Asking) -> Answer:
    as_of, since = values.get("as_of", asking.today), values["since"]
    if since > as_of:
        raise RefusedError(_("since: It is after the day that is asked about, %(day)s.") % {"day": as_of.isoformat()})
    log = changes_by_day(as_of, values.get("page", 1), _scope(values, asking).since(since), values.get("kind"))
    changes = [change for _on, of_day in log.days for change in of_day]
    corrections = _corrections(values, asking)
    day = as_of_day(as_of, asking)
    members = {
        "since": since,
        "count": log.count,
        "page": log.page,
        "pages": log.pages,
        "changes": [_change(change, day, asking.lang) for change in changes],
        "corrections": [_correction(line, asking.lang) for line in corrections],
    }
    url = public_url(
        "changes", territory=values.get("territory", ""), kind=values.get("kind", ""), as_of=as_of.isoformat()
    )
    return Answer(as_of, members, "\n".join(_lines(members)), url)


def _scope(values: Values, asking: Asking) -> ChangeScope:
    """The changes of whatever is named. At most five queries."""
    filters = {name: values[name] for name in ("programme", "responsible", "territory") if name in values}
    scope = changes_of_thing(TargetQuery(**filters)) if filters else ChangeScope(promises=True)
    if "person" in values:
        chains = chains_of_person(values["person"], values.get("as_of", asking.today))
        scope = scope.within(changes_of_chains(chains))
    return scope


def _corrections(values: Values, asking: Asking) -> Sequence[CorrectionLine]:
    """The latest corrections since the day; they are not known by body or person."""
    if "responsible" in values or "person" in values:
        return ()
    report = correction_list(
        values.get("as_of", asking.today), programme=values.get("programme"), territory=values.get("territory")
    )
    return [line for line in report.lines if line.on >= values["since"]][:MOST_CORRECTIONS]


def _change(change: Change, day: str, lang: str) -> dict[str, Any]:
    target = change.target
    return {
        "on": change.on,
        "kind": _kind(change),
        "label": change_headline(change, lang),
        "promise": {
            "id": target.id,
            "title": title_of(target, lang).text,
            "url": public_url("target", target.id, as_of=day),
        },
        "programme": named("programme", target.indicator.programme),
        "status": change.status.to_status if change.status else None,
        "status_before": change.status.from_status if change.status else None,
        "details": change_details(change, lang),
        "source": None if change.status else source_object(target.source),
    }


def _kind(change: Change) -> str:
    if change.status:
        return VERDICT
    if change.before is None:
        return PROMISED
    return WITHDRAWN if change.target.withdrawn else REVISED


def _correction(line: CorrectionLine, lang: str) -> dict[str, Any]:
    return {
        "on": line.on,
        "label": wording.correction(line.kind, lang),
        "about": correction_subject(line),
        "details": list(correction_sentences(line, lang)),
    }


def _lines(members: Any) -> Iterator[str]:
    numbers = {"count": members["count"], "page": members["page"], "pages": members["pages"]}
    yield _("Changes: %(count)d; page %(page)d of %(pages)d.") % numbers
    for change in members["changes"]:
        promise = change["promise"]
        yield f"- {change['on'].isoformat()}: {change['label']} – {promise['title']} [{promise['id']}]"
        yield f"  {' · '.join((*change['details'], promise['url']))}"
    if members["corrections"]:
        yield f"{_('Corrections')}:"
    for correction in members["corrections"]:
        yield f"- {correction['on'].isoformat()}: {correction['label']} – {correction['about']}"
        yield f"  {' '.join(correction['details'])}"


LIST_CHANGES = Tool(
    name="list_changes",
    title="List changes since a day",
    about=(
        "Lists what changed since a day, the newest first: promises announced, revised and withdrawn, verdicts that "
        "became others, and mistakes of the record that were put right. Days are those of the sources. A verdict can "
        "change because a report came or because a deadline passed: `details` says why. “No final report” means that "
        "a deadline passed in silence, not that the promise was missed."
    ),
    parameters=(SINCE, KIND, *WHOSE, AS_OF, PAGING[0]),
    required=(SINCE.name,),
    schema=answer_schema(
        since=shapes.day(),
        count=shapes.count("Changes on all pages."),
        page=shapes.count(),
        pages=shapes.count(),
        changes=shapes.list_of(CHANGE, "The newest first."),
        corrections=shapes.list_of(
            CORRECTION, f"The latest, at most {MOST_CORRECTIONS}; empty where a body or a person is asked about."
        ),
    ),
    answer=list_changes,
)
