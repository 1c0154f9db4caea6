"""A target, its bundle, its announcements and the deadlines as drawings with their words around them, in a language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from projects import charts, wording
from projects.charts import revisions, timeline
from projects.charts.drawing import Drawing
from projects.charts.marks import placed_mark
from projects.charts.poster import Words, card, poster
from projects.charts.strip import Component, strip
from projects.comparison.statuses import STATUSES
from projects.reports.overviews.timeline import DueCount
from projects.reports.targets.card import Card
from projects.reports.targets.chain_links import ChainLink
from projects.reports.targets.picture import TargetPicture
from projects.reports.targets.promise_titles import title_of
from projects.reports.targets.target_entry import TargetEntry
from projects.templatetags.charts import announcements, side_by_side
from projects.templatetags.names import localname

from .picture_words import target_words

MOST_DRAWN = 30  # components, or announcements, in one picture


def card_drawing(report: Card, lang: str) -> Drawing:
    """The promise, the verdict and a bullet."""
    return card(target_words(report, lang), charts.progress(report.verdict, report.current.value))


def target_drawing(picture: TargetPicture, lang: str) -> Drawing:
    """The trajectory of a target; its card where it has none."""
    if picture.trajectory is None:
        return card_drawing(picture.card, lang)
    entry = picture.card.entry
    drawing = charts.trajectory(picture.trajectory, localname(entry.indicator), lang, charts.STILL)
    words = target_words(picture.card, lang, charts.unit_of(picture.trajectory, lang))
    return poster(words, drawing, charts.keys(picture.trajectory, lang, summed=entry.accumulation == "sum"))


def revisions_drawing(report: Card, links: Sequence[ChainLink], lang: str) -> Drawing:
    """How the promise moved; of very many announcements the latest."""
    chain = announcements(links[-MOST_DRAWN:], report.current.id, report.current.unit)
    return poster(target_words(report, lang), revisions.revisions(chain, lang, revisions.STILL))


def bundle_drawing(report: Card, parts: Sequence[TargetEntry], lang: str) -> Drawing:
    """All that was promised together, each component with its own verdict; of very many the first."""
    entry = report.entry
    words = replace(
        target_words(report, lang),
        kicker=localname(entry.responsible), title=localname(entry.programme), status="", promise="",
    )  # fmt: skip
    return poster(words, strip([_component(part, lang) for part in side_by_side(parts)[:MOST_DRAWN]], lang))


def _component(part: TargetEntry, lang: str) -> Component:
    verdict = part.assessment
    bullet = None if part.basis == "done" else charts.progress(verdict, part.value)
    alt = "" if bullet is None else charts.bullet_alt(verdict, part.value, lang)
    return Component(*title_of(part, lang), str(verdict["status"]), alt, bullet)


def deadlines_drawing(due: Sequence[DueCount], names: Sequence[str], as_of: date, lang: str) -> Drawing:
    """The timeline of deadlines; ``names`` say what of the record it is narrowed to. Without any it says so."""
    day = wording.kazakh_case(wording.day(as_of, lang), "attributive", lang)
    words = Words(
        brand=_("Promise tracker"),
        kicker=_("Deadlines"),
        title=", ".join(names) or _("Promises of the whole record"),
        promise=wording.due_counted(sum(line.count for line in due), lang),
        footer=" · ".join((_("As of %(day)s") % {"day": day}, urlsplit(settings.SITE_URL).netloc)),
    )
    statuses = {line.status for line in due}
    legend = [
        (wording.status(status, lang), (placed_mark(status, 12, 6),)) for status in STATUSES if status in statuses
    ]
    drawing = timeline.timeline(due, as_of, lang, timeline.STILL) if due else Drawing("timeline", 0, 0, "", "", ())
    return poster(words, drawing, legend)
