"""Names that are spelt almost alike, and so are probably one body: a pure comparison of texts in Latin and Cyrillic.

Two names are alike where nothing but these differs: quotes and punctuation, the order of the words, a legal form, the
state's name at the end, an article, the alphabet (Самрук-Қазына, Samruk-Kazyna), Kazakh letters typed as Russian ones,
spaces inside a name; or one letter of one longer word. Other words, numbers and short words make other names.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

LONG = 5  # letters of a word in which one may be a slip: КТЖ and КТК are two names

# Kazakh letters become the Russian ones that stand on the same keys, and these Latin ones.
_KAZAKH = str.maketrans("әғқңөұүһі", "агкноуухи")
_CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_LATIN = (
    *("a", "b", "v", "g", "d", "e", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f"),
    *("kh", "ts", "ch", "sh", "shch", "", "i", "", "e", "iu", "ia"),
)
_LETTERS = {
    **{ord(letter): latin for letter, latin in zip(_CYRILLIC, _LATIN, strict=True)},
    ord("y"): "i",
}
_BREAKS = re.compile(r"[^\w]+|_")
_SITE = re.compile(r"^(?:https?://)?(?:www\.)?(.+?)\.(?:kz|com|ru|org|net|gov)\b/?$")
_FORMS = (
    *("llp", "llc", "ltd", "limited", "inc", "plc", "jsc", "ojsc", "cjsc", "nc jsc", "nc", "the"),
    *("тоо", "ао", "оао", "зао", "пао", "ооо", "гу", "ргу", "ргп", "рго", "кгу", "нк", "гкп", "нао", "ип"),
    *("жшс", "ақ", "мм", "рмм", "ұк", "кеақ"),
    *("товарищество с ограниченной ответственностью", "акционерное общество", "национальная компания"),
    *("государственное учреждение", "жауапкершілігі шектеулі серіктестігі", "акционерлік қоғамы", "ұлттық компаниясы"),
    *("limited liability partnership", "joint stock company", "national company"),
    *("of the republic of kazakhstan", "of kazakhstan", "республики казахстан", "казахстана", "рк"),
    *("қазақстан республикасының", "қазақстан республикасы", "қр", "rk"),
)


@lru_cache(4096)
def words_of(name: str) -> tuple[str, ...]:
    """The words by which a name is compared: Latin, lower case, without what makes no other name."""
    text = unicodedata.normalize("NFC", name).casefold().strip()
    if site := _SITE.match(text):
        text = site[1]
    latin = _latin(text)
    short = _FORM.sub(" ", f" {latin} ").split()
    return tuple(short or latin.split())


def _latin(text: str) -> str:
    """Latin letters and digits, with single blanks."""
    plain = unicodedata.normalize("NFD", text.translate(_KAZAKH))  # ё becomes е and й и
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(_BREAKS.sub(" ", bare.translate(_LETTERS)).split())


_FORM = re.compile("(?<= )(?:{})(?= )".format("|".join(sorted({_latin(form) for form in _FORMS}, key=len)[::-1])))


def alike(name: str, other: str) -> bool:
    """Whether two names are spelt almost alike, or the same."""
    return other in AlikeNames([other]).like(name)


class AlikeNames:
    """Names to look others up in. A look-up takes as long however many there are."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._by_mark: dict[str, list[str]] = defaultdict(list)
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        for mark in _marks(name):
            self._by_mark[mark].append(name)

    def like(self, name: str) -> Iterator[str]:
        """Each name that is spelt almost like this one, in the order in which they were added first."""
        candidates = dict.fromkeys(other for mark in _marks(name) for other in self._by_mark.get(mark, ()))
        return (other for other in candidates if _is_slip(words_of(name), words_of(other)))


@lru_cache(4096)
def _marks(name: str) -> tuple[str, ...]:
    """Texts of which alike names have one in common: all words, and all but one letter of a longer word."""
    words = words_of(name)
    marks = {" ".join(sorted(words)), "".join(words)}
    for place, word in enumerate(words):
        if _may_slip(word):
            others = " ".join(sorted(words[:place] + words[place + 1 :]))
            marks.add(f"{others}|{word}")
            marks.update(f"{others}|{word[:letter]}{word[letter + 1 :]}" for letter in range(len(word)))
    return tuple(sorted(marks))


def _may_slip(word: str) -> bool:
    return len(word) >= LONG and word.isalpha()


def _is_slip(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether the words are the same, or differ in one letter of one longer word."""
    if sorted(words) == sorted(others) or "".join(words) == "".join(others):
        return True
    ours, theirs = _without(words, others), _without(others, words)
    return (
        len(ours) == len(theirs) == 1 and _may_slip(ours[0]) and _may_slip(theirs[0]) and _one_off(ours[0], theirs[0])
    )


def _without(words: tuple[str, ...], others: tuple[str, ...]) -> list[str]:
    """The words that the others lack, as often as they lack them."""
    left = list(words)
    for word in others:
        if word in left:
            left.remove(word)
    return left


def _one_off(word: str, other: str) -> bool:
    """One letter is another, is missing, or has changed places with its neighbour."""
    if len(word) > len(other):
        word, other = other, word
    start = next((place for place, letter in enumerate(word) if letter != other[place]), len(word))
    if len(word) < len(other):
        return len(other) - len(word) == 1 and word[start:] == other[start + 1 :]
    rest, other_rest = word[start:], other[start:]
    return rest[1:] == other_rest[1:] or (rest[1::-1] == other_rest[:2] and rest[2:] == other_rest[2:])
