"""The candidates that are worth a look: those of whose words the article has most, for each unit."""

from __future__ import annotations

from heapq import nlargest

from projects.reading.articles import ArticleFigure

from .context import Article, with_related
from .index import CandidateIndex, LanguageIndex
from .scoring import ENOUGH
from .units import NONE, ReadUnit, unit_fit

MOST = 30  # candidates of a figure
MANY = 2000  # candidates with one word: it tells nothing, unless all have it


class Shortlist:
    """Ranks the candidates once by the words of the whole article; then for each kind of figure the best of them."""

    def __init__(self, article: Article, index: CandidateIndex, words: LanguageIndex) -> None:
        masses: dict[int, float] = {}
        for key, part in with_related(dict.fromkeys(article.words, 1.0)).items():
            numbers = words.by_name.get(key, ())
            if len(numbers) > MANY:
                continue
            weight = words.weights.get(key, 0) * part
            for number in numbers:
                masses[number] = masses.get(number, 0) + weight
        by_unit: dict[ReadUnit, list[tuple[float, int]]] = {}
        for number, mass in masses.items():
            score = mass / words.totals[number] * mass / (mass + ENOUGH)
            by_unit.setdefault(index.units[number], []).append((score, -number))
        self._best = {unit: nlargest(MOST, rows) for unit, rows in by_unit.items()}
        self._figures: dict[tuple[str, str, str], list[tuple[int, float]]] = {}

    def of_figure(self, figure: ArticleFigure) -> list[tuple[int, float]]:
        """The numbers of the best candidates whose unit can be the figure's, with how well it fits."""
        kind = (figure.unit, figure.basis, figure.kind)
        rows = self._figures.get(kind)
        if rows is None:
            fits = {unit: fit for unit in self._best if (fit := unit_fit(figure, unit)) != NONE}
            best = nlargest(
                MOST, ((score * fit, row, fit) for unit, fit in fits.items() for score, row in self._best[unit])
            )
            rows = self._figures[kind] = [(-row, fit) for _score, row, fit in best]
        return rows
