"""Figures of an article → the indicators that they most likely belong to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeAlias

from projects.reading.articles import ArticleFigure

from .candidate import Candidate, Facts, FigureMatches, Match, Reason
from .context import Article
from .evidence import fact_evidence
from .index import CandidateIndex, LanguageIndex
from .units import NONE, SAME, unit_fit

MOST_MATCHES = 5  # of a figure
LEAST_SCORE = 0.3
SHORTLIST = 12  # candidates of a figure about which the record is asked
FactsOf: TypeAlias = Callable[[Collection[str]], Mapping[str, Facts]]
NO_FACTS = Facts()


def match_figures(
    text: str,
    language: str,
    figures: Sequence[ArticleFigure],
    index: CandidateIndex,
    facts_of: FactsOf | None = None,
) -> list[FigureMatches]:
    """For each figure its matches, the best first; none for a conversion and where nothing speaks for any.

    ``facts_of`` is asked once, for the ids of the candidates that the words leave.
    """
    words = index.in_language(language)
    article = Article(text, language)
    ranked: list[list[tuple[float, int, tuple[Reason, ...]]]] = []
    shortlist = _shortlist(article, words)
    for figure in figures:
        ranked.append([] if figure.converted_from is not None else _by_words(article, figure, index, words, shortlist))
    ids = {index.candidates[number].id for rows in ranked for _score, number, _reasons in rows}
    facts = facts_of(ids) if facts_of is not None and ids else {}
    return [
        FigureMatches(place, _matches(figures[place], rows, index.candidates, facts))
        for place, rows in enumerate(ranked)
    ]


def _shortlist(article: Article, words: LanguageIndex) -> list[int]:
    """The candidates of which the article has a word."""
    numbers: set[int] = set()
    for key in article.words:
        numbers.update(words.by_name.get(key, ()))
    return sorted(numbers)


def _by_words(
    article: Article, figure: ArticleFigure, index: CandidateIndex, words: LanguageIndex, shortlist: list[int]
) -> list[tuple[float, int, tuple[Reason, ...]]]:
    nearness = article.nearness(figure.start, figure.end)
    rows = []
    for number in shortlist:
        fit = unit_fit(figure, index.units[number])
        if fit == NONE or not words.totals[number]:
            continue
        keys = [key for key in words.names[number] if key in nearness]
        mass = sum(words.weights[key] * nearness[key] for key in keys)
        cover = mass / words.totals[number] * words.trust[number]
        programme = words.programme_of[number]
        around = sum(words.weights[key] * nearness.get(key, 0) for key in words.programmes[programme])
        around /= words.programme_totals[programme] or 1
        score = (0.6 * cover + 0.15 * around) * (0.7 + 0.3 * mass / (mass + 4)) + 0.15 * fit
        best = sorted(keys, key=lambda key: -words.weights[key] * nearness[key])[:5]
        reasons = [Reason("words", tuple(article.words[key] for key in best))]
        if fit == SAME:
            reasons.append(Reason("unit", (figure.unit,)))
        rows.append((score, number, tuple(reasons)))
    rows.sort(key=lambda row: (-row[0], row[1]))
    return rows[:SHORTLIST]


def _matches(
    figure: ArticleFigure,
    rows: list[tuple[float, int, tuple[Reason, ...]]],
    candidates: Sequence[Candidate],
    facts: Mapping[str, Facts],
) -> tuple[Match, ...]:
    matches = []
    for score, number, reasons in rows:
        added, more = fact_evidence(figure, facts.get(candidates[number].id, NO_FACTS))
        total = min(1.0, score + added)
        if total >= LEAST_SCORE:
            matches.append(Match(candidates[number].id, round(total, 3), (*reasons, *more)))
    matches.sort(key=lambda match: -match.score)
    return tuple(matches[:MOST_MATCHES])
