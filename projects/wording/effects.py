"""What a change would do, in words: the verdict before and after, and who hears of it."""

from __future__ import annotations

from .amounts import percent
from .codes import STATUSES
from .languages import Phrase, in_words, language
from .plurals import counted

_MOVES = Phrase("{} → {}", "{} → {}", "{} → {}")
_STAYS = Phrase("stays: {}", "останется: {}", "өзгермейді: {}")
_NEW = Phrase("new: {}", "новый вывод: {}", "жаңа қорытынды: {}")
_GONE = Phrase("{} → no verdict: the promise goes with it", "{} → вывода не будет", "{} → қорытынды болмайды")
_NOBODY = Phrase("nobody follows it", "за этим никто не следит", "мұны ешкім бақылап отырған жоқ")
_HEARS = {
    "en": ("follower hears of it", "followers hear of it"),
    "ru": ("подписчик узнает", "подписчика узнают", "подписчиков узнают", "подписчика узнают"),
    "kk": ("жазылушы хабар алады",),
}


def verdict(status: str, ratio: str | None, lang: str) -> str:
    """A verdict with the share achieved: ``Missed, 90.8 %``."""
    share = percent(ratio, lang)
    return f"{in_words(STATUSES, status, lang)}, {share}" if share else in_words(STATUSES, status, lang)


def verdict_move(before: str, after: str, lang: str) -> str:
    """Two verdicts in words as one move; an empty one is absent: ``Missed, 90.8 % → Missed, 93.8 %``."""
    if not before:
        return _NEW.text(lang, after)
    if not after:
        return _GONE.text(lang, before)
    return _STAYS.text(lang, after) if before == after else _MOVES.text(lang, before, after)


def audience(count: int, lang: str) -> str:
    """How many people hear of a change: ``12 followers hear of it``."""
    return counted(count, _HEARS, language(lang)) if count else _NOBODY.text(lang)
