"""Targets and bundles to compare: the years of an indicator, and bundles that promise the same things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from projects.models import Target
from projects.reports.named import NAME_COLUMNS, Named

from .target_comparison import FEWEST, MOST

SHOWN = 100
MOST_MEMBERS = 12


@dataclass(frozen=True, slots=True)
class SuggestedComparison:
    """Members of a family that fit side by side."""

    members: tuple[tuple[str, date | None], ...]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(member for member, _deadline in self.members)

    @property
    def dates(self) -> tuple[tuple[date | None, bool, int], ...]:
        """The deadlines: whether the year alone names each, and how many fall on that day."""
        days = Counter(deadline for _member, deadline in self.members)
        years = Counter(day.year for day in days if day)
        return tuple((day, day is None or years[day.year] == 1, number) for day, number in days.items())


@dataclass(frozen=True, slots=True)
class Family:
    """Targets of one indicator, or bundles of one programme, with their deadlines; earliest first.

    Of very many the latest, of ``count``.
    """

    about: Named
    bundles: bool
    members: tuple[tuple[str, date | None], ...]
    count: int

    @property
    def together(self) -> tuple[SuggestedComparison, ...]:
        """All members in as few comparisons as possible, the latest first. No comparison has a single member."""
        ends = range(len(self.members), 0, -MOST)
        return tuple(SuggestedComparison(self.members[max(0, end - MOST) : max(end, FEWEST)]) for end in ends)


def years_of_indicator(target_id: str, indicator_id: str, as_of: date) -> tuple[str, ...]:
    """A target among those of its indicator that stand, as many as fit; empty if there is no other. One query."""
    current = Target.objects.current_on(as_of).filter(indicator=indicator_id, withdrawn=False)
    ids = list(current.order_by("deadline", "id").values_list("id", flat=True))
    if target_id not in ids or len(ids) < FEWEST:
        return ()
    start = max(0, min(ids.index(target_id) - 1, len(ids) - MOST))
    return tuple(ids[start : start + MOST])


def bundle_families(parts: Iterable[tuple[str, str, date | None]]) -> tuple[tuple[str, ...], ...]:
    """The bundles of a programme that have an indicator in common, as many as fit, the latest of each family.

    ``parts`` are the bundle, indicator and deadline of each target; a target outside bundles has the bundle "".
    """
    families = _families([part for part in parts if part[0]])
    return tuple(tuple(name for name, _deadline in family)[-MOST:] for family in families)


def families(as_of: date) -> tuple[Family, ...]:
    """Everything of which there are at least two, bundles first. One query."""
    columns = (
        "id", "bundle", "deadline", *(f"indicator__{name}" for name in NAME_COLUMNS),
        *(f"indicator__programme__{name}" for name in NAME_COLUMNS),
    )  # fmt: skip
    standing = Target.objects.current_on(as_of).filter(withdrawn=False)
    rows = list(standing.order_by("indicator__programme_id", "indicator_id", "deadline", "id").values_list(*columns))
    by_indicator: dict[Named, list[tuple[str, date | None]]] = {}
    by_programme: dict[Named, list[tuple[str, str, date | None]]] = {}
    for target, bundle, deadline, *names in rows:
        indicator, programme = Named(*names[:4]), Named(*names[4:])
        by_indicator.setdefault(indicator, []).append((target, deadline))
        if bundle:
            by_programme.setdefault(programme, []).append((bundle, indicator.id, deadline))
    bundles = [
        Family(programme, True, tuple(family[-MOST_MEMBERS:]), len(family))
        for programme, parts in by_programme.items()
        for family in _families(parts)
    ]
    alone = [
        Family(indicator, False, tuple(members[-MOST_MEMBERS:]), len(members))
        for indicator, members in by_indicator.items()
    ]
    families_found = [*bundles, *(family for family in alone if len(family.members) >= FEWEST)]
    return tuple(families_found[:SHOWN])


def _families(parts: Sequence[tuple[str, str, date | None]]) -> list[list[tuple[str, date | None]]]:
    """Bundles joined by common indicators, in the order of their deadlines, without bundles that share none."""
    due: dict[str, date | None] = {}
    joined: dict[str, str] = {}  # each bundle or indicator → another of its family; the root → itself

    def family(name: str) -> str:
        while joined.setdefault(name, name) != name:
            joined[name] = joined[joined[name]]
            name = joined[name]
        return name

    for bundle, indicator, deadline in parts:
        due[bundle] = max(filter(None, (due.get(bundle), deadline)), default=None)
        joined[family(f"indicator {indicator}")] = family(f"bundle {bundle}")
    members: dict[str, list[tuple[str, date | None]]] = {}
    for bundle, last in due.items():
        members.setdefault(family(f"bundle {bundle}"), []).append((bundle, last))
    return [sorted(group, key=_by_date) for group in members.values() if len(group) >= FEWEST]


def _by_date(member: tuple[str, date | None]) -> tuple[date, str]:
    return member[1] or date.max, member[0]
