"""A figure of an article beside the promises of an indicator: what a link would change is said by R10."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from projects.comparison.figures import Target
from projects.comparison.quantities import Interval, apart
from projects.comparison.revisions import changes
from projects.reading.articles import ArticleFigure, rounded_to

from .held_claims import HeldClaims, Holding, Relation

_SAME_TERMS = frozenset({"exactly", "about"})


def beside_targets(figure: ArticleFigure, claims: HeldClaims, published: date | None) -> Holding:
    """What the promises of an indicator are to a figure; of several that which is nearest."""
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
