"""Codes, figures and dates in words, for pages, the API and mails.

Every function takes the language last: ``en``, ``ru``, ``kk`` or that of a folder (``ru-KZ`` is Russian, any other is
English).
"""

from collections.abc import Callable, Mapping
from typing import Any

from . import codes
from .alphabet import place_in_order
from .amounts import amount, is_money, percent, ratio, rounded, unit_name
from .announcements import counting, not_assessable, proposal_reason
from .axes import progress, scale, tick
from .bodies import moved_how, moved_of, share_kept, silent_of
from .charts import announcement, at_day, chart, due_counted
from .claims import in_terms, measured, qualified, ranged, signed_percent, stated
from .consistency import inconsistency
from .corrections import (
    correction,
    noticed_by,
    promise_by_deadline,
    report_in_period,
    stage_on_day,
    stood,
    thing,
    whose,
)
from .countries import countries
from .dates import (
    ago,
    by,
    day,
    days,
    due_in,
    during,
    first_deadline,
    late_by,
    moment,
    month,
    month_alone,
    overdue_by,
    period,
    short_day,
    span,
    times,
    weekday,
    within,
)
from .doubts import confirmation, doubt
from .effects import audience, verdict, verdict_move
from .explanations import explained
from .held_figures import held, match_reason, relation
from .isolation import isolated
from .kazakh import kazakh_case
from .languages import LANGUAGES, Phrase, grammar, in_words, own_names, spoken, written_in
from .other_terms import why_in_other_terms
from .plurals import number
from .sectors import SECTORS, sector_code
from .spans import shift, span_ago, steps
from .standings import counted_groups, promises, standing, standing_group
from .texts import Reading, in_language, read_plainly, reading
from .titles import PromiseTitle, TitledPromise, promise_title
from .track_records import (
    ending_counted,
    ends_of_share,
    median_move,
    promises_in,
    share,
    track_sentence,
    way_moved,
    whole_percent,
)
from .unit_words import unit_code, unit_names
from .weeks import late_sentence, week_counts, week_days, week_entry, week_section, week_sentence

__all__ = [
    "LANGUAGES",
    "PromiseTitle",
    "Reading",
    "TitledPromise",
    "accumulation",
    "ago",
    "amount",
    "announcement",
    "at_day",
    "audience",
    "basis",
    "by",
    "change",
    "chart",
    "compound",
    "compound_reason",
    "confirmation",
    "correction",
    "counted_groups",
    "counting",
    "countries",
    "day",
    "days",
    "direction",
    "doubt",
    "due_counted",
    "due_in",
    "during",
    "ending",
    "ending_counted",
    "ending_meaning",
    "ends_of_share",
    "explained",
    "first_deadline",
    "flag",
    "grammar",
    "held",
    "in_language",
    "in_terms",
    "inconsistency",
    "is_money",
    "isolated",
    "kazakh_case",
    "late_by",
    "late_sentence",
    "match_reason",
    "measured",
    "median_move",
    "missing",
    "moment",
    "month",
    "month_alone",
    "moved_how",
    "moved_of",
    "not_assessable",
    "noticed_by",
    "number",
    "organisation_kind",
    "overdue_by",
    "own_names",
    "percent",
    "period",
    "place_in_order",
    "progress",
    "promise_by_deadline",
    "promise_title",
    "promises",
    "promises_in",
    "proposal_reason",
    "qualified",
    "qualifier",
    "ranged",
    "ratio",
    "read_plainly",
    "reading",
    "reason",
    "relation",
    "report_in_period",
    "rounded",
    "scale",
    "sector",
    "sector_code",
    "sector_names",
    "share",
    "share_kept",
    "shift",
    "short_day",
    "signed_percent",
    "silent_of",
    "source_kind",
    "span",
    "span_ago",
    "spoken",
    "stage",
    "stage_on_day",
    "standing",
    "standing_group",
    "stated",
    "status",
    "status_meaning",
    "steps",
    "stood",
    "thing",
    "tick",
    "times",
    "timing",
    "track_sentence",
    "unit_code",
    "unit_name",
    "unit_names",
    "verdict",
    "verdict_meaning",
    "verdict_move",
    "way_moved",
    "week_counts",
    "week_days",
    "week_entry",
    "week_section",
    "week_sentence",
    "weekday",
    "whole_percent",
    "whose",
    "why_in_other_terms",
    "why_not",
    "within",
    "written_in",
]


def _words_of(table: dict[str, Phrase]) -> Callable[[str, str], str]:
    """A function of a code and a language that gives the code's words."""
    return lambda code, lang: in_words(table, code, lang)


status = _words_of(codes.STATUSES)  # R11, a label: Overdue
reason = _words_of(codes.REASONS)  # R11, a sentence
flag = _words_of(codes.FLAGS)  # stale, disputed, revised after the fact
change = _words_of(codes.CHANGES)  # R10
qualifier = _words_of(codes.QUALIFIERS)
basis = _words_of(codes.BASES)
timing = _words_of(codes.TIMINGS)
accumulation = _words_of(codes.ACCUMULATIONS)
direction = _words_of(codes.DIRECTIONS)
missing = _words_of(codes.MEASURABILITY)  # R14
compound = _words_of(codes.COMPOUND_CATEGORIES)
compound_reason = _words_of(codes.COMPOUND_REASONS)  # why there is no growth ratio
source_kind = _words_of(codes.SOURCE_KINDS)
stage = _words_of(codes.STAGES)
organisation_kind = _words_of(codes.ORGANISATION_KINDS)
ending = _words_of(codes.ENDINGS)  # R15, a label: Kept in time
ending_meaning = _words_of(codes.ENDING_MEANINGS)  # R15, a sentence
why_not = _words_of(codes.WHY_NOT)  # why a report does not count


def status_meaning(status: str, lang: str, *, is_ceiling: bool = False) -> str:
    """What a status means, a sentence; a ceiling is kept by staying below it (R11.3)."""
    table = codes.CEILING_MEANINGS if is_ceiling and status in codes.CEILING_MEANINGS else codes.STATUS_MEANINGS
    return in_words(table, status, lang)


def verdict_meaning(verdict: Mapping[str, Any], lang: str, *, is_ceiling: bool) -> str:
    """The same for a verdict as the API gives it.

    A promise to hold has no path to be off (R7). A range on a sum that is missed though nothing is short of it was
    exceeded, like a ceiling (R11.3).
    """
    status = str(verdict["status"])
    is_ceiling = is_ceiling or (status == "missed" and verdict.get("shortfall", "") is None)
    if status in codes.MEANINGS_WITHOUT_PACE and verdict.get("pace", "") is None and not is_ceiling:
        return in_words(codes.MEANINGS_WITHOUT_PACE, status, lang)
    return status_meaning(status, lang, is_ceiling=is_ceiling)


def sector(name: str, lang: str) -> str:
    """A programme's sector; an unknown one as the record writes it."""
    return in_words(SECTORS, name, lang) if name in SECTORS else isolated(name)


def sector_names(lang: str) -> list[str]:
    """The known sectors in words, in the language's alphabet."""
    return sorted((in_words(SECTORS, code, lang) for code in SECTORS), key=lambda name: place_in_order(name, lang))
