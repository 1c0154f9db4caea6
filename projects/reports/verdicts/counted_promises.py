"""Which promises a number of a track record counts: the filters that lead from the number to its targets (R15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from projects.comparison import track_record
from projects.comparison.track_record import ChainRecord
from projects.models import Person
from projects.models.record_version import Version
from projects.reports.parameters import Kind, Parameter
from projects.reports.version_cache import cached_for_version

from .chain_records import Scope, chain_rows

PERSON = Parameter(
    "person", Kind.REFERENCE, "Only promises that this person announced, or announced anew.", model=Person
)
AGAINST = Parameter(
    "against",
    Kind.CHOICE,
    "Count by the verdicts on what stands now (`current`, the default), or on what was announced first (`first`).",
    choices=("current", "first"),
)
COUNTED_PARAMETERS = (
    Parameter(
        "ended",
        Kind.CHOICE,
        "Only promises that fell due and are counted so (rule R15); may be repeated. `ahead`: the first deadline has "
        "passed, the one that stands has not.",
        choices=track_record.ENDINGS,
        repeatable=True,
    ),
    Parameter("fell_due", Kind.FLAG, "true: only promises that have fallen due (rule R15); false: only the others."),
    Parameter(
        "moved",
        Kind.CHOICE,
        "Only promises that were ever moved so (rule R10); may be repeated.",
        choices=track_record.WAYS,
        repeatable=True,
    ),
    Parameter("after_the_fact", Kind.FLAG, "true: only promises that were moved after the fact; false: all others."),
    Parameter(
        "answered",
        Kind.FLAG,
        "true: only promises on which the first report came after the deadline; false: all others.",
    ),
    Parameter(
        "silent", Kind.FLAG, "true: only promises past their deadline on which no report has come; false: all others."
    ),
    Parameter(
        "undated", Kind.FLAG, "true: only promises that never fall due, since no day was named; false: all others."
    ),
    Parameter("announced_in", Kind.WHOLE, "Only promises first announced in that year.", maximum=9999),
    AGAINST,
)


@dataclass(frozen=True, slots=True)
class Counted:
    """Conditions on a chain; all that are set must hold. Of several endings, or ways to move, one is enough."""

    ended: tuple[str, ...] = ()
    fell_due: bool | None = None
    moved: tuple[str, ...] = ()
    after_the_fact: bool | None = None
    answered: bool | None = None
    silent: bool | None = None
    undated: bool | None = None
    announced_in: int | None = None
    against_first: bool = False

    def accepts(self, chain: ChainRecord, as_of: date) -> bool:
        """Whether a chain is counted on a day."""
        ending = track_record.ending_of(chain, as_of, against_first=self.against_first)
        undated = track_record.is_undated(chain, as_of, against_first=self.against_first)
        return (
            (not self.ended or ending in self.ended)
            and self.fell_due in (None, ending is not None)
            and (not self.moved or not track_record.ways_of(chain).isdisjoint(self.moved))
            and self.after_the_fact in (None, track_record.moved_after_the_fact(chain))
            and self.answered in (None, track_record.days_until_answered(chain) is not None)
            and self.silent in (None, track_record.is_silent(chain, as_of))
            and self.undated in (None, undated)
            and self.announced_in in (None, chain.announced.year)
        )

    def links(
        self, as_of: date, scope: Scope, known_at: datetime | None = None, version: Version | None = None
    ) -> frozenset[str]:
        """The current links of the chains of a scope that are counted. A constant number of queries.

        None where they are kept for the ``version`` of the record.
        """

        def make() -> frozenset[str]:
            rows = chain_rows(as_of, scope, against_first=self.against_first, known_at=known_at, version=version)
            return frozenset(row.record.target for row in rows if self.accepts(row.record, as_of))

        return cached_for_version(version, make, "counted links", self, as_of, scope, known_at)
