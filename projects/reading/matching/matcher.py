"""Figures of an article → the indicators that they most likely belong to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from heapq import nlargest
from typing import NamedTuple, TypeAlias

from projects.reading.articles import ArticleFigure

from .candidate import Candidate, Facts, FigureMatches, Match, Reason
from .context import Article
from .evidence import fact_evidence
from .index import CandidateIndex, LanguageIndex
from .scoring import WordScorer
from .shortlist import Shortlist
from .surroundings import Surroundings
from .units import SAME, in_unit

MOST_MATCHES = 5  # of a figure
MOST_FIGURES = 1000  # of an article that are matched: the longest reports have half of that
LEAST_SCORE = 0.2
ASKED, MOST_ASKED = 12, 500  # candidates of a figure, and of an article, about which the record is asked
UNIT = 0.22
TOGETHER, BESIDE, FADES = 0.3, 4, 0.6  # what a figure beside it says of the programme, how many, how fast it fades
FactsOf: TypeAlias = Callable[[Collection[str]], Mapping[str, Facts]]
NO_FACTS = Facts()


class Row(NamedTuple):
    """A candidate of a figure by its words and unit."""

    score: float
    number: int
    reasons: tuple[Reason, ...]


def match_figures(
    text: str,
    language: str,
    figures: Sequence[ArticleFigure],
    index: CandidateIndex,
    facts_of: FactsOf | None = None,
    home: Collection[str] = (),
) -> list[FigureMatches]:
    """For each figure its matches, the best first; none for a conversion, where nothing speaks for any, and beyond
    ``MOST_FIGURES``.

    ``facts_of`` is asked once, for the ids of the candidates that the words leave. ``home``: ids of the countries that
    the text is about where it names none; those of other countries are no candidates then.
    """
    words = index.in_language(language)
    article = Article(text, language, figures)
    shortlist, surroundings = Shortlist(article, index, words), Surroundings(article, index, words, home)
    ranked = []
    for place, figure in enumerate(figures):
        is_left_out = figure.converted_from is not None or place >= MOST_FIGURES
        ranked.append([] if is_left_out else _by_words(article, figure, shortlist, surroundings, words))
    ranked = _best_in_all(ranked)
    ids = {index.candidates[row.number].id for rows in ranked for row in rows}
    facts = facts_of(ids) if facts_of is not None and ids else {}
    scored = [_with_facts(figure, rows, index, facts) for figure, rows in zip(figures, ranked, strict=True)]
    return [
        FigureMatches(place, _matches(rows, index.candidates, surroundings))
        for place, rows in enumerate(_with_neighbours(scored, words))
    ]


def _best_in_all(ranked: list[list[Row]]) -> list[list[Row]]:
    """The rows of the candidates that some figure fits best, so that no article asks for the whole record."""
    best: dict[int, float] = {}
    for rows in ranked:
        for row in rows:
            best[row.number] = max(best.get(row.number, 0.0), row.score)
    asked_for = set(nlargest(MOST_ASKED, best, key=lambda number: (best[number], -number)))
    return [[row for row in rows if row.number in asked_for] for rows in ranked]


def _by_words(
    article: Article, figure: ArticleFigure, shortlist: Shortlist, surroundings: Surroundings, words: LanguageIndex
) -> list[Row]:
    scorer, sentence = WordScorer(article, figure, words), article.passage_at(figure.start)
    scores = [
        (UNIT * fit + score, number, fit)
        for number, fit in shortlist.of_figure(figure)
        if (score := scorer.score(number))
    ]
    rows = []
    for score, number, fit in nlargest(ASKED, scores):
        reasons = [*scorer.reasons(number), *([Reason("unit", (figure.unit,))] if fit == SAME else [])]
        added, more = surroundings.evidence(number, sentence)
        rows.append(Row(score + added, number, (*reasons, *more)))
    return rows


def _with_facts(figure: ArticleFigure, rows: list[Row], index: CandidateIndex, facts: Mapping[str, Facts]) -> list[Row]:
    """The rows with what the record says of them."""
    scored = []
    for row in rows:
        candidate = index.candidates[row.number]
        added, reasons = fact_evidence(in_unit(figure, candidate.unit), facts.get(candidate.id, NO_FACTS))
        scored.append(Row(row.score + added, row.number, (*row.reasons, *reasons)))
    return scored


def _with_neighbours(scored: list[list[Row]], words: LanguageIndex) -> list[list[Row]]:
    """Figures that stand beside each other mostly belong to one programme: projects, their cost, their jobs."""
    best: list[dict[int, float]] = []
    for rows in scored:
        of_programme: dict[int, float] = {}
        for row in rows:
            programme = words.programme_of[row.number]
            of_programme[programme] = max(of_programme.get(programme, 0), row.score)
        best.append(of_programme)
    together = []
    for place, rows in enumerate(scored):
        support: dict[int, float] = {}
        for other in range(max(0, place - BESIDE), min(len(scored), place + BESIDE + 1)):
            if other != place:
                for programme, score in best[other].items():
                    support[programme] = max(support.get(programme, 0), score * FADES ** (abs(other - place) - 1))
        together.append(
            [Row(row.score + TOGETHER * support.get(words.programme_of[row.number], 0), *row[1:]) for row in rows]
        )
    return together


def _matches(rows: list[Row], candidates: Sequence[Candidate], surroundings: Surroundings) -> tuple[Match, ...]:
    rows = [Row(row.score * surroundings.share(row.number), *row[1:]) for row in rows]
    ordered = sorted(rows, key=lambda row: (-row.score, row.number))[:MOST_MATCHES]
    return tuple(
        Match(candidates[row.number].id, round(min(1.0, row.score), 3), row.reasons)
        for row in ordered
        if row.score >= LEAST_SCORE
    )
