"""How many people hear of something, before it is published."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from accounts.follows.chains import chains_by_thing
from accounts.models import Follow
from accounts.models.follow import KINDS
from projects.models import Target
from projects.reports.hierarchies import Hierarchies

THINGS = tuple(kind for kind in KINDS if kind != "search")


def followers_of(first_ids: Collection[str], at: datetime) -> int:
    """How many people follow any of these chains, in whatever way.

    The number of queries does not depend on how many people there are; each hundred different searches take one.
    """
    wanted = set(first_ids)
    if not wanted:
        return 0
    finding = [search for search, chains in _chains_of_searches(at).items() if wanted.intersection(chains)]
    follows = Follow.objects.filter(_brings(wanted) | Q(search__in=finding))
    return follows.order_by().values("user_id").distinct().count()


def followed_among(first_ids: Collection[str], at: datetime) -> frozenset[str]:
    """Which of these chains anybody follows, in whatever way. The number of queries is as above."""
    wanted = set(first_ids)
    if not wanted:
        return frozenset()
    rows = Follow.objects.filter(_brings(wanted)).order_by().values_list(*THINGS).distinct()
    things = {(kind, thing_id) for row in rows for kind, thing_id in zip(THINGS, row, strict=True) if thing_id}
    followed: set[str] = set()
    for chains in (*chains_by_thing(things, at).values(), *_chains_of_searches(at).values()):
        followed |= wanted.intersection(chains)
    return frozenset(followed)


def _chains_of_searches(at: datetime) -> dict[str, list[str]]:
    """Every search that somebody follows, with the chains that it brings."""
    searches = set(Follow.objects.exclude(search="").order_by().values_list("search", flat=True).distinct())
    things = {("search", search) for search in searches}
    return {search: chains for (_kind, search), chains in chains_by_thing(things, at).items()} if things else {}


def _brings(first_ids: Collection[str]) -> Q:
    """The follows of things, other than searches, that bring any of these chains. See ``chains_by_thing``."""
    hierarchies = Hierarchies()
    programme = "indicator__programme"
    columns = (programme, f"{programme}__responsible", "indicator__territory", f"{programme}__territory")
    rows = Target.objects.filter(pk__in=first_ids).values_list(*columns, f"{programme}__sector")
    programmes: set[str] = set()
    bodies: set[str] = set()
    places: set[str] = set()
    sectors: set[str] = set()
    for of_programme, body, own_place, place, sector in rows.order_by():
        programmes.add(of_programme)
        bodies |= hierarchies.with_predecessors(body) | hierarchies.with_successors(body)
        places |= hierarchies.with_wholes(own_place or place)
        sectors |= {sector} - {""}
    return (
        Q(target__in=first_ids)
        | Q(programme__in=programmes)
        | Q(organisation__in=bodies)
        | Q(territory__in=places)
        | Q(sector__in=sectors)
    )
