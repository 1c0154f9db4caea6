"""One person's digest: each followed chain once, in its most important section, with its news."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.follows.chains import FollowReason, followed_since
from accounts.models.news_kinds import KINDS
from accounts.notices.stories import DUE_SOON_DAYS, SECTIONS, Stories, Story
from projects.reports.overviews.news import ChainNews

# Chains stay in these sections from digest to digest: one that was there last time and has no news takes a line.
STANDING = frozenset({"overdue", "due_soon"})


@dataclass(frozen=True, slots=True)
class EarlierDigests:
    """What earlier digests told: the keys of their news, and the first links the last one had in STANDING sections."""

    news_keys: frozenset[str] = frozenset()
    standing: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DigestItem:
    """A story in one person's digest, and the follows through which its chain reaches them.

    ``again``: the last digest told it in the same section, and nothing has become known of it since. ``backlog``: no
    digest told it yet, and it stood like that when the person began to follow it.
    """

    story: Story
    reasons: tuple[FollowReason, ...]
    again: bool
    backlog: bool = False

    @property
    def is_new(self) -> bool:
        """Whether it is told in full. Other items take a line."""
        return not (self.again or self.backlog)

    @property
    def section(self) -> str:
        return self.story.section

    @property
    def chain(self) -> ChainNews:
        return self.story.chain

    def as_json(self) -> dict[str, Any]:
        """The item as the outbox and web hooks have it."""
        return {
            "section": self.section,
            "first": self.chain.first_id,
            "target": self.chain.entry.id,
            "status": self.chain.status,
            "days_overdue": self.chain.days_overdue or None,
            "due_in": self.story.due_in,
            "why": [{"kind": reason.kind, "id": reason.thing_id} for reason in self.reasons],
            "told": list(self.story.keys),
            "again": self.again,
            "backlog": self.backlog,
        }


@dataclass(frozen=True, slots=True)
class Digest:
    """All that one digest says. ``as_of`` is the day on which its window of news ends.

    ``snoozed`` is the number of followed chains that are left out for now; ``first``: no digest was sent before.
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
        """Whether nothing is new: the last digest told every item."""
        return all(item.again for item in self.items)


def build_digest(
    *,
    followed: Mapping[str, Sequence[FollowReason]],
    stories: Stories,
    since: datetime,
    look_from: datetime | None = None,
    look_from_by_chain: Mapping[str, datetime] | None = None,
    earlier: EarlierDigests | None = None,
    kinds: Iterable[str] = KINDS,
    snoozed: Iterable[str] = (),
    first_digest: bool = False,
) -> Digest:
    """One person's digest, possibly without items. ``followed``: by first link, why the person gets the chain.

    The window runs from ``since`` to the end of the stories. News counts that became known after ``look_from``
    (default: ``since``; of the chains in ``look_from_by_chain`` after the moment given there), unless ``earlier``
    digests told it or it is older than the follow. Other ``kinds`` of news and ``snoozed`` chains are left out.
    """
    earlier, wanted, hidden = earlier or EarlierDigests(), frozenset(kinds), frozenset(snoozed)
    start, starts = look_from or since, look_from_by_chain or {}
    items = []
    for first, reasons in followed.items():
        if first not in stories.news or first in hidden:
            continue
        begun = followed_since(reasons) or start
        story = stories.since(first, max(starts.get(first, start), begun), wanted, earlier.news_keys)
        if story is not None:
            again = not story.keys and first in earlier.standing.get(story.section, ())
            backlog = not again and begun >= since and _stood_before(story, begun)
            items.append(DigestItem(story, tuple(reasons), again, backlog))
    left_out = sum(first in stories.news for first in hidden & followed.keys())
    return Digest(stories.as_of, since, stories.until, tuple(sorted(items, key=_order)), left_out, first_digest)


def _stood_before(story: Story, begun: datetime) -> bool:
    """Whether nothing has become known of the chain since ``begun``, and it was overdue or due soon by then."""
    deadline = story.chain.entry.deadline
    if story.keys or story.section not in STANDING or deadline is None:
        return False
    return story.section == "overdue" or deadline <= timezone.localdate(begun) + timedelta(days=DUE_SOON_DAYS)


def _order(item: DigestItem) -> tuple[bool, int, bool, int, date, str]:
    """The backlog last; by section; new items first; most days overdue first; then the nearest deadline."""
    deadline = item.chain.entry.deadline or date.max
    place = SECTIONS.index(item.section)
    return item.backlog, place, item.again, -item.chain.days_overdue, deadline, item.chain.first_id
