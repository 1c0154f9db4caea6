"""What the record holds for one figure of an article about one indicator.

What a revision changes is said by R10, which figures are of one period, one publisher or apart by R9; both by the
comparison. Here figures are only put beside each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from projects.comparison.figures import Indicator, Outcome, Target
from projects.comparison.publishers import Publisher
from projects.comparison.quantities import Interval, apart, interval
from projects.comparison.readings import OutcomeIndex, independent_figures, order
from projects.comparison.revisions import changes
from projects.reading.articles import ArticleFigure, rounded_to
from projects.reading.matching import COMPARABLE, read_unit, unit_fit

Relation: TypeAlias = Literal[
    "restates",  # the promise that holds
    "restates_earlier",  # a link that has been revised since
    "revises",  # the promise that holds: ``changes`` says what moves (R10)
    "earlier",  # than the first announcement of the promise for that time
    "withdrawn",  # the promise was given up
    "restates_report",  # a report of the same period
    "updates",  # the same publisher reported another figure for the period before
    "disagrees",  # another source of the day says another figure of the promise; another publisher of the period (R9)
    "far",  # for the time of a claim, but many times away from it: mostly a part, or about something else
    "unclear",  # the time is not known, so that it cannot be told
    "new",
    "other",  # a figure for comparison, which the record does not hold
]
RESTATING = frozenset({"restates", "restates_earlier", "restates_report"})  # there is nothing to enter
MANY_TIMES = 5
_SAME_TERMS = frozenset({"exactly", "about"})


@dataclass(frozen=True, slots=True)
class Holding:
    """What the record holds; without a claim nothing. ``kind`` and ``claim_id`` name the claim that it is beside.

    The other members are those of the claim: ``start`` and ``end`` its window or period, ``published`` the day of its
    announcement or publication. ``changes`` is what the figure would change (R10); ``now`` of a revised link the value
    that holds.
    """

    relation: Relation
    kind: Literal["target", "outcome", ""] = ""
    claim_id: str = ""
    basis: str = ""
    qualifier: str = ""
    value: Decimal | None = None
    upper_value: Decimal | None = None
    start: date | None = None
    end: date | None = None
    published: date | None = None
    publisher: str = ""
    changes: tuple[str, ...] = ()
    now: Decimal | None = None


@dataclass(slots=True)
class HeldClaims:
    """The claims about one indicator: chains of links, oldest first, and outcomes. ``publishers``: target → name."""

    indicator: Indicator
    chains: list[Sequence[Target]] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    publishers: dict[str, str] = field(default_factory=dict)


def holding_of(figure: ArticleFigure, claims: HeldClaims, published: date | None, publisher: Publisher) -> Holding:
    """What the record holds for a figure; ``published`` is the last day that the article's date can mean (R1).

    Of a figure in another unit only that it is the same can be said: the reader may have missed the noun.
    """
    holding = _of_any_unit(figure, claims, published, publisher)
    fit = unit_fit(figure, read_unit(claims.indicator.unit))
    if holding.relation in RESTATING:
        return holding
    if fit in COMPARABLE:
        return replace(holding, relation="far", changes=()) if _is_far(figure, holding) else holding
    return Holding("other" if figure.kind == "other" else "new")


def _is_far(figure: ArticleFigure, holding: Holding) -> bool:
    """Whether a claim that the figure would move, or dispute, is many times larger or smaller."""
    if holding.relation not in ("revises", "disagrees", "updates") or figure.basis != "absolute":
        return False
    sizes = sorted((abs(figure.value), abs(holding.value or Decimal(0))))
    return sizes[0] * MANY_TIMES < sizes[1]


def _of_any_unit(figure: ArticleFigure, claims: HeldClaims, published: date | None, publisher: Publisher) -> Holding:
    as_target = _beside_targets(figure, claims, published)
    as_outcome = _beside_outcomes(figure, claims, published, publisher)
    if figure.kind == "target":
        return as_outcome if _is_new(as_target) and as_outcome.relation == "restates_report" else as_target
    if figure.kind == "outcome":
        return as_target if _is_new(as_outcome) and as_target.relation == "restates" else as_outcome
    if as_outcome.relation == "restates_report":
        return as_outcome
    return as_target if as_target.relation in ("restates", "restates_earlier") else Holding("other")


def _is_new(holding: Holding) -> bool:
    return holding.relation in ("new", "unclear")


def _beside_targets(figure: ArticleFigure, claims: HeldClaims, published: date | None) -> Holding:
    rows = []
    for chain in claims.chains:
        links = [link for link in chain if link.basis == figure.basis and link.indicator.id == claims.indicator.id]
        if links:
            rows.append(_beside_chain(figure, chain, links, claims, published))
    return min(
        rows, key=lambda row: (_TARGET_ORDER.index(row.relation), _distance(figure, row)), default=Holding("new")
    )


_TARGET_ORDER = ("restates", "revises", "restates_earlier", "disagrees", "withdrawn", "earlier", "unclear", "new")


def _distance(figure: ArticleFigure, row: Holding) -> Decimal:
    return abs(figure.value - row.value) if row.value is not None else Decimal(0)


def _beside_chain(
    figure: ArticleFigure,
    chain: Sequence[Target],
    links: Sequence[Target],
    claims: HeldClaims,
    published: date | None,
) -> Holding:
    public = [link for link in chain if published is None or link.announced <= published]
    current = public[-1] if public else None
    same = [link for link in links if _same_time(figure, link)]
    equal = [link for link in same or links if _same_value(figure, link)]
    if current is not None and current.withdrawn:
        if any(link in public for link in (equal if same else ())):
            return _held("withdrawn", current, claims)
        return Holding("new")
    if current is not None and current in equal and (current in same or figure.period_end is None):
        return _compared(figure, current, claims)
    if current is not None and current.announced == published and current in links and _same_value(figure, current):
        return _held("restates", current, claims)  # its own announcement: the reader may have missed the time
    if same and any(link in public for link in equal):
        earlier = next(link for link in reversed(equal) if link in public)
        return replace(_held("restates_earlier", earlier, claims), now=_value_now(current, earlier))
    if current is not None and current in same:
        if published is not None and published == current.announced:
            return replace(_compared(figure, current, claims), relation="disagrees")
        return _compared(figure, current, claims)
    if same and current is None:
        return _held("restates" if same[0] in equal else "earlier", same[0], claims)
    if current is not None and current in equal and _moves_deadline(figure, current):
        return _compared(figure, current, claims)
    if figure.period_end is None and current is not None and current in links:
        return _held("unclear", current, claims)
    return Holding("new")


def _value_now(current: Target | None, earlier: Target) -> Decimal | None:
    """The value that holds, where it is in the same terms."""
    if current is None or current.basis != earlier.basis or current.indicator.unit != earlier.indicator.unit:
        return None
    return current.value


def _same_time(figure: ArticleFigure, link: Target) -> bool:
    """Whether they are for one deadline, and of what counts within a window for one window; or both without any."""
    if link.timing == "within_period" and None not in (link.window_start, figure.period_start):
        return (link.window_start, link.deadline) == (figure.period_start, figure.period_end)
    return link.deadline == figure.period_end


def _moves_deadline(figure: ArticleFigure, link: Target) -> bool:
    """Whether a promise owed by one day is now owed by another; the plan of another year is another promise."""
    return (
        figure.period_start is None
        and figure.period_end is not None
        and link.timing == "by_deadline"
        and (link.deadline is None or link.deadline.year != figure.period_end.year)
    )


def _same_value(figure: ArticleFigure, link: Target) -> bool:
    """Whether the values are one, but for rounding (R5)."""
    if link.value is None or (link.upper_value is None) != (figure.upper_value is None):
        return False
    if link.upper_value is not None:
        return (link.value, link.upper_value) == (figure.value, figure.upper_value)
    printed = _spread(figure.value, rounded_to(figure))
    return not apart(printed, _spread(link.value, link.rounded_to or Decimal(0)))


def _spread(value: Decimal, unit: Decimal) -> Interval:
    """A value rounds to itself: only less than half the last digit is open, so that 1.5 and 1.6 do not touch."""
    half = unit * Decimal("0.49")
    return value - half, value + half


def _compared(figure: ArticleFigure, link: Target, claims: HeldClaims) -> Holding:
    """The link beside the one that the figure would make."""
    now = replace(
        link,
        value=link.value if _same_value(figure, link) else figure.value,
        upper_value=figure.upper_value,
        qualifier=link.qualifier if {link.qualifier, figure.qualifier} <= _SAME_TERMS else figure.qualifier,
        deadline=figure.period_end or link.deadline,
        withdrawn=False,
    )
    moved = changes(link, now)
    return replace(_held("revises" if moved else "restates", link, claims), changes=moved)


def _held(relation: Relation, link: Target, claims: HeldClaims) -> Holding:
    return Holding(
        relation, "target", link.id, link.basis, link.qualifier, link.value, link.upper_value, link.window_start,
        link.deadline, link.announced, claims.publishers.get(link.id, ""),
    )  # fmt: skip


def _beside_outcomes(
    figure: ArticleFigure, claims: HeldClaims, published: date | None, publisher: Publisher
) -> Holding:
    index = OutcomeIndex(claims.outcomes)
    corrected = index.corrected(date.max)
    rows = [row for row in index.all(claims.indicator) if row.basis == figure.basis and row.id not in corrected]
    same = [row for row in rows if _same_period(figure, row, claims.indicator)]
    if not same:
        equal = [row for row in rows if row.value == figure.value and _may_be_period(figure, row, published)]
        return _reported("restates_report", _best(equal, index)) if equal else _no_report(figure)
    spread = _interval(figure)
    agreeing = [row for row in same if not apart(interval(row), spread)]
    if agreeing:
        own = [row for row in agreeing if row.publisher.key == publisher.key]
        same_day = [row for row in own if row.published == published]
        return _reported("restates_report", _best(same_day or own or agreeing, index))
    own = [row for row in same if row.publisher.key == publisher.key]
    if own:
        last = max(own, key=lambda row: (row.published, row.id))
        later = published is not None and published > last.published
        return _reported("updates" if later else "disagrees", last)
    return _reported("disagrees", _best(same, index))


def _no_report(figure: ArticleFigure) -> Holding:
    return Holding("unclear" if figure.period_end is None else "new")


def _same_period(figure: ArticleFigure, row: Outcome, indicator: Indicator) -> bool:
    """R9: a level is read on a day, a sum is of a period."""
    if figure.period_end != row.period_end:
        return False
    return indicator.accumulation != "sum" or figure.period_start == row.period_start


def _may_be_period(figure: ArticleFigure, row: Outcome, published: date | None) -> bool:
    """Whether a figure whose time the text leaves open, or only its beginning, can be of the row's period."""
    if published is not None and row.period_end > published:
        return False
    if figure.period_end is None:
        return True
    return figure.period_start is None and figure.period_end in (published, row.period_end)


def _interval(figure: ArticleFigure) -> Interval:
    return interval(
        Outcome(
            "", "", figure.basis, figure.qualifier, date.max, True, Publisher("", ""), "press", date.max, "",
            value=figure.value, upper_value=figure.upper_value, rounded_to=rounded_to(figure),
        )
    )  # fmt: skip


def _best(rows: Iterable[Outcome], index: OutcomeIndex) -> Outcome:
    """The row that stands before the others (R9)."""
    by_id = {row.id: row for row in rows}
    readings = sorted((index.reading(row, True) for row in by_id.values()), key=order)
    return by_id[independent_figures(readings)[0].id]


def _reported(relation: Relation, row: Outcome) -> Holding:
    return Holding(
        relation, "outcome", row.id, row.basis, row.qualifier, row.value, row.upper_value, row.period_start,
        row.period_end, row.published, row.publisher.name,
    )  # fmt: skip
