"""Codes, figures and dates in words: the page, the API's labels and the mails all use these.

Every function takes the language last: ``en``, ``ru`` or ``kk`` (``ru-KZ`` is understood; others read English).
"""

from . import codes
from .alphabet import place_in_order
from .amounts import amount, is_money, percent, ratio, rounded, unit_name
from .axes import progress, scale, tick
from .charts import announcement, at_day, chart, due_counted
from .claims import in_terms, measured, qualified, ranged, signed_percent, stated
from .consistency import inconsistency
from .dates import (
    ago,
    by,
    day,
    days,
    due_in,
    during,
    late_by,
    moment,
    month,
    month_alone,
    overdue_by,
    period,
    short_day,
    times,
    weekday,
    within,
)
from .doubts import confirmation, doubt
from .explanations import explained
from .isolation import isolated
from .kazakh import kazakh_case
from .languages import LANGUAGES, said, written_in
from .plurals import number
from .sectors import SECTORS

__all__ = [
    "LANGUAGES",
    "accumulation",
    "ago",
    "amount",
    "announcement",
    "at_day",
    "basis",
    "by",
    "change",
    "chart",
    "compound",
    "compound_reason",
    "confirmation",
    "day",
    "days",
    "direction",
    "doubt",
    "due_counted",
    "due_in",
    "during",
    "explained",
    "flag",
    "in_terms",
    "inconsistency",
    "is_money",
    "isolated",
    "kazakh_case",
    "late_by",
    "measured",
    "missing",
    "moment",
    "month",
    "month_alone",
    "number",
    "organisation_kind",
    "overdue_by",
    "percent",
    "period",
    "place_in_order",
    "progress",
    "qualified",
    "qualifier",
    "ranged",
    "ratio",
    "reason",
    "rounded",
    "scale",
    "sector",
    "short_day",
    "signed_percent",
    "source_kind",
    "stage",
    "stated",
    "status",
    "status_meaning",
    "tick",
    "times",
    "timing",
    "unit_name",
    "weekday",
    "why_not",
    "within",
    "written_in",
]


def status(code: str, lang: str) -> str:
    """A status (R11) as a label: ``Overdue``."""
    return said(codes.STATUSES, code, lang)


def status_meaning(code: str, lang: str) -> str:
    """What a status says, as a sentence."""
    return said(codes.STATUS_MEANINGS, code, lang)


def reason(code: str, lang: str) -> str:
    """Why the verdict is what it is, as a sentence."""
    return said(codes.REASONS, code, lang)


def change(code: str, lang: str) -> str:
    """What a revision moved (R10)."""
    return said(codes.CHANGES, code, lang)


def flag(code: str, lang: str) -> str:
    """What stands beside a verdict: stale, disputed, revised after the fact."""
    return said(codes.FLAGS, code, lang)


def qualifier(code: str, lang: str) -> str:
    """A qualifier on its own, as a filter names it."""
    return said(codes.QUALIFIERS, code, lang)


def basis(code: str, lang: str) -> str:
    """What kind of figure was promised or reported."""
    return said(codes.BASES, code, lang)


def timing(code: str, lang: str) -> str:
    """Whether the promise ends with its window or is still owed after it."""
    return said(codes.TIMINGS, code, lang)


def accumulation(code: str, lang: str) -> str:
    """How an indicator's figures relate: sum, level, milestone."""
    return said(codes.ACCUMULATIONS, code, lang)


def direction(code: str, lang: str) -> str:
    """Which way is good."""
    return said(codes.DIRECTIONS, code, lang)


def missing(code: str, lang: str) -> str:
    """What an announcement leaves out (R14)."""
    return said(codes.MEASURABILITY, code, lang)


def compound(code: str, lang: str) -> str:
    """The category of the compound growth ratio."""
    return said(codes.COMPOUND_CATEGORIES, code, lang)


def compound_reason(code: str, lang: str) -> str:
    """Why there is no compound growth ratio."""
    return said(codes.COMPOUND_REASONS, code, lang)


def source_kind(code: str, lang: str) -> str:
    """What kind of source it is (R9 ranks them)."""
    return said(codes.SOURCE_KINDS, code, lang)


def sector(name: str, lang: str) -> str:
    """A programme's field of policy; one that is not in the table as the record writes it."""
    return said(SECTORS, name, lang) if name in SECTORS else isolated(name)


def stage(code: str, lang: str) -> str:
    """A stage of a named project."""
    return said(codes.STAGES, code, lang)


def organisation_kind(code: str, lang: str) -> str:
    """What kind of body it is."""
    return said(codes.ORGANISATION_KINDS, code, lang)


def why_not(code: str, lang: str) -> str:
    """Why a reported figure is not what a verdict rests on."""
    return said(codes.WHY_NOT, code, lang)
