"""The figures of an article beside what the record holds: the indicator each belongs to, and whether it is new.

Nothing is recorded here, and no verdict is given: what a revision is, and which figures disagree, the comparison says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from projects.comparison.figures import Indicator
from projects.models import RecordVersion
from projects.models.record_version import Version
from projects.reading.articles import ArticleFigure, read_article
from projects.reading.matching import FigureMatches, Reason, in_unit, match_figures, match_text
from projects.reports.named import Named

from .article_home import article_home
from .held_claims import Holding
from .held_figures import HeldFigures, Published
from .reading_candidates import IndicatorRow, record_candidates

LIKELY = 0.6


@dataclass(frozen=True, slots=True)
class MatchedIndicator:
    """An indicator that a figure may belong to, and what the record holds for it. ``score`` is from 0 to 1.

    ``measured`` has its unit and how it accumulates, ``programme`` is an id.
    """

    indicator: Named
    measured: Indicator
    programme: str
    score: float
    reasons: tuple[Reason, ...]
    holding: Holding

    @property
    def is_likely(self) -> bool:
        """Whether the match is mostly right: texts about something else have none that is."""
        return self.score >= LIKELY


@dataclass(frozen=True, slots=True)
class ReadFigure:
    """A figure of an article; ``matches`` are at most five, the best first, none where nothing speaks for any."""

    figure: ArticleFigure
    matches: tuple[MatchedIndicator, ...]


@dataclass(frozen=True, slots=True)
class TextScore:
    """How strongly a text concerns the record, from 0 to 1, and which indicators, the best first.

    A text about something else has no indicators and the score 0, even if it has some words in common.
    """

    score: float
    indicators: tuple[str, ...]


def read_and_match(
    text: str, published: date | None, language: str, *, publisher: str = "", version: Version | None = None
) -> list[ReadFigure]:
    """``match_article`` of the figures that ``read_article`` reads. Raises ArticleTooLongError."""
    version = RecordVersion.objects.current() if version is None else version
    figures = read_figures(text, published, language, publisher, version)
    return match_article(text, figures, published, language, publisher, version)


def read_figures(
    text: str, published: date | None, language: str, publisher: str = "", version: Version | None = None
) -> list[ArticleFigure]:
    """``read_article`` with the currency of the country that the article is at home in. Raises ArticleTooLongError."""
    version = RecordVersion.objects.current() if version is None else version
    return read_article(text, language, published, article_home(publisher, language, version).currency)


def match_article(
    text: str,
    figures: Sequence[ArticleFigure],
    published: date | None,
    language: str,
    publisher: str = "",
    version: Version | None = None,
) -> list[ReadFigure]:
    """The figures of an article with their indicators and what the record holds for each.

    ``figures`` come from ``read_article`` or another reader. ``published`` is the last day that the article's date can
    mean (R1); ``publisher`` decides whether an earlier report is its own (R9), and of which countries the article is
    where it names none. At most seventeen queries, however long the article and large the record.
    """
    version = RecordVersion.objects.current() if version is None else version
    record = record_candidates(version)
    held = HeldFigures(Published(published, publisher), figures, record.indicators)
    home = article_home(publisher, language, version).countries
    rows = match_figures(text, language, figures, record.index, held.facts_of, home)
    return [
        ReadFigure(figures[row.figure], _indicators(figures[row.figure], row, held, record.indicators)) for row in rows
    ]


def score_text(text: str, language: str, *, publisher: str = "", version: Version | None = None) -> TextScore:
    """How strongly a text concerns the record: cheap, without its figures. No query but for what is new."""
    version = RecordVersion.objects.current() if version is None else version
    home = article_home(publisher, language, version).countries
    match = match_text(text, language, record_candidates(version).index, home)
    return TextScore(match.score, tuple(row.indicator_id for row in match.matches))


def _indicators(
    figure: ArticleFigure, row: FigureMatches, held: HeldFigures, indicators: Mapping[str, IndicatorRow]
) -> tuple[MatchedIndicator, ...]:
    matches = []
    for match in row.matches:
        about = indicators[match.indicator_id]
        holding = held.holding(in_unit(figure, about.measured.unit), match.indicator_id)
        matches.append(
            MatchedIndicator(about.named, about.measured, about.programme, match.score, match.reasons, holding)
        )
    return tuple(matches)
