"""R5: the qualifier of an actual, which follows from the reports it is made of."""

from __future__ import annotations

from collections.abc import Iterable

from .figures import Outcome
from .readings import Reading

UPWARDS, DOWNWARDS = ("at_least", "more_than"), ("at_most", "less_than")


def qualifier_of(evidence: Iterable[Reading]) -> str:
    """The qualifier of a sum or reading: ``exactly`` if every report is exact, "" without evidence.

    Of several reports the vaguest qualifier counts: *more than 10* and 5 add up to *at least 15*.
    """
    qualifiers = {_qualifier(reading) for reading in evidence}
    if len(qualifiers) <= 1:
        return next(iter(qualifiers), "")
    up, down = qualifiers.intersection(UPWARDS), qualifiers.intersection(DOWNWARDS)
    if "about" in qualifiers or (up and down):
        return "about"
    return "at_least" if up else "at_most"


def _qualifier(reading: Reading) -> str:
    """The report's own qualifier; of a range that of the end that counts, of a converted figure its interval's."""
    if isinstance(reading.printed_as, Outcome) and reading.printed_as.qualifier != "between":
        return reading.printed_as.qualifier
    low, high = reading.interval
    if low is None:
        return "at_most"
    if high is None:
        return "at_least"
    if not isinstance(reading.printed_as, Outcome) or low == high:
        return "exactly"
    return "at_least" if reading.value == low else "at_most"
