"""What became new of chains, by weeks.

An event belongs to the week in which it became known: that of its day, or if it was recorded later, that of the moment
of recording, as in a digest. But a promise that comes into the record late brings its past with it, as an import does:
that past belongs to the weeks of its days, and is news only where it is of the last four weeks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import F, Q, QuerySet

from projects.models import StatusChange, Target
from projects.reports.hierarchies import for_places

from .iso_week import Week, day_of

# Of a promise that is new in the record, what is not older than this is news of the week in which it was recorded.
RECENT = timedelta(days=28)
SECTIONS = ("missed", "kept", "overdue", "silent", "moved", "withdrawn", "new")
SECTION_OF_STATUS = {
    "missed": "missed",
    "achieved": "kept",
    "achieved_late": "kept",
    "overdue": "overdue",
    "unreported": "silent",
    "withdrawn": "withdrawn",
}
PROMISED = ("basis", "qualifier", "value", "upper_value", "deadline", "deadline_text", "timing", "window_start")


class StatusEvent(NamedTuple):
    """A changed verdict, by its row."""

    pk: int
    first: str
    on: date
    before: str
    after: str
    target: str


class LinkEvent(NamedTuple):
    """An announcement: the first of its chain, or one that ``revises``. ``moved``: it says something else."""

    id: str
    first: str
    on: date
    revises: str | None
    withdrawn: bool
    moved: bool


@dataclass(slots=True)
class ChainEvents:
    """What became known of one chain in a week, each list by day."""

    first: str
    statuses: list[StatusEvent] = field(default_factory=list)
    links: list[LinkEvent] = field(default_factory=list)

    @property
    def verdict(self) -> StatusEvent | None:
        """The last verdict, if it decides and is not what it was before. One reversed within the week is no news.

        The verdict that a promise begins with is none either: the promise itself is the news.
        """
        if not self.statuses or self.statuses[-1].after not in SECTION_OF_STATUS:
            return None
        first, last = self.statuses[0], self.statuses[-1]
        return None if first.before == last.after or not last.before else last

    @property
    def section(self) -> str:
        """The one section that has the chain; "" for none."""
        if self.verdict is not None:
            return SECTION_OF_STATUS[self.verdict.after]
        if any(link.withdrawn for link in self.links):
            return "withdrawn"
        if any(link.moved for link in self.links):
            return "moved"
        return "new" if any(link.revises is None for link in self.links) else ""

    @property
    def kind(self) -> str:
        """The section; of what was kept the status, which says whether it was in time."""
        return self.verdict.after if self.verdict is not None and self.section == "kept" else self.section

    @property
    def on(self) -> date:
        """The day of what puts it into its section."""
        if self.verdict is not None:
            return self.verdict.on
        telling = [link for link in self.links if link.withdrawn or link.moved] or self.links
        return telling[-1].on


def week_of(on: date, recorded_at: datetime, chain_recorded_at: datetime | None) -> Week:
    """The week in which an event about a day became known. ``chain_recorded_at`` is None for what begins its chain."""
    own, recorded = Week.of(on), Week.at(recorded_at)
    if recorded <= own:
        return own
    had_the_chain = chain_recorded_at is not None and Week.at(chain_recorded_at) < recorded
    return recorded if had_the_chain or day_of(recorded_at) - on <= RECENT else own


def events_of_weeks(
    first: Week, last: Week, as_of: date, places: Collection[str] | None = None
) -> dict[Week, list[ChainEvents]]:
    """By week from ``first`` to ``last``, the chains with a section, of days up to ``as_of``. Four queries.

    ``places`` limits them to what was promised for these territories.
    """
    weeks: dict[Week, dict[str, ChainEvents]] = defaultdict(dict)
    for week, status in _statuses(first, last, as_of, places):
        weeks[week].setdefault(status.first, ChainEvents(status.first)).statuses.append(status)
    for week, link in _links(first, last, as_of, places):
        weeks[week].setdefault(link.first, ChainEvents(link.first)).links.append(link)
    return {
        week: sorted((chain for chain in chains.values() if chain.section), key=_order)
        for week, chains in weeks.items()
        if first <= week <= last
    }


def _order(chain: ChainEvents) -> tuple[int, int, str]:
    """By section, the latest day first."""
    return SECTIONS.index(chain.section), -chain.on.toordinal(), chain.first


def _for(places: Collection[str] | None, path: str) -> Q:
    return Q() if places is None else for_places(places, path)


def _possible(first: Week, last: Week, day: str, chain: str) -> Q:
    """A superset of what the weeks have, which the database answers by indexes. An import is not read whole."""
    about = {f"{day}__range": (first.monday, last.sunday)}
    recent = Q(**{f"{day}__gte": first.monday - RECENT}) | Q(**{f"{chain}__lt": F("recorded_at")})
    return Q(**about) | Q(recorded_at__gte=first.start, recorded_at__lt=last.end) & recent


def _statuses(
    first: Week, last: Week, as_of: date, places: Collection[str] | None
) -> Iterator[tuple[Week, StatusEvent]]:
    rows = StatusChange.objects.filter(_possible(first, last, "on", "first__recorded_at"), on__lte=as_of)
    rows = rows.filter(_for(places, "target__indicator__")).order_by("first_id", "on")
    columns = ("recorded_at", "first__recorded_at", *("pk", "first_id", "on", "from_status", "to_status", "target_id"))
    for recorded_at, since, *status in rows.values_list(*columns):
        event = StatusEvent(*status)
        yield week_of(event.on, recorded_at, since), event


def _links(first: Week, last: Week, as_of: date, places: Collection[str] | None) -> Iterator[tuple[Week, LinkEvent]]:
    possible = _possible(first, last, "announced", "revises__recorded_at")
    rows: QuerySet[Target] = Target.objects.announced_by(as_of).filter(possible, _for(places, "indicator__"))
    before = [f"revises__{name}" for name in PROMISED]
    columns = ("pk", "announced", "recorded_at", "revises_id", "withdrawn", *PROMISED, *before)
    links = list(rows.order_by("announced", "pk").values_list(*columns))
    begun = _chains_of([link[0] for link in links if link[3] is not None])
    for pk, announced, recorded_at, revises, withdrawn, *figures in links:
        chain, since = begun.get(pk, (pk, None))
        moved = revises is not None and figures[: len(PROMISED)] != figures[len(PROMISED) :]
        event = LinkEvent(pk, chain, announced, revises, withdrawn, moved and not withdrawn)
        yield week_of(announced, recorded_at, since), event


def _chains_of(revisions: Sequence[str]) -> dict[str, tuple[str, datetime]]:
    """By link that revises, the first link of its chain and when that was recorded. Two queries, none for none."""
    if not revisions:
        return {}
    recorded = dict(Target.objects.first_links_of(revisions).values_list("pk", "recorded_at"))
    pairs = Target.objects.links_of(recorded.keys()).values_list("pk", "revises_id")
    earlier = dict(pairs)
    chains: dict[str, tuple[str, datetime]] = {}
    for link in revisions:
        first = link
        while (step := earlier[first]) is not None:
            first = step
        chains[link] = (first, recorded[first])
    return chains
