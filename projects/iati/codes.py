"""The codes of IATI's codelists for what the record says. What no code says for certain has none."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from babel import Locale

from projects.comparison.statuses import DECIDED
from projects.reports.targets.target_entry import TargetEntry

UNIT, PERCENTAGE, QUALITATIVE = "1", "2", "5"  # IndicatorMeasure
OTHER_RESULT = "9"  # ResultType: the record does not say whether a result is an output or an impact
ACCOUNTABLE = "2"  # OrganisationRole
PLANNED_START, PLANNED_END = "1", "3"  # ActivityDateType
PIPELINE, IMPLEMENTATION, COMPLETION, CANCELLED = "1", "2", "3", "5"  # ActivityStatus
NATIONAL, ONE_REGION = "4", "6"  # ActivityScope
OWN_VOCABULARY = "99"  # of sectors, regions and indicators: that of the reporting organisation
ISO_COUNTRIES = "A4"  # GeographicVocabulary
OBJECTIVES, RESULTS, WEB_PAGE = "A02", "A08", "A12"  # DocumentCategory

# OrganisationType. A bank, a fund or a company may belong to the state or not: the record does not say which.
ORGANISATION_TYPES = {"ministry": "10", "agency": "10", "government": "10", "president": "10", "akimat": "11"}

PERCENT_UNIT = "percent"
# ISO 3166-1 by CLDR, which also has codes for regions and for what is no country.
_NO_COUNTRIES = {"EU", "EZ", "UN", "XA", "XB", "QO", "ZZ", "AC", "CP", "DG", "EA", "IC", "TA", "CQ"}
COUNTRIES = frozenset(filter(str.isalpha, map(str, Locale.parse("en").territories))) - _NO_COUNTRIES


def country_code(territory: str) -> str | None:
    """The ISO 3166-1 code of a territory that is a country: ``kz`` → ``KZ``; None for any other."""
    code = territory.upper()
    return code if code in COUNTRIES else None


def activity_status(entries: Collection[TargetEntry], as_of: date) -> str:
    """The status of a programme by its promises: cancelled where all were withdrawn, completed where all are decided.

    It is still being prepared where everything that is open begins later.
    """
    statuses = {entry.assessment["status"] for entry in entries}
    if statuses == {"withdrawn"}:
        return CANCELLED
    if statuses.issubset(DECIDED):
        return COMPLETION
    pending = [entry for entry in entries if entry.assessment["status"] not in DECIDED]
    begins_later = all(entry.window_start is not None and entry.window_start > as_of for entry in pending)
    return PIPELINE if begins_later else IMPLEMENTATION


def planned_dates(entries: Sequence[TargetEntry]) -> tuple[date, date | None]:
    """The first day of a programme's promises and the last deadline, None where no promise has one."""
    ends = [entry.deadline for entry in entries if entry.deadline is not None]
    end = max(ends, default=None)
    start = min(period_start(entry) for entry in entries)
    return (start if end is None else min(start, end)), end


def period_start(entry: TargetEntry) -> date:
    """The day from which a promise runs: where the record names none, that of its first announcement."""
    if entry.window_start is not None:
        return entry.window_start
    announced = entry.revisions[0].announced if entry.revisions else entry.announced
    return announced if entry.deadline is None else min(announced, entry.deadline)
