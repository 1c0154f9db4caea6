"""The query of the list of targets, read from a query string for the page and the API."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlencode

from django.db import connections
from django.db.models import F, Q
from django.db.models.expressions import RawSQL

from projects.comparison.statuses import PAST_DEADLINE, STATUSES
from projects.models import Indicator, Organisation, Person, Programme, Target, Territory
from projects.models.id_list import as_id_list, id_list_table
from projects.models.record_version import Version
from projects.reports.hierarchies import Hierarchies, for_places
from projects.reports.parameters import (
    AS_OF,
    PAGING,
    RECORDED_AFTER,
    Kind,
    Parameter,
    QueryString,
    read_parameters,
)
from projects.reports.search.results import matching_targets
from projects.reports.verdicts.chain_records import Scope
from projects.reports.verdicts.counted_promises import AGAINST, COUNTED_PARAMETERS, PERSON, Counted

ORDERINGS = tuple(
    sign + name for name in ("deadline", "days_overdue", "percent_achieved", "announced") for sign in ("", "-")
)
DEFAULT_PAGE_SIZE = 50

PARAMETERS = (
    Parameter("status", Kind.CHOICE, "Only these verdicts; may be repeated.", choices=STATUSES, repeatable=True),
    Parameter("programme", Kind.REFERENCE, "Only targets of this programme.", model=Programme),
    Parameter(
        "responsible",
        Kind.REFERENCE,
        "Only targets of programmes that this body, or a body it succeeded, answers for.",
        model=Organisation,
    ),
    Parameter("territory", Kind.REFERENCE, "Only targets for this place or a part of it.", model=Territory),
    Parameter("sector", Kind.TEXT, "Only programmes of this sector, as written in the programme."),
    Parameter("spoken_by", Kind.REFERENCE, "Only targets that this person announced, as they stand.", model=Person),
    Parameter("unit", Kind.TEXT, "Only targets in this unit, such as KZT or jobs."),
    Parameter(
        "accumulation",
        Kind.CHOICE,
        "Only targets whose figures add up (`sum`), are read on a day (`level`), or are done or not (`milestone`).",
        choices=tuple(Indicator.Accumulation.values),
    ),
    Parameter("bundle", Kind.TEXT, "Only the components of this bundle."),
    Parameter("due_before", Kind.DATE, "Deadline on or before that day."),
    Parameter("due_after", Kind.DATE, "Deadline on or after that day."),
    Parameter(
        "overdue", Kind.FLAG, "true: only targets past their deadline (`overdue`, `unreported`); false: all others."
    ),
    Parameter("revised", Kind.FLAG, "true: only targets that were revised; false: only those that never were."),
    PERSON,
    *COUNTED_PARAMETERS,
    Parameter(
        "search",
        Kind.TEXT,
        "Words, a figure or an id that must all be found, in any language and form; plain words such as flats find "
        "what they mean. The first eight words count.",
    ),
    Parameter("ordering", Kind.CHOICE, "Order of the list; a minus turns it round; absent last.", choices=ORDERINGS),
    RECORDED_AFTER,
    AS_OF,
    Parameter("known_at", Kind.MOMENT, "Only claims recorded in this tracker by that moment."),
)

# The parameters that say which targets, in the order of a canonical query string.
_OF_THE_ASKING = {"ordering", AS_OF.name, "known_at", RECORDED_AFTER.name}
NARROWING = tuple(parameter.name for parameter in PARAMETERS if parameter.name not in _OF_THE_ASKING)

# Filters that compare one column of a link: the path to it.
_COMPARED = {
    "programme": "indicator__programme",
    "sector": "indicator__programme__sector",
    "spoken_by": "spoken_by",
    "unit": "indicator__unit",
    "accumulation": "indicator__accumulation",
    "bundle": "bundle",
    "due_before": "deadline__lte",
    "due_after": "deadline__gte",
    "recorded_after": "recorded_at__gt",
}


@dataclass(frozen=True, slots=True)
class TargetQuery:
    """Filters, order and page. None means no filter; ``as_of`` None means the day that the caller passes."""

    status: tuple[str, ...] = ()
    programme: str | None = None
    responsible: str | None = None
    territory: str | None = None
    sector: str | None = None
    spoken_by: str | None = None
    unit: str | None = None
    accumulation: str | None = None
    bundle: str | None = None
    due_before: date | None = None
    due_after: date | None = None
    overdue: bool | None = None
    revised: bool | None = None
    person: str | None = None
    ended: tuple[str, ...] = ()
    fell_due: bool | None = None
    moved: tuple[str, ...] = ()
    after_the_fact: bool | None = None
    answered: bool | None = None
    silent: bool | None = None
    undated: bool | None = None
    announced_in: int | None = None
    against: str | None = None
    search: str | None = None
    recorded_after: datetime | None = None
    ordering: str = "deadline"
    as_of: date | None = None
    known_at: datetime | None = None
    page: int = 1
    page_size: int = DEFAULT_PAGE_SIZE
    # No parameters of an address: a link that is shown already, and the only links that are wanted.
    without: str | None = None
    only: frozenset[str] | None = None
    answering: frozenset[str] | None = None  # the links that have the words of ``search``

    @classmethod
    def read(cls, given: QueryString, *, blank_is_absent: bool = False) -> TargetQuery:
        """From ``request.GET``. Raises ``parameters.BadParametersError``."""
        return cls(**read_parameters((*PARAMETERS, *PAGING), given, blank_is_absent=blank_is_absent))

    @property
    def filters(self) -> TargetQuery:
        """The query without order and page, which do not change the count."""
        return replace(self, ordering="", as_of=None, page=1, page_size=1)

    @property
    def filtered(self) -> bool:
        """Whether anything narrows the list."""
        return self.only is not None or any(
            getattr(self, name) not in (None, ()) for name in NARROWING if name != AGAINST.name
        )

    @property
    def counted(self) -> Counted | None:
        """The filters that lead from a number of a track record to its targets; None where none is set."""
        set_filters = {
            name: value
            for parameter in COUNTED_PARAMETERS
            if (name := parameter.name) != AGAINST.name and (value := getattr(self, name)) not in (None, ())
        }
        return Counted(**set_filters, against_first=self.against == "first") if set_filters else None

    @property
    def by_chains(self) -> bool:
        """Whether a filter asks for the history of a chain, which no condition in SQL says."""
        return self.person is not None or self.counted is not None

    @property
    def scope(self) -> Scope:
        """Whose targets they are."""
        return Scope(self.responsible, self.territory, self.sector, self.programme, self.person)

    def settled(self, as_of: date, version: Version | None = None) -> TargetQuery:
        """The query with the links that its words and the filters ``by_chains`` leave on a day.

        A constant number of queries, none without such a filter. Raises BadParametersError where the verdicts on too
        many first announcements would have to be judged.
        """
        if self.search is not None and self.answering is None:
            return replace(self, answering=self._answering(version)).settled(as_of, version)
        if not self.by_chains or self.only is not None:
            return self
        return replace(self, only=(self.counted or Counted()).links(as_of, self.scope, self.known_at, version))

    @classmethod
    def read_again(cls, given: QueryString) -> TargetQuery:
        """Reads a query string that was checked before; does not look up its references again."""
        return cls(**read_parameters((*PARAMETERS, *PAGING), given, look_up=False))

    def canonical(self) -> str:
        """The filters as a query string; the same filters always give the same one."""
        pairs: list[tuple[str, str]] = []
        for name in NARROWING:
            value = getattr(self, name)
            if value in (None, ()):
                continue
            values = sorted(value) if isinstance(value, tuple) else [value]
            pairs += [(name, _written(item)) for item in values]
        return urlencode(pairs)

    def without_pages(self) -> str:
        """The filters and the order as a query string, with the day and the moment where they are named."""
        named = (("ordering", self.ordering if self.ordering != TargetQuery().ordering else None),)
        rest = (*named, ("recorded_after", self.recorded_after), ("as_of", self.as_of), ("known_at", self.known_at))
        of_the_asking = urlencode([(name, _written(value)) for name, value in rest if value is not None])
        return "&".join(filter(None, (self.canonical(), of_the_asking)))

    def link_conditions(self, prefix: str = "", hierarchies: Hierarchies | None = None) -> Q:
        """The conditions on a link by itself; ``prefix`` is the path to the link.

        Many queries share ``hierarchies`` and so read bodies and places once.
        """
        hierarchies = hierarchies or Hierarchies()
        indicator, programme = f"{prefix}indicator__", f"{prefix}indicator__programme"
        wanted = {path: getattr(self, name) for name, path in _COMPARED.items()}
        conditions = Q(**{prefix + path: value for path, value in wanted.items() if value is not None})
        if self.responsible is not None:
            conditions &= Q(**{f"{programme}__responsible__in": hierarchies.with_predecessors(self.responsible)})
        if self.territory is not None:
            conditions &= for_places(hierarchies.with_parts(self.territory), indicator)
        if self.without is not None:
            conditions &= ~Q(**{f"{prefix}id": self.without})
        if self.only is not None:
            conditions &= Q(**{f"{prefix}id__in": listed_ids(self.only)})
        if self.search is not None and self.search.strip():
            answering = self._answering(hierarchies.version) if self.answering is None else self.answering
            conditions &= Q(**{f"{prefix}id__in": listed_ids(answering)})
        return conditions

    def _answering(self, version: Version | None) -> frozenset[str]:
        return matching_targets(self.search or "", self.as_of, version)

    def verdict_conditions(self) -> Q:
        """The conditions on a stored assessment."""
        conditions = Q()
        if self.status:
            conditions &= Q(status__in=self.status)
        if self.overdue is not None:
            conditions &= Q(status__in=PAST_DEADLINE) if self.overdue else ~Q(status__in=PAST_DEADLINE)
        if self.revised is not None:
            conditions &= Q(target=F("first")) if not self.revised else ~Q(target=F("first"))
        return conditions

    def accepts(self, status: str, revised: bool) -> bool:
        """Whether a computed verdict meets the conditions of ``verdict_conditions``."""
        return (
            (not self.status or status in self.status)
            and (self.overdue is None or self.overdue == (status in PAST_DEADLINE))
            and (self.revised is None or self.revised == revised)
        )


def listed_ids(ids: Iterable[str]) -> RawSQL:
    """Ids of any number as one parameter, for ``…__in``."""
    table = id_list_table(connections[Target.objects.db].vendor)
    return RawSQL(f"SELECT key FROM {table}", [as_id_list(sorted(ids))])  # noqa: S608, S611  # fixed text, a bound list


def _written(value: str | bool | int | date) -> str:
    """A value as a query string writes it, with single spaces between words."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return value.isoformat() if isinstance(value, date) else " ".join(value.split())
