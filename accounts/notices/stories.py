"""What is in a digest: each followed chain once, in its most important section, with its news."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.follows.chains import FollowReason, followed_since
from accounts.models.news_kinds import KINDS
from projects.comparison.statuses import DECIDED, PAST_DEADLINE
from projects.reports.overviews.news import ChainNews, DisputeNews, ReportNews, RevisionNews, StatusNews, was_told

# The most important first: a chain appears in the first section that it has something for.
SECTIONS = ("overdue", "fell_due", "decided", "revised", "disputed", "reported", "announced", "due_soon")
# Both say that a deadline has passed.
KIND_OF = {**{name: name for name in SECTIONS}, "fell_due": "overdue"}
# These stay as they are from digest to digest: what was told in the last one and has no news is told in a line.
STANDING = frozenset({"overdue", "due_soon"})
DUE_SOON_DAYS = 30


@dataclass(frozen=True, slots=True)
class Story:
    """What there is to tell of one chain since a moment. ``due_in`` is given for what is due soon, 0 being today.

    ``keys`` name the news it tells, so that the next digest does not tell them again.
    """

    section: str
    chain: ChainNews
    status: StatusNews | None
    due_in: int | None
    keys: tuple[str, ...]

    @property
    def fell_due(self) -> bool:
        """Whether it is news that the deadline has passed, whatever is known of it since (R11.7)."""
        return self.status is not None and self.status.status in PAST_DEADLINE

    @property
    def turned_out_owed(self) -> bool:
        """Whether a report has shown lately that something is still owed, of which nobody had said anything."""
        if self.status is None or self.status.status != "overdue":
            return False
        earlier = [change for change in self.chain.changes if change.on < self.status.on]
        return bool(earlier) and earlier[-1].status == "unreported"

    @property
    def moved(self) -> bool:
        """Whether a revision is told that changed the promise, rather than made or withdrew it."""
        return any(_kind(news) == "revised" for news in self.chain.revisions)


@dataclass(frozen=True, slots=True)
class DigestItem:
    """A story in one person's digest, and through what they follow its chain.

    ``again``: the last digest told it in the same section, and nothing has become known of it since. ``backlog``: no
    digest told it yet, and it stood like that when the person began to follow it.
    """

    story: Story
    why: tuple[FollowReason, ...]
    again: bool
    backlog: bool = False

    @property
    def is_new(self) -> bool:
        """Whether it is told in full; what is not new takes a line."""
        return not (self.again or self.backlog)

    @property
    def section(self) -> str:
        return self.story.section

    @property
    def chain(self) -> ChainNews:
        return self.story.chain

    def as_json(self) -> dict[str, Any]:
        """The item as the ledger keeps it."""
        return {
            "section": self.section,
            "first": self.chain.first_id,
            "target": self.chain.entry.id,
            "status": self.chain.status,
            "days_overdue": self.chain.days_overdue or None,
            "due_in": self.story.due_in,
            "why": [{"kind": why.kind, "id": why.thing_id} for why in self.why],
            "told": list(self.story.keys),
            "again": self.again,
            "backlog": self.backlog,
        }


@dataclass(frozen=True, slots=True)
class Digest:
    """All that one digest says, as of the day of its window's end; ``as_of`` is that day.

    ``snoozed`` is how many followed chains are left out for now; ``first`` says that no digest was sent before.
    """

    as_of: date
    window_start: datetime
    window_end: datetime
    items: tuple[DigestItem, ...]
    snoozed: int = 0
    first: bool = False

    def section(self, name: str) -> tuple[DigestItem, ...]:
        return tuple(item for item in self.items if item.section == name)

    @property
    def quiet(self) -> bool:
        """Whether nothing is new: all that there is was told by the last digest."""
        return all(item.again for item in self.items)


@dataclass(frozen=True, slots=True)
class EarlierDigests:
    """What earlier digests said: news by key, and the first links that the last one had in each standing section."""

    keys: frozenset[str] = frozenset()
    standing: Mapping[str, frozenset[str]] = field(default_factory=dict)


class Stories:
    """What there is to tell of chains, worked out once for all people who last heard at the same moment."""

    def __init__(self, news: Mapping[str, ChainNews], until: datetime, as_of: date) -> None:
        self.news, self.until, self.as_of = news, until, as_of
        self._known: dict[tuple[str, datetime, frozenset[str]], Story | None] = {}

    def since(self, first: str, start: datetime, wanted: frozenset[str], already: frozenset[str]) -> Story | None:
        """The story of a chain with the wanted kinds of news after ``start``, but for what was ``already`` told."""
        key = (first, start, wanted)
        if key not in self._known:
            self._known[key] = self._story(first, start, wanted, frozenset())
        story = self._known[key]
        if story is None or not any(was_told(key, already) for key in story.keys):
            return story
        return self._story(first, start, wanted, already)

    def _story(self, first: str, start: datetime, wanted: frozenset[str], already: frozenset[str]) -> Story | None:
        chain = _since(self.news[first], start, already, wanted)
        verdict = chain.verdict_since(start, self.until)
        status = verdict if verdict is not None and not was_told(verdict.key, already) else None
        due_in = _due_in(chain, self.as_of)
        section = _section(chain, status, due_in, wanted)
        if section is None:
            return None
        status = status if section in ("overdue", "fell_due", "decided") else None
        keys = [status.key] if status else []
        keys += [news.key for news in chain.revisions] + [news.key for news in chain.reports]
        keys += [news.key for news in chain.disputes]
        return Story(section, chain, status, due_in, tuple(keys))


def build_digest(
    *,
    followed: Mapping[str, Sequence[FollowReason]],
    stories: Stories,
    since: datetime,
    look_from: datetime | None = None,
    look_longer: Mapping[str, datetime] | None = None,
    told: EarlierDigests | None = None,
    kinds: Iterable[str] = KINDS,
    snoozed: Iterable[str] = (),
    first_digest: bool = False,
) -> Digest:
    """One person's digest, possibly without items; ``stories`` may know more chains and reach further back.

    The window is from ``since`` to where the stories end. News known after ``look_from`` (``since`` if absent) counts
    – of the chains in ``look_longer`` after another moment – unless a digest that was sent has ``told`` it. Only
    ``kinds`` of news count, nothing of the chains that are ``snoozed``, and of no chain what was before its follow.
    """
    already, wanted, hidden = told or EarlierDigests(), frozenset(kinds), frozenset(snoozed)
    start, longer = look_from or since, look_longer or {}
    items = []
    for first, why in followed.items():
        if first not in stories.news or first in hidden:
            continue
        begun = followed_since(why) or start
        story = stories.since(first, max(longer.get(first, start), begun), wanted, already.keys)
        if story is not None:
            again = not story.keys and first in already.standing.get(story.section, ())
            items.append(DigestItem(story, tuple(why), again, not again and begun >= since and _stood(story, begun)))
    asleep = sum(first in stories.news for first in hidden & followed.keys())
    return Digest(stories.as_of, since, stories.until, tuple(sorted(items, key=_order)), asleep, first_digest)


def _stood(story: Story, begun: datetime) -> bool:
    """Whether nothing has become known of the chain since ``begun``, and it was overdue or due soon by then."""
    deadline = story.chain.entry.deadline
    if story.keys or story.section not in STANDING or deadline is None:
        return False
    return story.section == "overdue" or deadline <= timezone.localdate(begun) + timedelta(days=DUE_SOON_DAYS)


def _since(chain: ChainNews, since: datetime, already: frozenset[str], wanted: frozenset[str]) -> ChainNews:
    """The chain with the news that somebody has not heard and wants to."""

    def fresh(news: RevisionNews | ReportNews | DisputeNews) -> bool:
        return news.known_at > since and not was_told(news.key, already)

    return ChainNews(
        chain.first_id,
        chain.entry,
        chain.changes,
        [each for each in chain.revisions if fresh(each) and _kind(each) in wanted],
        [each for each in chain.reports if fresh(each)] if "reported" in wanted else [],
        [each for each in chain.disputes if fresh(each)] if "disputed" in wanted else [],
        chain.owed_according_to,
    )


def _kind(revision: RevisionNews) -> str:
    """A first announcement is a new promise; a withdrawal decides one."""
    if revision.before is None:
        return "announced"
    return "decided" if "withdrawn" in revision.link.change else "revised"


def _section(chain: ChainNews, status: StatusNews | None, due_in: int | None, wanted: frozenset[str]) -> str | None:
    has = {
        "overdue": chain.status in PAST_DEADLINE,
        # A ceiling whose deadline passed without a final report cannot be judged: nobody knows that it held (R11.3).
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


def _order(item: DigestItem) -> tuple[bool, int, bool, int, date, str]:
    """What is new before the backlog, by section, before what is told again; worst first, then the nearest deadline."""
    deadline = item.chain.entry.deadline or date.max
    place = SECTIONS.index(item.section)
    return item.backlog, place, item.again, -item.chain.days_overdue, deadline, item.chain.first_id
