"""What the concepts of ``languages/*_matching.py`` have to do with each other and with units."""

from __future__ import annotations

from projects.reading.articles import ArticleFigure
from projects.reading.articles.words import CURRENCIES

from .stems import CONCEPT


def _keys(text: str) -> frozenset[str]:
    return frozenset(CONCEPT + word for word in text.split())


# What is done with a thing: where the article says one of these and the indicator another, it is another indicator.
ACTIONS = _keys(
    "made sold exported imported bought built launched repaired processed transferred issued selected accepted applied"
)
# Words that many indicators share, and that the unit of a figure says by itself.
GENERIC = _keys("money project job loan family dwelling car application zone area")
# A word for a thing that often stands for another, and how far.
_RELATED = (
    ("housing", "dwelling", 0.7),
    ("housing", "house", 0.6),
    ("dwelling", "house", 0.6),
    ("built", "launched", 0.7),
    ("launched", "created", 0.6),
    ("built", "created", 0.5),
    ("loan", "mortgage", 0.7),
    ("issued", "loan", 0.5),
    ("financed", "loan", 0.5),
    ("financed", "invested", 0.6),
    ("financed", "money", 0.6),
    ("invested", "money", 0.5),
    ("manufacturing", "industry", 0.5),
    ("made", "manufacturing", 0.3),
    ("processed", "made", 0.3),
    ("metallurgy", "mining", 0.3),
    ("accepted", "application", 0.3),
    ("applied", "application", 0.8),
    ("occupied", "load", 0.6),
)


def _both_ways() -> dict[str, tuple[tuple[str, float], ...]]:
    related: dict[str, tuple[tuple[str, float], ...]] = {}
    for first, second, weight in _RELATED:
        for concept, other in ((first, second), (second, first)):
            key = CONCEPT + concept
            related[key] = (*related.get(key, ()), (CONCEPT + other, weight))
    return related


RELATED = _both_ways()  # concept → others, and how far they stand for it
_UNITS = {
    "projects": "project",
    "jobs": "job",
    "loans": "loan",
    "families": "family",
    "dwellings": "dwelling",
    "vehicles": "car",
    "applications": "application",
    "zones": "zone",
    "m2": "area",
    "hectares": "area",
}
GROWTH = 0.6  # how far a growth that names nothing is one of output


def implied_by(figure: ArticleFigure) -> dict[str, float]:
    """Concept → how far the unit and basis of a figure say it."""
    if figure.basis == "percent_change":
        return {CONCEPT + "made": GROWTH}
    if figure.unit in CURRENCIES:
        return {CONCEPT + "money": 1.0}
    concept = _UNITS.get(figure.unit)
    return {CONCEPT + concept: 1.0} if concept else {}
