"""Who held the same post before and after: one title in one body, or in a body that took over from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from projects.models import Office
from projects.models.record_version import Version
from projects.reports.hierarchies import Hierarchies


class Lineages:
    """Of any body: itself, those that it took over from, and those that took over from it. One query in all."""

    def __init__(self, version: Version | None = None) -> None:
        self._hierarchies = Hierarchies(version)
        self._of: dict[str, frozenset[str]] = {}

    def of(self, body: str) -> frozenset[str]:
        if body not in self._of:
            self._of[body] = self._hierarchies.with_predecessors(body) | self._hierarchies.with_successors(body)
        return self._of[body]


@dataclass(frozen=True, slots=True)
class Succession:
    """An office, those who held the post before, latest first, and who came next.

    Both are empty where several people hold such a post at once, or where the days are not known.
    """

    office: Office
    before: tuple[Office, ...] = ()
    next: Office | None = None


def was_held(office: Office, day: date) -> bool:
    """Whether an office may have been held on a day: an absent end is open."""
    return (office.since is None or office.since <= day) and (office.until is None or office.until >= day)


def successions(offices: Sequence[Office], as_of: date, lineages: Lineages) -> list[Succession]:
    """For each of some offices, who held the same post by a day. At most two queries."""
    titles = {office.title for office in offices if office.title}
    bodies = {body for office in offices for body in lineages.of(office.organisation_id)}
    rows = Office.objects.filter(title__in=titles, organisation__in=bodies).exclude(since__gt=as_of)
    others = list(rows.select_related("person", "organisation").order_by("since", "id")) if titles else []
    return [_succession(office, others, lineages) for office in offices]


def _succession(office: Office, others: Iterable[Office], lineages: Lineages) -> Succession:
    bodies = lineages.of(office.organisation_id)
    same = [
        other
        for other in others
        if other.title == office.title != "" and other.organisation_id in bodies and other.person_id != office.person_id
    ]
    if office.since is None or _overlap(office, same):
        return Succession(office)
    before = [other for other in same if other.until is not None and other.until <= office.since]
    after = [other for other in same if office.until and other.since is not None and other.since >= office.until]
    before.sort(key=_began, reverse=True)
    return Succession(office, tuple(before), min(after, key=_began, default=None))


def _began(office: Office) -> tuple[date, str]:
    return office.since or date.min, office.id


def _overlap(office: Office, same: Collection[Office]) -> bool:
    """Whether somebody else holds such a post of the same body at the same time, for more than the day of a change."""
    start, end = office.since or date.min, office.until or date.max
    return any(
        other.organisation_id == office.organisation_id
        and (other.since or date.min) < end
        and (other.until or date.max) > start
        for other in same
    )
