"""What the figures of the record say of a match: the value, the scale, the period."""

from __future__ import annotations

from decimal import Decimal

from projects.reading.articles import ArticleFigure

from .candidate import Facts, Reason

VALUE, SCALE, FAR, PERIOD = 0.3, 0.07, -0.08, 0.1
NEAR_TIMES, FAR_TIMES = Decimal(3), Decimal(100)


def fact_evidence(figure: ArticleFigure, facts: Facts) -> tuple[float, tuple[Reason, ...]]:
    """What is added to the score, and why."""
    added, reasons = 0.0, []
    if (figure.basis, figure.value) in facts.values:
        added += VALUE
        reasons.append(Reason("value"))
    elif (ends := facts.ranges.get(figure.basis)) is not None and figure.value > 0 and ends[0] > 0:
        if ends[0] / NEAR_TIMES <= figure.value <= ends[1] * NEAR_TIMES:
            added += SCALE
            reasons.append(Reason("scale"))
        elif figure.value > ends[1] * FAR_TIMES or figure.value < ends[0] / FAR_TIMES:
            added += FAR
    if figure.period_end is not None and figure.period_end in facts.ends:
        added += PERIOD
        reasons.append(Reason("period"))
    return added, tuple(reasons)
