"""One promise as a text: for whoever reads no members."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from projects.assistants.parts import reported, source_in_words
from projects.reports.targets.target_detail import TargetDetail

MOST_LINES = 12  # of reports


def promise_text(detail: TargetDetail, members: Mapping[str, Any]) -> str:
    """The promise, the verdict with its reasons, the announcements and the reports, each with its source."""
    return "\n".join(_lines(detail, members))


def _lines(detail: TargetDetail, members: Mapping[str, Any]) -> Iterator[str]:
    promised = members["promise"]
    verdict = promised["verdict"]
    yield f"{promised['title']} [{promised['id']}]"
    yield promised["url"]
    yield _("Verdict of the tracker: %(label)s. %(meaning)s") % verdict
    if verdict["actual_in_words"]:
        yield reported(verdict)
    yield from members["reasons"]
    if members["against_first_announcement"]:
        yield f"{_('Against the first announcement:')} {members['against_first_announcement']}"
    yield f"{_('Responsible')}: {promised['responsible']['name']}. {_('Programme')}: {promised['programme']['name']}"
    yield ""
    yield _("Announced:")
    yield from _announced(detail, members)
    yield ""
    yield _("Reported by sources:") if members["reports"] else _("No source has reported anything by that day.")
    yield from _reports(detail, members)
    yield ""
    yield f"{_('How this verdict was reached')}:"
    yield from (f"- {step['text']}" for step in members["explanation"])
    yield from (f"- {text}" for text in members["inconsistencies"])
    if members["forecast"]:
        yield members["forecast"]["text"]


def _announced(detail: TargetDetail, members: Mapping[str, Any]) -> Iterator[str]:
    sources = {link.target.id: link.target.source for link in detail.links}
    for announcement in members["announcements"]:
        speaker = f" – {announcement['announced_by']}" if announcement["announced_by"] else ""
        changed = f" ({'; '.join(announcement['changed'])})" if announcement["changed"] else ""
        yield f"- {announcement['announced'].isoformat()}: {announcement['title']}{changed}{speaker}"
        yield from (f"  {text}" for text in (announcement["note"],) if text)
        yield f"  {source_in_words(sources[announcement['id']])}"


def _reports(detail: TargetDetail, members: Mapping[str, Any]) -> Iterator[str]:
    sources = {figure.outcome.id: figure.outcome.source for figure in (*detail.evidence, *detail.others)}
    for report in members["reports"][:MOST_LINES]:
        yield f"- {report['why'] or ' – '.join((report['reported'], report['period']))}"
        yield from (f"  {text}" for text in (report["note"],) if text)
        yield f"  {source_in_words(sources[report['id']])}"
    left = members["reports_count"] - min(MOST_LINES, len(members["reports"]))
    if left:
        yield _("Further reports: %d.") % left
