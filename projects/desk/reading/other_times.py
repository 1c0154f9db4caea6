"""Figures whose time is another one where it is counted from the day of the source: “this year”, “so far”."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from projects import wording
from projects.models.source import public_on
from projects.reports.editing.readings import read_figures

from .cards import Card, Note
from .enter_form import EnterForm
from .mend_form import TIMES
from .page import ArticlePage


def other_times(page: ArticlePage, form: EnterForm) -> Iterator[Note]:
    """A problem for each figure that was accepted as it was read from another day than that of its source.

    The form is valid. Reads the text once more; no query.
    """
    article = page.article
    row = form.source.row
    day = row.published if row is not None else form.source.cleaned_data["published"]
    precision = row.published_precision if row is not None else form.source.precision()
    accepted = [card for card in page.to_enter if card.state == "accepted" and _end(card)]
    if not accepted or not article.language:
        return
    figures = read_figures(article.text, public_on(day, precision), article.language, article.publisher)
    times = {(figure.start, figure.end): (figure.period_start, figure.period_end) for figure in figures}
    for card in accepted:
        start, end = times.get((card.start, card.end), (None, None))
        is_kept = start is None and bool(card.decision and card.decision.cells.get("revises"))
        if end is not None and (is_kept or _iso(start) == _start(card)) and _iso(end) == _end(card):
            continue
        if end is not None:
            words = _(
                "Its source is of %(day)s, and counted from that day the time is %(time)s. Correct the day, "
                "or take the figure back and accept it again, or mend it."
            )
            time = wording.period(start, end, page.lang)
            yield Note(card, words % {"day": wording.day(day, page.lang, precision), "time": time})


def _start(card: Card) -> str:
    return _cell(card, 0)


def _end(card: Card) -> str:
    return _cell(card, 1)


def _cell(card: Card, place: int) -> str:
    decision = card.decision
    assert decision is not None  # only accepted figures are entered
    return decision.cells.get(TIMES[decision.table][place], "")


def _iso(day: object) -> str:
    return str(day) if day is not None else ""
