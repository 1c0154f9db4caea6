"""A person: offices held, what was promised in which, what became of it, and what passed from one to the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from projects.models import Office, Outcome, Person, Target
from projects.models.record_version import Version
from projects.reports.overviews.snapshot import StatusCount, count_statuses
from projects.reports.paging import Page, paginate
from projects.reports.targets.promise_titles import TITLED

from .spoken_chains import SpokenChain, SpokenLink, spoken_chains
from .succession import Lineages, Succession, successions, was_held

ON_A_PAGE = 30
MOST_PASSED_ON = 12  # promises listed of what one office holder left to the next
MOST_PASSINGS = 5  # office holders of whom that is told
MOST_OFFICES = 20  # listed, the latest


@dataclass(frozen=True, slots=True)
class Promise:
    """An announcement, what replaced it by then, and the status of the promise as it stands."""

    target: Target
    replaced_by: Target | None
    status: str


@dataclass(frozen=True, slots=True)
class OfficePromises:
    """Promises of one page that were made in an office; ``office`` is None for those made in none of the record."""

    office: Office | None
    promises: tuple[Promise, ...]


@dataclass(frozen=True, slots=True)
class PassedOn:
    """The promises that were open when an office changed hands, by what they are now; at most MOST_PASSED_ON listed.

    ``of`` is the office of the person, ``other`` that of whoever left them, or came to have them.
    """

    of: Office
    other: Office
    counts: tuple[StatusCount, ...]
    count: int
    promises: tuple[Promise, ...]


@dataclass(frozen=True, slots=True)
class PersonPage:
    """``counts`` are of the promises that stand as this person announced them, ``replaced`` counts the others."""

    person: Person
    as_of: date
    offices: tuple[Office, ...]
    made: Page[OfficePromises]
    counts: tuple[StatusCount, ...]
    standing: int
    replaced: int
    reports: int
    inherited: tuple[PassedOn, ...]
    left: tuple[PassedOn, ...]


def person_page(person_id: str, as_of: date, page: int = 1, version: Version | None = None) -> PersonPage | None:
    """One person as of a day; None for an unknown id. A constant number of queries."""
    person = Person.objects.filter(id=person_id).first()
    if person is None:
        return None
    held = person.offices.exclude(since__gt=as_of).select_related("organisation")
    offices = list(held.order_by(F("since").desc(nulls_last=True), "id"))
    lineages = Lineages(version)
    posts = successions(offices, as_of, lineages)
    people = {person_id, *(other.person_id for post in posts for other in post.before)}
    chains = spoken_chains(Q(spoken_by__in=people), as_of, version=version)
    lines = sorted(_said(chains, person_id, offices, lineages), key=lambda line: line.order)
    shown = paginate(lines, page, ON_A_PAGE)
    passing = list(_passing(posts, chains, lineages))
    links = [(line.chain, line.link) for line in shown.rows] + [pair for passed in passing for pair in passed.listed]
    targets = _targets(links)
    own = [line.chain for line in lines if line.chain.current == line.link]
    return PersonPage(
        person=person,
        as_of=as_of,
        offices=tuple(offices[:MOST_OFFICES]),
        made=shown.with_rows(_by_office(shown.rows, offices, targets)),
        counts=count_statuses(chain.status for chain in own),
        standing=len(own),
        replaced=len(lines) - len(own),
        reports=Outcome.objects.published_by(as_of).filter(spoken_by=person_id).count(),
        inherited=tuple(passed.shown(targets) for passed in passing if passed.inherited),
        left=tuple(passed.shown(targets) for passed in passing if not passed.inherited),
    )


# --- What was promised in which office -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Said:
    """An announcement of the person; ``place`` is that of its office among those held, the latest first."""

    chain: SpokenChain
    link: SpokenLink
    place: int

    @property
    def order(self) -> tuple[int, int, str]:
        return self.place, -self.link.announced.toordinal(), self.link.id


def _said(chains: Iterable[SpokenChain], person_id: str, offices: list[Office], lineages: Lineages) -> Iterator[_Said]:
    for chain in chains:
        for link in chain.links:
            if link.person == person_id:
                yield _Said(chain, link, _place(link, offices, lineages))


def _place(link: SpokenLink, offices: list[Office], lineages: Lineages) -> int:
    """The office held that day: of several that of the body that answers for the promise, else the latest."""
    held = [place for place, office in enumerate(offices) if was_held(office, link.announced)]
    answering = [place for place in held if link.responsible in lineages.of(offices[place].organisation_id)]
    return next(iter([*answering, *held]), len(offices))


def _by_office(lines: Iterable[_Said], offices: list[Office], targets: dict[str, Target]) -> Iterator[OfficePromises]:
    places: dict[int, list[Promise]] = {}
    for line in lines:
        if line.link.id in targets:
            places.setdefault(line.place, []).append(_promise(line.chain, line.link, targets))
    for place, promises in places.items():
        yield OfficePromises(offices[place] if place < len(offices) else None, tuple(promises))


def _promise(chain: SpokenChain, link: SpokenLink, targets: dict[str, Target]) -> Promise:
    newer = chain.after(link)
    return Promise(targets[link.id], targets.get(newer.id) if newer else None, chain.status)


def _targets(links: Iterable[tuple[SpokenChain, SpokenLink]]) -> dict[str, Target]:
    """The announcements, and those that replaced them. One query."""
    wanted = {link.id for link in _with_newer(links)}
    rows = Target.objects.filter(pk__in=wanted).select_related(*TITLED, "spoken_by")
    return {target.pk: target for target in rows}


def _with_newer(links: Iterable[tuple[SpokenChain, SpokenLink]]) -> Iterator[SpokenLink]:
    for chain, link in links:
        yield link
        if (newer := chain.after(link)) is not None:
            yield newer


# --- What passed from one to the next ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Passing:
    """Chains that were open when an office changed hands, each with the link that stood then."""

    of: Office
    other: Office
    inherited: bool
    pairs: tuple[tuple[SpokenChain, SpokenLink], ...]

    @property
    def listed(self) -> tuple[tuple[SpokenChain, SpokenLink], ...]:
        return self.pairs[:MOST_PASSED_ON]

    def shown(self, targets: dict[str, Target]) -> PassedOn:
        promises = [_promise(chain, link, targets) for chain, link in self.listed if link.id in targets]
        counts = count_statuses(chain.status for chain, _link in self.pairs)
        return PassedOn(self.of, self.other, counts, len(self.pairs), tuple(promises))


def _passing(posts: Sequence[Succession], chains: list[SpokenChain], lineages: Lineages) -> Iterator[_Passing]:
    """What the person found open in each office, by who had promised it, and what they left open; of a few of each."""
    handed_over = [(True, other, post.office) for post in posts for other in post.before]
    handed_over += [(False, post.office, post.next) for post in posts if post.next is not None]
    listed = {True: 0, False: 0}
    for inherited, earlier, later in handed_over:
        if listed[inherited] < MOST_PASSINGS and (pairs := _open(earlier, later, chains, lineages)):
            listed[inherited] += 1
            office, other = (later, earlier) if inherited else (earlier, later)
            yield _Passing(office, other, inherited, pairs)


def _open(
    earlier: Office, later: Office, chains: Iterable[SpokenChain], lineages: Lineages
) -> tuple[tuple[SpokenChain, SpokenLink], ...]:
    """Promises made in the earlier office that stood undecided when the later one began.

    Where the bodies are two, only those that the later one, or one of its line, answers for.
    """
    day = later.since
    assert day is not None  # it follows another
    pairs = []
    for chain in chains:
        link = chain.standing_before(day)
        if link is None or link.person != earlier.person_id or not was_held(earlier, link.announced):
            continue
        same_body = earlier.organisation_id == later.organisation_id
        if chain.is_open_on(day) and (same_body or link.responsible in lineages.of(later.organisation_id)):
            pairs.append((chain, link))
    return tuple(pairs)
