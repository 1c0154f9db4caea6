"""What bodies make of their promises, in words: the share kept, how many moved, how many are silent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from .dates import short_day, times
from .languages import Phrase
from .plurals import number
from .track_records import ends_of_share, whole_percent

_SHARE = Phrase("{} kept in time ({} to {})", "в срок – {} ({} … {})", "мерзімінде – {} ({} … {})")
_MOVED = Phrase("moved {} of {} promises", "изменено {} из {} обещаний", "{1} уәденің ішінде {0} уәде өзгертілді")
_SILENT = Phrase(
    "no final report on {} of {} that fell due",
    "нет итогового отчёта по {} из {} с наступившим сроком",
    "мерзімі келген {1} уәденің ішінде {0} уәде бойынша қорытынды есеп жоқ",
)
_MOVED_HOW = Phrase("{}: {} → {}", "{}: {} → {}", "{}: {} → {}")


def share_kept(share: Decimal, low: Decimal, high: Decimal, lang: str) -> str:
    """The share kept in time with its 95 % interval: ``42% kept in time (19% to 68%)``."""
    return _SHARE.text(lang, whole_percent(share, lang), *ends_of_share(low, high, lang))


def moved_of(moved: int, promises: int, lang: str) -> str:
    """``moved 16 of 85 promises``."""
    return _MOVED.text(lang, number(moved, lang), number(promises, lang))


def silent_of(silent: int, due: int, lang: str) -> str:
    """``no final report on 27 of 46 that fell due``."""
    return _SILENT.text(lang, number(silent, lang), number(due, lang))


def moved_how(count: int, first: date | None, last: date | None, lang: str) -> str:
    """How often a promise was moved, and from which day to which: ``7 times: 30 Oct 2011 → 31 Oct 2020``."""
    often = times(count, lang)
    if first is None or last is None or first == last:
        return often
    return _MOVED_HOW.text(lang, often, short_day(first, lang), short_day(last, lang))
