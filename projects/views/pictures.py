"""Pictures of a target for other people's pages, mails and social networks, and the figures in them as CSV."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from projects import charts
from projects.charts.drawing import Drawing
from projects.charts.poster import CARD_PIXELS, CARD_SIZES, PIXELS
from projects.http.pages import LANG, activate_language, found_or_404, public_page
from projects.http.rate_limits import PictureAllowance
from projects.publishing.csv_files import csv_file
from projects.publishing.picture_tables import BUNDLE_COLUMNS, REVISION_COLUMNS, bundle_row, revision_row
from projects.publishing.pictures import (
    bundle_drawing,
    card_drawing,
    deadlines_drawing,
    revisions_drawing,
    target_drawing,
)
from projects.reports.overviews.snapshot import take_snapshot
from projects.reports.overviews.timeline import DueCount, timeline
from projects.reports.parameters import Kind, Parameter
from projects.reports.targets.card import Card, target_card
from projects.reports.targets.chain_links import chain_links
from projects.reports.targets.judged_target import judge_target
from projects.reports.targets.picture import bundle_parts, target_picture
from projects.reports.targets.target_query import TargetQuery
from projects.templatetags.charts import side_by_side

from .file_filters import FILE_FILTERS, filter_names

CARD_WIDTH = Parameter(
    "width", Kind.CHOICE, "How wide the card is, in pixels.", choices=tuple(str(width) for width, _height in CARD_SIZES)
)


@public_page(LANG, allowance=PictureAllowance)
def target_png(request: HttpRequest, target_id: str, as_of: date, lang: str | None = None) -> HttpResponse:
    """The trajectory of a target as PNG; where it has none, its card."""
    return _png(_target_drawing(request, target_id, as_of, lang), f"{target_id}-{as_of.isoformat()}")


@public_page(LANG, allowance=PictureAllowance)
def target_svg(request: HttpRequest, target_id: str, as_of: date, lang: str | None = None) -> HttpResponse:
    """The same as SVG, with every colour in the file."""
    drawing = _target_drawing(request, target_id, as_of, lang)
    return _file(charts.standalone(drawing), "image/svg+xml", f"{target_id}-{as_of.isoformat()}.svg")


@public_page(LANG, CARD_WIDTH, allowance=PictureAllowance)
def target_card_png(
    request: HttpRequest, target_id: str, as_of: date, lang: str | None = None, width: str = str(CARD_PIXELS)
) -> HttpResponse:
    """The card that social networks show: promise, verdict, bullet."""
    lang = activate_language(request, lang)
    drawing = card_drawing(_card(target_id, as_of), lang)
    return _file(charts.png(drawing, int(width)), "image/png", f"{target_id}-{as_of.isoformat()}-card.png")


@public_page()
def trajectory_csv(request: HttpRequest, target_id: str, as_of: date) -> HttpResponse:
    """Every figure of the trajectory; a target without one has only the columns."""
    trajectory = found_or_404(judge_target(target_id, as_of), _absent(target_id)).trajectory()
    rows = () if trajectory is None else charts.csv_rows(trajectory)
    return csv_file(charts.COLUMNS, rows, f"{target_id}-{as_of.isoformat()}-trajectory.csv")


@public_page(LANG, allowance=PictureAllowance)
def revisions_png(request: HttpRequest, target_id: str, as_of: date, lang: str | None = None) -> HttpResponse:
    """How the promise moved, announcement by announcement."""
    lang = activate_language(request, lang)
    card = _card(target_id, as_of)
    return _png(revisions_drawing(card, chain_links(card.entry), lang), f"{target_id}-{as_of.isoformat()}-revisions")


@public_page()
def revisions_csv(request: HttpRequest, target_id: str, as_of: date) -> HttpResponse:
    """The same as figures: every announcement and what it moved."""
    rows = map(revision_row, chain_links(_card(target_id, as_of).entry))
    return csv_file(REVISION_COLUMNS, rows, f"{target_id}-{as_of.isoformat()}-revisions.csv")


@public_page(LANG, allowance=PictureAllowance)
def bundle_png(request: HttpRequest, target_id: str, as_of: date, lang: str | None = None) -> HttpResponse:
    """All that was promised together with a target, each component with its own verdict."""
    lang = activate_language(request, lang)
    card = _card(target_id, as_of)
    drawing = bundle_drawing(card, bundle_parts(card.current, as_of), lang)
    return _png(drawing, f"{target_id}-{as_of.isoformat()}-bundle")


@public_page()
def bundle_csv(request: HttpRequest, target_id: str, as_of: date) -> HttpResponse:
    """What the bullets of the components show, as ratios: done and expected, 1 being the target."""
    parts = side_by_side(bundle_parts(_card(target_id, as_of).current, as_of))
    return csv_file(BUNDLE_COLUMNS, map(bundle_row, parts), f"{target_id}-{as_of.isoformat()}-bundle.csv")


@public_page(LANG, *FILE_FILTERS, allowance=PictureAllowance)
def calendar_png(request: HttpRequest, as_of: date, lang: str | None = None, **filters: str) -> HttpResponse:
    """The timeline of deadlines as PNG; without deadlines the picture says that there are none."""
    lang = activate_language(request, lang)
    drawing = deadlines_drawing(_due(as_of, filters), tuple(filter_names(filters)), as_of, lang)
    return _png(drawing, f"deadlines-{as_of.isoformat()}")


@public_page(*FILE_FILTERS)
def calendar_csv(request: HttpRequest, as_of: date, **filters: str) -> HttpResponse:
    """The same as figures: how many targets fall due on each day, by status."""
    rows = [(line.on.isoformat(), line.status, str(line.count)) for line in _due(as_of, filters)]
    return csv_file(("day", "status", "targets"), rows, f"deadlines-{as_of.isoformat()}.csv")


def _due(as_of: date, filters: dict[str, str]) -> tuple[DueCount, ...]:
    query = TargetQuery(**filters)  # type: ignore[arg-type]  # the names of its own fields
    return timeline(take_snapshot(as_of, query)).due


def _card(target_id: str, as_of: date) -> Card:
    return found_or_404(target_card(target_id, as_of), _absent(target_id))


def _target_drawing(request: HttpRequest, target_id: str, as_of: date, lang: str | None) -> Drawing:
    lang = activate_language(request, lang)
    return target_drawing(found_or_404(target_picture(target_id, as_of), _absent(target_id)), lang)


def _absent(target_id: str) -> str:
    return _("There is no target “%s” on that day.") % target_id


def _png(drawing: Drawing, name: str) -> HttpResponse:
    """The drawing as PNG, in the size of its kind."""
    pixels = CARD_PIXELS if drawing.kind == "card" else PIXELS
    return _file(charts.png(drawing, pixels), "image/png", f"{name}.png")


def _file(body: bytes | str, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type=content_type)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
