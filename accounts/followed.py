"""From what people follow to the chains of targets they hear about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import Follow
from projects.models import Organisation, Programme, Target
from projects.reports.target_entry import Named


@dataclass(frozen=True, slots=True)
class Why:
    """The followed thing through which a chain reaches a person."""

    kind: str  # target | programme | organisation
    thing_id: str
    named: Named | None = None  # of an organisation: it need not be the one that answers for the chain


def followed_chains(user_ids: Iterable[int]) -> dict[int, dict[str, list[Why]]]:
    """For each person, the first links of the chains they follow and through what, the nearest first.

    An organisation brings what the bodies it took over from answered for. Four queries, whatever the
    number of people and follows; people who follow nothing are left out.
    """
    follows = list(
        Follow.objects.filter(user_id__in=list(user_ids))
        .order_by("created_at", "id")
        .values_list("user_id", "target_id", "programme_id", "organisation_id")
    )
    bodies, names = _with_predecessors({organisation for *_rest, organisation in follows if organisation})
    answering = {body for group in bodies.values() for body in group}
    programmes_of: dict[str, list[str]] = defaultdict(list)
    for programme, responsible in Programme.objects.filter(responsible__in=answering).values_list("id", "responsible"):
        programmes_of[responsible].append(programme)
    wanted = {programme for _u, _t, programme, _o in follows if programme}
    wanted.update(programme for group in programmes_of.values() for programme in group)
    chains_of: dict[str, list[str]] = defaultdict(list)
    first_links = Target.objects.filter(revises__isnull=True, indicator__programme__in=wanted).order_by("id")
    for target, programme in first_links.values_list("id", "indicator__programme"):
        chains_of[programme].append(target)

    found: dict[int, dict[str, list[Why]]] = defaultdict(lambda: defaultdict(list))
    for user, target, programme, organisation in follows:
        if target:
            found[user][target].append(Why("target", target))
        elif programme:
            for chain in chains_of[programme]:
                found[user][chain].append(Why("programme", programme))
        else:
            for chain in (c for body in bodies[organisation] for p in programmes_of[body] for c in chains_of[p]):
                found[user][chain].append(Why("organisation", organisation, names[organisation]))
    nearest = {"target": 0, "programme": 1, "organisation": 2}
    return {
        user: {chain: sorted(whys, key=lambda why: nearest[why.kind]) for chain, whys in chains.items()}
        for user, chains in found.items()
    }


def _with_predecessors(followed: set[str]) -> tuple[dict[str, list[str]], dict[str, Named]]:
    """Each body with those it took over from, directly or through others, and its names; a circle ends itself."""
    succeeds: dict[str, str | None] = {}
    names: dict[str, Named] = {}
    columns = ("succeeds_id", "id", "name", "name_ru", "name_kk")
    for before, *named in Organisation.objects.order_by().values_list(*columns) if followed else ():
        succeeds[named[0]] = before
        if named[0] in followed:
            names[named[0]] = Named(*named)
    groups = {}
    for organisation in followed:
        group = [organisation]
        while (older := succeeds.get(group[-1])) and older not in group:
            group.append(older)
        groups[organisation] = group
    return groups, names
