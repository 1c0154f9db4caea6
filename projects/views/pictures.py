"""Pictures of a target for other people's pages, mails and social networks, and the figures in them as CSV."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from projects import charts, wording
from projects.charts import revisions as ledgers
from projects.charts import timeline as timelines
from projects.charts.drawing import Drawing
from projects.charts.marks import placed_mark
from projects.charts.poster import CARD_PIXELS, PIXELS, Words, card, poster
from projects.charts.strip import Component, strip
from projects.comparison.quantities import plain
from projects.comparison.statuses import STATUSES
from projects.http.pages import found_or_404, public_page
from projects.http.rate_limits import PictureAllowance
from projects.publishing.csv_files import csv_file
from projects.publishing.picture_words import promised, target_words
from projects.reports.overviews.snapshot import take_snapshot
from projects.reports.overviews.timeline import timeline
from projects.reports.targets.card import Card, target_card
from projects.reports.targets.judged_target import judge_target
from projects.reports.targets.picture import TargetPicture, bundle_parts, target_picture
from projects.reports.targets.target_detail import ChainLink, chain_links
from projects.reports.targets.target_entry import TargetEntry
from projects.reports.targets.target_query import TargetQuery
from projects.templatetags.charts import announcements, side_by_side
from projects.templatetags.names import localname

from .feeds import LANG, activate_language
from .file_filters import FILE_FILTERS, filter_names

MOST_DRAWN = 30  # components, or announcements, in one picture; the CSV has all


@public_page(LANG, allowance=PictureAllowance)
def target_png(request: HttpRequest, target_id: str, as_of: date, lang: str | None = None) -> HttpResponse:
    """The trajectory of a target as PNG; where it has none, its card."""
    drawing = _picture(request, target_id, as_of, lang)
    pixels = CARD_PIXELS if drawing.kind == "card" else PIXELS
    return _file(charts.png(drawing, pixels), "image/png", f"{target_id}-{as_of.isoformat()}.png")


@public_page(LANG, allowance=PictureAllowance)
def target_svg(request: HttpRequest, target_id: str, as_of: date, lang: str | None = None) -> HttpResponse:
    """The same as SVG, every colour written out."""
    drawing = _picture(request, target_id, as_of, lang)
    return _file(charts.standalone(drawing), "image/svg+xml", f"{target_id}-{as_of.isoformat()}.svg")


@public_page(LANG, allowance=PictureAllowance)
def target_card_png(request: HttpRequest, target_id: str, as_of: date, lang: str | None = None) -> HttpResponse:
    """The card that social networks show: promise, verdict, bullet."""
    spoken = activate_language(request, lang)
    shown = found_or_404(target_card(target_id, as_of), _absent(target_id))
    return _file(
        charts.png(_card(shown, spoken), CARD_PIXELS), "image/png", f"{target_id}-{as_of.isoformat()}-card.png"
    )


@public_page()
def trajectory_csv(request: HttpRequest, target_id: str, as_of: date) -> HttpResponse:
    """Every figure of the trajectory; a target without one has only the columns."""
    data = found_or_404(judge_target(target_id, as_of), _absent(target_id)).trajectory()
    rows = () if data is None else charts.csv_rows(data)
    return csv_file(charts.COLUMNS, rows, f"{target_id}-{as_of.isoformat()}-trajectory.csv")


@public_page(LANG, allowance=PictureAllowance)
def revisions_png(request: HttpRequest, target_id: str, as_of: date, lang: str | None = None) -> HttpResponse:
    """How the promise moved, announcement by announcement."""
    spoken = activate_language(request, lang)
    shown: Card = found_or_404(target_card(target_id, as_of), _absent(target_id))
    chain = announcements(chain_links(shown.entry)[-MOST_DRAWN:], shown.current.id, shown.current.unit)
    drawing = poster(target_words(shown, spoken), ledgers.revisions(chain, spoken, ledgers.STILL))
    return _file(charts.png(drawing, PIXELS), "image/png", f"{target_id}-{as_of.isoformat()}-revisions.png")


@public_page()
def revisions_csv(request: HttpRequest, target_id: str, as_of: date) -> HttpResponse:
    """The same as figures: every announcement and what it moved."""
    shown: Card = found_or_404(target_card(target_id, as_of), _absent(target_id))
    rows = [_announced(link) for link in chain_links(shown.entry)]
    return csv_file(REVISION_COLUMNS, rows, f"{target_id}-{as_of.isoformat()}-revisions.csv")


REVISION_COLUMNS = (
    "announced", "target", "basis", "qualifier", "value", "upper_value", "unit", "deadline", "withdrawn", "change",
    "revised_after_the_fact", "days_moved", "part_moved", "source",
)  # fmt: skip


def _announced(link: ChainLink) -> tuple[str, ...]:
    target = link.target
    return (
        target.announced.isoformat(), target.id, target.basis, target.qualifier, _plain(target.value),
        _plain(target.upper_value), target.indicator.unit, target.deadline.isoformat() if target.deadline else "",
        str(target.withdrawn).lower(), " ".join(link.moved.change), str(link.moved.revised_after_the_fact).lower(),
        "" if link.days is None else str(link.days), _ratio(link.percent), target.source_id,
    )  # fmt: skip


@public_page(LANG, allowance=PictureAllowance)
def bundle_png(request: HttpRequest, target_id: str, as_of: date, lang: str | None = None) -> HttpResponse:
    """All that was promised together with a target, each component with its own verdict."""
    spoken = activate_language(request, lang)
    shown: Card = found_or_404(target_card(target_id, as_of), _absent(target_id))
    parts = [_component(part, spoken) for part in side_by_side(bundle_parts(shown.current, as_of))[:MOST_DRAWN]]
    words = replace(target_words(shown, spoken), title=localname(shown.entry.programme), status="", promise="")
    drawing = poster(replace(words, kicker=localname(shown.entry.responsible)), strip(parts, spoken))
    return _file(charts.png(drawing, PIXELS), "image/png", f"{target_id}-{as_of.isoformat()}-bundle.png")


@public_page()
def bundle_csv(request: HttpRequest, target_id: str, as_of: date) -> HttpResponse:
    """What the bullets of the components show, as ratios: done and expected, 1 being the target."""
    shown: Card = found_or_404(target_card(target_id, as_of), _absent(target_id))
    rows = [_bullet_row(part) for part in side_by_side(bundle_parts(shown.current, as_of))]
    columns = ("target", "indicator", "unit", "value", "deadline", "status", "actual", "done", "expected", "of_way")
    return csv_file(columns, rows, f"{target_id}-{as_of.isoformat()}-bundle.csv")


def _component(part: TargetEntry, lang: str) -> Component:
    verdict = part.assessment
    alt = charts.bullet_alt(verdict, part.value, lang)
    seen = None if part.basis == "done" else charts.progress(verdict, part.value)
    status = str(verdict["status"])
    return Component(localname(part.indicator), promised(part, lang), status, "" if seen is None else alt, seen)


def _bullet_row(part: TargetEntry) -> tuple[str, ...]:
    seen = None if part.basis == "done" else charts.progress(part.assessment, part.value)
    deadline = part.deadline.isoformat() if part.deadline else ""
    shares = ("", "", "") if seen is None else (_ratio(seen.done), _ratio(seen.expected), str(seen.of_way).lower())
    status, actual = str(part.assessment["status"]), part.assessment["actual"] or ""
    return (part.id, part.indicator.id, part.unit, _plain(part.value), deadline, status, actual, *shares)


def _plain(figure: Decimal | None) -> str:
    return "" if figure is None else plain(figure)


def _ratio(share: Decimal | None) -> str:
    """A ratio of ratios that are themselves rounded: to the digits that are right."""
    return "" if share is None else plain(wording.rounded(share, 9))


@public_page(LANG, *FILE_FILTERS, allowance=PictureAllowance)
def calendar_png(request: HttpRequest, as_of: date, lang: str | None = None, **narrowed: str) -> HttpResponse:
    """The timeline of deadlines as PNG; without any it says so."""
    spoken = activate_language(request, lang)
    due = timeline(take_snapshot(as_of, TargetQuery(**narrowed))).due  # type: ignore[arg-type]  # the names of its own fields
    words = Words(
        brand=_("Promise tracker"),
        kicker=_("Deadlines"),
        title=", ".join(filter_names(narrowed)) or _("Promises of the whole record"),
        promise=wording.due_counted(sum(due_count.count for due_count in due), spoken),
        footer=" · ".join(
            (
                _("As of %(day)s") % {"day": wording.kazakh_case(wording.day(as_of, spoken), "attributive", spoken)},
                urlsplit(settings.SITE_URL).netloc,
            )
        ),
    )
    legend = [
        (wording.status(status, spoken), (placed_mark(status, 12, 6),))
        for status in STATUSES
        if any(due_count.status == status for due_count in due)
    ]
    drawn = timelines.timeline(due, as_of, spoken, timelines.STILL) if due else Drawing("timeline", 0, 0, "", "", ())
    return _file(charts.png(poster(words, drawn, legend), PIXELS), "image/png", f"deadlines-{as_of.isoformat()}.png")


@public_page(*FILE_FILTERS)
def calendar_csv(request: HttpRequest, as_of: date, **narrowed: str) -> HttpResponse:
    """The same as figures: how many targets fall due on each day, by status."""
    due = timeline(take_snapshot(as_of, TargetQuery(**narrowed))).due  # type: ignore[arg-type]  # the names of its own fields
    rows = [(due_count.on.isoformat(), due_count.status, str(due_count.count)) for due_count in due]
    return csv_file(("day", "status", "targets"), rows, f"deadlines-{as_of.isoformat()}.csv")


def _absent(target_id: str) -> str:
    return _("There is no target “%s” on that day.") % target_id


def _file(body: bytes | str, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(body, content_type=kind)
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


def _picture(request: HttpRequest, target_id: str, as_of: date, lang: str | None) -> charts.Drawing:
    spoken = activate_language(request, lang)
    shown: TargetPicture = found_or_404(target_picture(target_id, as_of), _absent(target_id))
    if shown.trajectory is None:
        return _card(shown.card, spoken)
    name = localname(shown.card.entry.indicator)
    summed = shown.card.entry.accumulation == "sum"
    drawing = charts.trajectory(shown.trajectory, name, spoken, charts.STILL)
    words = target_words(shown.card, spoken, charts.unit_of(shown.trajectory, spoken))
    return poster(words, drawing, charts.keys(shown.trajectory, spoken, summed=summed))


def _card(shown: Card, lang: str) -> charts.Drawing:
    return card(target_words(shown, lang), charts.progress(shown.verdict, shown.current.value))
