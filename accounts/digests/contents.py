"""What is in a digest: each followed chain once, in its most important section, with its news."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from accounts.followed import Why
from projects.reports.news import ChainNews, DisputeNews, ReportNews, RevisionNews, StatusNews

from .kinds import KINDS

# The most important first: a chain appears in the first section that it has something for.
SECTIONS = ("overdue", "fell_due", "decided", "revised", "disputed", "reported", "announced", "due_soon")
# Both say that a deadline has passed.
KIND_OF = {**{name: name for name in SECTIONS}, "fell_due": "overdue"}
DECIDED = frozenset({"achieved", "achieved_late", "missed", "withdrawn"})
# These stay as they are from digest to digest: what was told in the last one and has no news is told in a line.
STANDING = frozenset({"overdue", "due_soon"})
DUE_SOON_DAYS = 30


@dataclass(frozen=True, slots=True)
class Item:
    """One chain in one person's digest. ``due_in`` is given for what is due soon, 0 being today.

    ``again``: the last digest told it in the same section, and nothing has become known of it since.
    """

    section: str
    chain: ChainNews
    why: tuple[Why, ...]
    fell_due: bool
    status: StatusNews | None
    due_in: int | None
    again: bool

    @property
    def revisions(self) -> Sequence[RevisionNews]:
        return self.chain.revisions

    @property
    def moved(self) -> bool:
        """Whether a revision is told that changed the promise, rather than made or withdrew it."""
        return any(_kind(news) == "revised" for news in self.revisions)

    @property
    def reports(self) -> Sequence[ReportNews]:
        return self.chain.reports

    @property
    def disputes(self) -> Sequence[DisputeNews]:
        return self.chain.disputes

    def keys(self) -> list[str]:
        """What it tells, by key, so that the next digest does not tell it again."""
        told = [self.status.key] if self.status else []
        told += [news.key for news in self.revisions] + [news.key for news in self.reports]
        return told + [news.key for news in self.disputes]

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
            "again": self.again,
        }


@dataclass(frozen=True, slots=True)
class Contents:
    """All that one digest says, as of the day of its window's end; ``as_of`` is that day.

    ``snoozed`` is how many followed chains are left out for now.
    """

    as_of: date
    window_start: datetime
    window_end: datetime
    items: tuple[Item, ...]
    snoozed: int = 0

    def section(self, name: str) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.section == name)

    @property
    def fell_due(self) -> tuple[Item, ...]:
        """The overdue ones that became so since the last digest."""
        return tuple(item for item in self.section("overdue") if item.fell_due)

    @property
    def quiet(self) -> bool:
        """Whether nothing is new: all that there is was told by the last digest."""
        return all(item.again for item in self.items)


@dataclass(frozen=True, slots=True)
class Told:
    """What earlier digests said: news by key, and the first links that the last one had in each standing section."""

    keys: frozenset[str] = frozenset()
    standing: Mapping[str, frozenset[str]] = field(default_factory=dict)


def contents(
    *,
    followed: Mapping[str, Sequence[Why]],
    news: Mapping[str, ChainNews],
    since: datetime,
    until: datetime,
    as_of: date,
    look_from: datetime | None = None,
    look_longer: Mapping[str, datetime] | None = None,
    told: Told | None = None,
    kinds: Iterable[str] = KINDS,
    snoozed: Iterable[str] = (),
) -> Contents:
    """One person's digest, possibly without items; ``news`` may hold more chains and reach further back.

    The window is ``since`` to ``until``. News known after ``look_from`` (``since`` if absent) counts – of the chains
    in ``look_longer`` after another moment – unless a digest that was sent has ``told`` it. Only ``kinds`` of news
    count, and nothing of the chains that are ``snoozed``.
    """
    already, wanted, hidden = told or Told(), frozenset(kinds), frozenset(snoozed)
    items = []
    for first, why in followed.items():
        if first in news and first not in hidden:
            start = (look_longer or {}).get(first, look_from or since)
            item = _item(_since(news[first], start, already, wanted), tuple(why), start, until, as_of, already, wanted)
            items += [] if item is None else [item]
    asleep = sum(first in news for first in hidden & followed.keys())
    return Contents(as_of, since, until, tuple(sorted(items, key=_order)), asleep)


def _since(chain: ChainNews, since: datetime, already: Told, wanted: frozenset[str]) -> ChainNews:
    """The chain with the news that this person has not heard and wants to."""

    def fresh(news: RevisionNews | ReportNews | DisputeNews) -> bool:
        return news.known_at > since and news.key not in already.keys

    return ChainNews(
        chain.first_id,
        chain.entry,
        chain.changes,
        [each for each in chain.revisions if fresh(each) and _kind(each) in wanted],
        [each for each in chain.reports if fresh(each)] if "reported" in wanted else [],
        [each for each in chain.disputes if fresh(each)] if "disputed" in wanted else [],
    )


def _kind(revision: RevisionNews) -> str:
    """A first announcement is a new promise; a withdrawal decides one."""
    if revision.before is None:
        return "announced"
    return "decided" if "withdrawn" in revision.link.change else "revised"


def _item(
    chain: ChainNews,
    why: tuple[Why, ...],
    since: datetime,
    until: datetime,
    as_of: date,
    already: Told,
    wanted: frozenset[str],
) -> Item | None:
    verdict = chain.verdict_since(since, until)
    status = verdict if verdict is not None and verdict.key not in already.keys else None
    due_in = _due_in(chain, as_of)
    section = _section(chain, status, due_in, wanted)
    if section is None:
        return None
    status = status if section in ("overdue", "fell_due", "decided") else None
    news = bool(status or chain.revisions or chain.reports or chain.disputes)
    return Item(
        section=section,
        chain=chain,
        why=why,
        fell_due=status is not None and status.status == "overdue",
        status=status,
        due_in=due_in,
        again=not news and section in STANDING and chain.first_id in already.standing.get(section, ()),
    )


def _section(chain: ChainNews, status: StatusNews | None, due_in: int | None, wanted: frozenset[str]) -> str | None:
    has = {
        "overdue": chain.status == "overdue",
        # A ceiling whose deadline passed without a final report is never overdue, only unanswered (rule R11.3).
        "fell_due": status is not None and "no_final_report" in chain.entry.assessment["reasons"],
        "decided": status is not None and status.status in DECIDED,
        "revised": any(news.before is not None for news in chain.revisions),
        "disputed": bool(chain.disputes),
        "reported": bool(chain.reports),
        "announced": bool(chain.revisions),
        "due_soon": due_in is not None,
    }
    return next((name for name in SECTIONS if has[name] and KIND_OF[name] in wanted), None)


def _due_in(chain: ChainNews, as_of: date) -> int | None:
    """Days to a deadline within the next month of a target that is still open."""
    deadline = chain.entry.deadline
    if deadline is None or chain.status in DECIDED or not as_of <= deadline <= as_of + timedelta(days=DUE_SOON_DAYS):
        return None
    return (deadline - as_of).days


def _order(item: Item) -> tuple[int, bool, int, date, str]:
    """By section, what is new before what is told again; overdue worst first, the rest by the nearest deadline."""
    deadline = item.chain.entry.deadline or date.max
    return SECTIONS.index(item.section), item.again, -item.chain.days_overdue, deadline, item.chain.first_id
