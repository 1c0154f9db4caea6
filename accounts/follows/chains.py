"""From what people follow to the chains of targets they hear about."""

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

# A promise that no longer fits a search stays in it this long, so that its last news – that it was met, that its
# deadline moved away – still reaches whoever follows the search; longer than a month, the slowest digest.
LEAVES_AFTER = timedelta(days=35)
SEARCHES_AT_ONCE = 100  # SQLite joins at most 500 questions into one


@dataclass(frozen=True, slots=True)
class FollowReason:
    """The followed thing through which a chain reaches a person, ``since`` when; a target needs no name of its own."""

    kind: str
    thing_id: str
    named: Named | None = None
    # Words are kept for everybody who follows the same, whenever they began.
    since: datetime | None = field(default=None, compare=False)


def followed_since(whys: Iterable[FollowReason]) -> datetime | None:
    """When somebody began to follow a chain, through whichever thing was the first."""
    return min((why.since for why in whys if why.since is not None), default=None)


def followed_chains(user_ids: Iterable[int], at: datetime) -> dict[int, dict[str, list[FollowReason]]]:
    """For each person, the first links of the chains they follow and through what, the nearest first.

    At most twelve queries, and one more for every hundred different searches, whatever the number of people and
    follows; people who follow nothing are left out.
    """
    things_of = ("target_id", "programme_id", "organisation_id", "territory_id", "sector", "search")
    columns = ("user_id", *things_of, "name", "created_at")
    follows: list[tuple[int, Thing, str, datetime]] = []
    for user, *ids, name, since in (
        Follow.objects.filter(user_id__in=list(user_ids)).order_by("created_at", "id").values_list(*columns)
    ):
        follows.append((user, next((kind, each) for kind, each in zip(KINDS, ids, strict=True) if each), name, since))
    follows.sort(key=lambda follow: KINDS.index(follow[1][0]))
    things = {thing for _user, thing, _name, _since in follows}
    chains, names = chains_by_thing(things, at), _names(things)
    found: dict[int, dict[str, list[FollowReason]]] = defaultdict(lambda: defaultdict(list))
    for user, thing, name, since in follows:
        why = FollowReason(*thing, Named(thing[1], name, "", "") if name else names.get(thing), since)
        for chain in chains[thing]:
            found[user][chain].append(why)
    return {user: dict(chains) for user, chains in found.items()}


def chains_by_thing(things: Collection[Thing], at: datetime) -> dict[Thing, list[str]]:
    """The first links of the chains that each thing brings. At most eight queries, and one for each hundred searches.

    A body brings what those it took over from answered for, and what those that took over from it do; a place
    what is promised for its parts; a sector and a search what they find at ``at``.
    """
    of_kind: dict[str, set[str]] = {kind: {each for of, each in things if of == kind} for kind in KINDS}
    hierarchies = Hierarchies()
    bodies = {
        body: hierarchies.with_predecessors(body) | hierarchies.with_successors(body)
        for body in of_kind["organisation"]
    }
    places = {place: hierarchies.with_parts(place) for place in of_kind["territory"]}
    found: dict[Thing, list[str]] = {thing: [] for thing in things}
    for target in of_kind["target"]:
        found["target", target].append(target)
    wanted: dict[Thing, list[Thing]] = defaultdict(list)  # what a link has → the things that bring it
    for thing in things:
        for each in {"organisation": bodies, "territory": places}.get(thing[0], {}).get(thing[1], (thing[1],)):
            wanted[thing[0], each].append(thing)
    if set(wanted) - {thing for thing in wanted if thing[0] in {"target", "search"}}:
        for link, *belongs in _first_links(wanted):
            for has in zip(("programme", "organisation", "territory", "sector"), belongs, strict=True):
                for thing in wanted.get(has, ()):
                    found[thing].append(link)
    if of_kind["search"]:
        asked = searches.with_current_ids(
            {search: searches.stored_query(search) for search in sorted(of_kind["search"])}
        )
        for search, link in _found_by(asked, at, hierarchies):
            found["search", search].append(link)
    return found


def _first_links(wanted: Collection[Thing]) -> Iterator[tuple[str, str, str, str, str]]:
    """The first links that any of the things brings, each with programme, body, place and sector. One query."""
    ids = {kind: [each for of, each in wanted if of == kind] for kind in KINDS}
    programme = "indicator__programme"
    asked = (
        Q(**{f"{programme}__in": ids["programme"]})
        | Q(**{f"{programme}__responsible__in": ids["organisation"]})
        | Q(**{f"{programme}__sector__in": ids["sector"]})
        | Q(indicator__territory__in=ids["territory"])
        | Q(indicator__territory=None, **{f"{programme}__territory__in": ids["territory"]})
    )
    columns = (programme, f"{programme}__responsible", "indicator__territory", f"{programme}__territory")
    rows = Target.objects.filter(asked, revises=None).order_by("id").values_list("id", *columns, f"{programme}__sector")
    for link, of_programme, body, own_place, place, sector in rows:
        yield link, of_programme, body, own_place or place, sector


def _found_by(queries: Mapping[str, TargetQuery], at: datetime, hierarchies: Hierarchies) -> Iterator[tuple[str, str]]:
    """Each search with each chain that it finds, or found until lately. One query for every hundred searches."""
    since = max(at, EARLIEST + LEAVES_AFTER) - LEAVES_AFTER  # somebody may look at the year 1
    canonical = list(queries)
    for start in range(0, len(canonical), SEARCHES_AT_ONCE):
        asked = [
            _finds(queries[search], since, hierarchies)
            .annotate(number=Value(start + place))
            .values_list("number", "pk")
            for place, search in enumerate(canonical[start : start + SEARCHES_AT_ONCE])
        ]
        for number, link in asked[0].union(*asked[1:], all=True) if len(asked) > 1 else asked[0]:
            yield canonical[number], link


def _finds(query: TargetQuery, since: datetime, hierarchies: Hierarchies) -> QuerySet[Assessment]:
    links = query.link_conditions("target__", hierarchies)
    # Only what we ourselves once showed otherwise has left: the history of a record that was just loaded has not.
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
    """What the things are called, targets and searches aside. A query for each kind of row that there is."""
    named: dict[Thing, Named] = {
        thing: Named(thing[1], *(wording.sector(thing[1], lang) for lang in wording.LANGUAGES))
        for thing in things
        if thing[0] == "sector"
    }
    models: dict[str, Any] = {"programme": Programme, "organisation": Organisation, "territory": Territory}
    for kind, model in models.items():
        ids = [each for of, each in things if of == kind]
        rows = (
            model.objects.filter(pk__in=ids).order_by().values_list("id", "name", "name_ru", "name_kk") if ids else ()
        )
        named |= {(kind, row[0]): Named(*row) for row in rows}
    return named
