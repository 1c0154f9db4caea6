"""The claims of the record about the indicators to which the figures of an article may belong."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import FloatField, Max, Min, Q
from django.db.models.functions import Cast

from projects.adapters import as_outcome
from projects.adapters.targets import chains
from projects.comparison.publishers import Publisher
from projects.models import Outcome, Target
from projects.models.publisher import standing_for
from projects.reading.articles import ArticleFigure
from projects.reading.matching import Facts

from .held_claims import HeldClaims, Holding
from .holding import holding_of
from .reading_candidates import IndicatorRow

MOST_VALUES = 300  # different values and ends of one article that are looked up
MOST_OUTCOMES = 5000  # that can be of the article's periods or values


@dataclass(frozen=True, slots=True)
class Published:
    """The last day that an article's date can mean (R1), and its publisher as printed; both may be unknown."""

    on: date | None
    publisher: str = ""


class HeldFigures:
    """What the record holds about some indicators; six queries."""

    def __init__(
        self, published: Published, read: Sequence[ArticleFigure], indicators: Mapping[str, IndicatorRow]
    ) -> None:
        self._published, self._indicators = published, indicators
        self._values = list({figure.value for figure in read})[:MOST_VALUES]
        self._ends = list({figure.period_end for figure in read if figure.period_end is not None})[:MOST_VALUES]
        self._claims: dict[str, HeldClaims] = {}
        self._publisher = Publisher("", "")

    def facts_of(self, ids: Collection[str]) -> Mapping[str, Facts]:
        """Reads the claims about these indicators; tells what of them helps to match a figure."""
        facts = {id: Facts() for id in ids}
        self._claims = {id: HeldClaims(self._indicators[id].measured) for id in ids}
        name = self._published.publisher
        self._publisher = Publisher(name, standing_for([name])[name] if name else "")
        self._read_targets(ids, facts)
        self._read_outcomes(ids, facts)
        return facts

    def holding(self, figure: ArticleFigure, indicator_id: str) -> Holding:
        """What the record holds for a figure about an indicator of ``facts_of``."""
        return holding_of(figure, self._claims[indicator_id], self._published.on, self._publisher)

    def _read_targets(self, ids: Collection[str], facts: dict[str, Facts]) -> None:
        rows = Target.objects.filter(indicator__in=ids).values_list("pk", "source__publisher")
        publishers = dict(rows)
        first_ids = list(Target.objects.first_links_of(publishers).values_list("pk", flat=True))
        for _first, links, _interims in chains(first_ids, None) if first_ids else ():
            for id in {link.indicator.id for link in links} & facts.keys():
                self._claims[id].chains.append(links)
            for link in links:
                if (fact := facts.get(link.indicator.id)) is not None:
                    self._claims[link.indicator.id].publishers[link.id] = publishers.get(link.id, "")
                    _add_value(fact, link.basis, link.value)
                    if link.deadline is not None:
                        fact.ends.add(link.deadline)

    def _read_outcomes(self, ids: Collection[str], facts: dict[str, Facts]) -> None:
        about = Outcome.objects.filter(indicator__in=ids)
        sizes = Cast("value", FloatField())
        for id, basis, low, high in (
            about.order_by().values_list("indicator_id", "basis").annotate(low=Min(sizes), high=Max(sizes))
        ):
            for size in (low, high):
                _add_value(facts[id], basis, None if size is None else Decimal(repr(size)), is_exact=False)
        beside = Q(period_end__in=self._ends) | Q(value__in=self._values)
        again = Q(corrects__period_end__in=self._ends) | Q(corrects__value__in=self._values)
        for row in about.filter(beside | again).select_related("source")[:MOST_OUTCOMES]:
            measured = self._indicators[row.indicator_id].measured
            outcome = as_outcome(row, measured.territory)
            self._claims[row.indicator_id].outcomes.append(outcome)
            _add_value(facts[row.indicator_id], outcome.basis, outcome.value)
            facts[row.indicator_id].ends.add(outcome.period_end)


def _add_value(facts: Facts, basis: str, value: Decimal | None, is_exact: bool = True) -> None:
    if value is None:
        return
    if is_exact:
        facts.values.add((basis, value))
    low, high = facts.ranges.get(basis, (value, value))
    facts.ranges[basis] = min(low, value), max(high, value)
