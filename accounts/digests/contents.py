"""What is in a digest: each followed chain once, in its most important section, with its news."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from accounts.followed import Why
from projects.reports.news import ChainNews, ReportNews, RevisionNews, StatusNews

# The most important first: a chain appears in the first section that it has something for.
SECTIONS = ("overdue", "fell_due", "decided", "revised", "reported", "announced", "due_soon")
DECIDED = frozenset({"achieved", "achieved_late", "missed", "withdrawn"})
DUE_SOON_DAYS = 30


@dataclass(frozen=True, slots=True)
class Item:
    """One chain in one person's digest. ``due_in`` is given for what is due soon, 0 being today."""

    section: str
    chain: ChainNews
    why: tuple[Why, ...]
    fell_due: bool
    status: StatusNews | None
    revisions: tuple[RevisionNews, ...]
    reports: tuple[ReportNews, ...]
    due_in: int | None

    def keys(self) -> list[str]:
        """What it tells, by key, so that the next digest does not tell it again."""
        told = [self.status.key] if self.status else []
        return told + [news.key for news in self.revisions] + [news.key for news in self.reports]

    def frozen(self) -> dict[str, Any]:
        """The item as the ledger keeps it."""
        return {
            "section": self.section,
            "first": self.chain.first_id,
            "target": self.chain.entry.id,
            "status": self.chain.status,
            "days_overdue": self.chain.days_overdue or None,
            "due_in": self.due_in,
            "why": [{"kind": why.kind, "id": why.thing_id} for why in self.why],
            "told": self.keys(),
        }


@dataclass(frozen=True, slots=True)
class Contents:
    """All that one digest says, as of the day of its window's end; ``as_of`` is that day."""

    as_of: date
    window_start: datetime
    window_end: datetime
    items: tuple[Item, ...]

    def section(self, name: str) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.section == name)

    @property
    def fell_due(self) -> tuple[Item, ...]:
        """The overdue ones that became so since the last digest."""
        return tuple(item for item in self.section("overdue") if item.fell_due)


def contents(
    *,
    followed: Mapping[str, Sequence[Why]],
    news: Mapping[str, ChainNews],
    since: datetime,
    until: datetime,
    as_of: date,
    look_from: datetime | None = None,
    told: Iterable[str] = (),
) -> Contents:
    """One person's digest, possibly without items; ``news`` may hold more chains and reach further back.

    The window is ``since`` to ``until``. News known after ``look_from`` (``since`` if absent) counts, unless a digest
    that was sent has ``told`` it.
    """
    already = frozenset(told)
    chains = (
        (_since(news[first], look_from or since, already), why) for first, why in followed.items() if first in news
    )
    items = [item for chain, why in chains if (item := _item(chain, tuple(why), as_of)) is not None]
    return Contents(as_of, since, until, tuple(sorted(items, key=_order)))


def _since(chain: ChainNews, since: datetime, already: frozenset[str]) -> ChainNews:
    def fresh(news: StatusNews | RevisionNews | ReportNews) -> bool:
        return news.known_at > since and news.key not in already

    return ChainNews(
        chain.first_id,
        chain.entry,
        [each for each in chain.statuses if fresh(each)],
        [each for each in chain.revisions if fresh(each)],
        [each for each in chain.reports if fresh(each)],
    )


def _item(chain: ChainNews, why: tuple[Why, ...], as_of: date) -> Item | None:
    status = chain.statuses[-1] if chain.statuses else None
    due_in = _due_in(chain, as_of)
    section = _section(chain, status, due_in)
    if section is None:
        return None
    return Item(
        section=section,
        chain=chain,
        why=why,
        fell_due=status is not None and status.status == "overdue",
        status=status,
        revisions=tuple(chain.revisions),
        reports=tuple(chain.reports),
        due_in=due_in,
    )


def _section(chain: ChainNews, status: StatusNews | None, due_in: int | None) -> str | None:
    has = {
        "overdue": chain.status == "overdue",
        # A ceiling whose deadline passed without a final report is never overdue, only unanswered (rule R11.3).
        "fell_due": status is not None and "no_final_report" in chain.entry.assessment["reasons"],
        "decided": status is not None and status.status in DECIDED,
        "revised": any(news.before is not None for news in chain.revisions),
        "reported": bool(chain.reports),
        "announced": bool(chain.revisions),
        "due_soon": due_in is not None,
    }
    return next((name for name in SECTIONS if has[name]), None)


def _due_in(chain: ChainNews, as_of: date) -> int | None:
    """Days to a deadline within the next month of a target that is still open."""
    deadline = chain.entry.deadline
    if deadline is None or chain.status in DECIDED or not as_of <= deadline <= as_of + timedelta(days=DUE_SOON_DAYS):
        return None
    return (deadline - as_of).days


def _order(item: Item) -> tuple[int, int, date, str]:
    """By section; overdue worst first, the rest by the nearest deadline."""
    deadline = item.chain.entry.deadline or date.max
    return SECTIONS.index(item.section), -item.chain.days_overdue, deadline, item.chain.first_id
