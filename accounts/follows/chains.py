"""From the things that people follow to the chains of targets that they hear about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value

from accounts.follows import searches
from accounts.models import Follow
from accounts.models.follow import KINDS
from projects import wording
from projects.comparison.statuses import STATUSES
from projects.models import Assessment, Organisation, Programme, StatusChange, Target, Territory
from projects.reports.hierarchies import Hierarchies
from projects.reports.named import Named
from projects.reports.parameters import EARLIEST
from projects.reports.targets.target_query import TargetQuery

Thing = tuple[str, str]  # kind and id

# A target that no longer fits a search stays in it this long, so that its last news (it was met, its deadline moved)
# still reaches the people who follow the search. It is longer than a month, the longest period of a digest.
LEAVES_AFTER = timedelta(days=35)
SEARCHES_AT_ONCE = 100  # SQLite joins at most 500 queries into one


@dataclass(frozen=True, slots=True)
class FollowReason:
    """A followed thing through which a chain reaches a person, ``since`` when. A target has no ``named``."""

    kind: str
    thing_id: str
    named: Named | None = None
    # Not compared: the words for a reason are remembered for everybody who follows the thing, whenever they began.
    since: datetime | None = field(default=None, compare=False)


def followed_since(reasons: Iterable[FollowReason]) -> datetime | None:
    """When the person began to follow the chain, through whichever thing was the first."""
    return min((reason.since for reason in reasons if reason.since is not None), default=None)


def followed_chains(user_ids: Iterable[int], at: datetime) -> dict[int, dict[str, list[FollowReason]]]:
    """By user id and first link, the chains that people follow and why, the nearest reason first.

    At most twelve queries, and one more for every hundred different searches, whatever the number of people and
    follows. People who follow nothing are left out.
    """
    columns = ("target_id", "programme_id", "organisation_id", "territory_id", "sector", "search")
    rows = Follow.objects.filter(user_id__in=list(user_ids)).order_by("created_at", "id")
    follows: list[tuple[int, Thing, str, datetime]] = []
    for user_id, *ids, name, since in rows.values_list("user_id", *columns, "name", "created_at"):
        thing = next((kind, thing_id) for kind, thing_id in zip(KINDS, ids, strict=True) if thing_id)
        follows.append((user_id, thing, name, since))
    follows.sort(key=lambda follow: KINDS.index(follow[1][0]))
    things = {thing for _user_id, thing, _name, _since in follows}
    chains, names = chains_by_thing(things, at), _names(things)
    followed: dict[int, dict[str, list[FollowReason]]] = defaultdict(lambda: defaultdict(list))
    for user_id, thing, name, since in follows:
        reason = FollowReason(*thing, Named(thing[1], name, "", "") if name else names.get(thing), since)
        for first in chains[thing]:
            followed[user_id][first].append(reason)
    return {user_id: dict(theirs) for user_id, theirs in followed.items()}


def chains_by_thing(things: Collection[Thing], at: datetime) -> dict[Thing, list[str]]:
    """The first links of the chains that each thing brings. At most eight queries, and one for each hundred searches.

    An organisation also brings the targets of those it took over from, and of those that took over from it; a
    territory those of its parts; a sector and a search those they find at ``at``.
    """
    ids: dict[str, set[str]] = {kind: {thing_id for of, thing_id in things if of == kind} for kind in KINDS}
    hierarchies = Hierarchies()
    wider: dict[Thing, Collection[str]] = {}
    for body in ids["organisation"]:
        wider["organisation", body] = hierarchies.with_predecessors(body) | hierarchies.with_successors(body)
    wider |= {("territory", place): hierarchies.with_parts(place) for place in ids["territory"]}
    chains: dict[Thing, list[str]] = {thing: [] for thing in things}
    for target in ids["target"]:
        chains["target", target].append(target)
    brought_by: dict[Thing, list[Thing]] = defaultdict(list)  # what a target belongs to → the things that bring it
    for kind, thing_id in things:
        if kind not in {"target", "search"}:
            for part in wider.get((kind, thing_id), (thing_id,)):
                brought_by[kind, part].append((kind, thing_id))
    for first, *belongs in _first_links(brought_by) if brought_by else ():
        for owner in zip(("programme", "organisation", "territory", "sector"), belongs, strict=True):
            for thing in brought_by.get(owner, ()):
                chains[thing].append(first)
    if ids["search"]:
        stored = {search: searches.stored_query(search) for search in sorted(ids["search"])}
        for search, first in _found_by(searches.with_current_ids(stored), at, hierarchies):
            chains["search", search].append(first)
    return chains


def _first_links(wanted: Collection[Thing]) -> Iterator[tuple[str, str, str, str, str]]:
    """The first links that any of the things brings, each with programme, body, place and sector. One query."""
    ids = {kind: [thing_id for of, thing_id in wanted if of == kind] for kind in KINDS}
    programme = "indicator__programme"
    brought = (
        Q(**{f"{programme}__in": ids["programme"]})
        | Q(**{f"{programme}__responsible__in": ids["organisation"]})
        | Q(**{f"{programme}__sector__in": ids["sector"]})
        | Q(indicator__territory__in=ids["territory"])
        | Q(indicator__territory=None, **{f"{programme}__territory__in": ids["territory"]})
    )
    columns = (programme, f"{programme}__responsible", "indicator__territory", f"{programme}__territory")
    rows = (
        Target.objects.filter(brought, revises=None).order_by("id").values_list("id", *columns, f"{programme}__sector")
    )
    for link, of_programme, body, own_place, place, sector in rows:
        yield link, of_programme, body, own_place or place, sector


def _found_by(queries: Mapping[str, TargetQuery], at: datetime, hierarchies: Hierarchies) -> Iterator[tuple[str, str]]:
    """Each search with each chain that it finds, or found lately. One query for each hundred searches."""
    since = max(at, EARLIEST + LEAVES_AFTER) - LEAVES_AFTER  # ``at`` may be in the year 1
    canonical = list(queries)
    for start in range(0, len(canonical), SEARCHES_AT_ONCE):
        results = [
            _finds(queries[search], since, hierarchies)
            .annotate(number=Value(start + place))
            .values_list("number", "pk")
            for place, search in enumerate(canonical[start : start + SEARCHES_AT_ONCE])
        ]
        for number, link in results[0].union(*results[1:], all=True) if len(results) > 1 else results[0]:
            yield canonical[number], link


def _finds(query: TargetQuery, since: datetime, hierarchies: Hierarchies) -> QuerySet[Assessment]:
    links = query.link_conditions("target__", hierarchies)
    # A chain leaves a search only where the tracker has shown it there: the history of a record just loaded does not
    # count.
    moved = Q(target__recorded_at__gte=since, target__recorded_at__gt=F("target__revises__recorded_at"))
    if query.due_before or query.due_after:
        links |= moved & query.link_conditions("target__revises__", hierarchies)
    verdicts: Any = Q()
    if query.status or query.overdue is not None:
        wanted = [status for status in STATUSES if query.accepts(status, bool(query.revised))]
        shown = StatusChange.objects.filter(first=OuterRef("first"), recorded_at__lt=OuterRef("recorded_at"))
        left = StatusChange.objects.filter(first=OuterRef("pk"), from_status__in=wanted, recorded_at__gte=since)
        verdicts &= Q(status__in=wanted) | Exists(left.filter(Exists(shown)))
    if query.revised is not None:
        never = Q(target=F("first"))
        verdicts &= ~never if query.revised else never | moved
    return Assessment.objects.filter(links, verdicts).order_by()


def _names(things: Collection[Thing]) -> dict[Thing, Named]:
    """The names of the things, without targets and searches. One query for each kind of row among them."""
    named: dict[Thing, Named] = {
        thing: Named(thing[1], *(wording.sector(thing[1], lang) for lang in wording.LANGUAGES))
        for thing in things
        if thing[0] == "sector"
    }
    models: dict[str, Any] = {"programme": Programme, "organisation": Organisation, "territory": Territory}
    for kind, model in models.items():
        ids = [thing_id for of, thing_id in things if of == kind]
        rows = (
            model.objects.filter(pk__in=ids).order_by().values_list("id", "name", "name_ru", "name_kk") if ids else ()
        )
        named |= {(kind, row[0]): Named(*row) for row in rows}
    return named
