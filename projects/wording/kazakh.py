"""Kazakh case endings for a text that ends in a word, a date, a number or a percentage.

The ending follows the last word as it is read aloud: vowel harmony and the last sound choose its form. Numbers and
``%`` take it after a hyphen, words directly; the abbreviation of a year, ``2026 ж.``, is written out: ``2026 жылға``.
So is that of years, ``жж.``.
"""

from __future__ import annotations

import re
from typing import Literal

from .languages import language

Case = Literal["dative", "ablative", "locative", "attributive", "accusative", "possessive", "with"]

_BACK, _FRONT = "аоұыуяёю", "әөүіеэи"
_VOWELS = _BACK + _FRONT
_NASAL = "нмң"
_SONOROUS = "рлйуюи"
# A final б, в, г, д is heard as its voiceless partner.
_VOICELESS = "кқпстфхһцчшщбвгд"

# The last spoken word of a number, by its last digits.
_ONES = ("нөл", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз")
_TENS = ("", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан")
_ROUND = ((12, "триллион"), (9, "миллиард"), (6, "миллион"), (3, "мың"), (2, "жүз"))
_READ = {"%": "пайыз", "млн": "миллион", "млрд": "миллиард", "трлн": "триллион"}
_MONTHS = {
    "қаң.": "қаңтар",
    "ақп.": "ақпан",
    "нау.": "наурыз",
    "сәу.": "сәуір",
    "мам.": "мамыр",
    "мау.": "маусым",
    "шіл.": "шілде",
    "там.": "тамыз",
    "қыр.": "қыркүйек",
    "қаз.": "қазан",
    "қар.": "қараша",
    "жел.": "желтоқсан",
}
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}$")
_LAST = re.compile(r"(?P<number>\d[\d\s\u00a0\u202f]*(?:,\d+)?)$|(?P<word>%|[^\W\d_]+\.?)$")


def in_case(text: str, case: Case) -> str:
    """The text with a case ending: ``2026 ж. 28 қараша`` → ``2026 ж. 28 қарашадан``, ``0,95`` → ``0,95-тен``.

    A short month is written out. A text that ends in anything else (an ISO date, a sign) is returned with the word
    ``күн`` in the case: ``2026-12-31 күнінен``.
    """
    last = _LAST.search(text)
    if last is None or _ISO_DATE.search(text):
        return f"{text} {_DAY[case]}"
    if last["number"]:
        return f"{text}-{_ending(_read(last['number']), case)}"
    word = last["word"]
    if word == "ж.":
        return f"{text.removesuffix('ж.')}жыл{_ending('жыл', case)}"
    if word == "жж.":
        return f"{text.removesuffix('жж.')}жылдар{_ending('жылдар', case)}"
    if word in _MONTHS:
        month = _MONTHS[word]
        return f"{text.removesuffix(word)}{month}{_ending(month, case)}"
    if word.endswith("."):
        return f"{text} {_DAY[case]}"
    hyphen = "-" if word in _READ else ""
    return f"{text}{hyphen}{_ending(_READ.get(word, word), case)}"


def kazakh_case(text: str, case: Case, lang: str) -> str:
    """The text with a case ending in Kazakh; unchanged in any other language."""
    return in_case(text, case) if language(lang) == "kk" else text


_DAY: dict[Case, str] = {
    "dative": "күніне",
    "ablative": "күнінен",
    "locative": "күні",
    "attributive": "күнгі",
    "accusative": "күнін",
    "possessive": "күні",
    "with": "күнімен",
}


def _read(digits: str) -> str:
    """The last word of a number as it is read: ``1 000 000`` → миллион, ``0,95`` → бес."""
    figure = re.sub(r"\s", "", digits).rpartition(",")[2]
    value = figure.lstrip("0")
    if not value:
        return _ONES[0]
    zeros = len(value) - len(value.rstrip("0"))
    if zeros == 0:
        return _ONES[int(value[-1])]
    if zeros == 1:
        return _TENS[int(value[-2])]
    return next(name for power, name in _ROUND if zeros >= power)


def _ending(word: str, case: Case) -> str:
    letters = word.lower()
    front = next((letter in _FRONT for letter in reversed(letters) if letter in _VOWELS and letter not in "иую"), False)
    last = letters[-1]
    if case == "with":
        return "мен" if last in _VOWELS or last in _NASAL + _SONOROUS else "бен" if last in "зж" else "пен"
    back_form, front_form = _forms(last, case)
    return front_form if front else back_form


def _forms(last: str, case: Case) -> tuple[str, str]:
    vowel, voiceless, nasal = last in _VOWELS and last not in "ую", last in _VOICELESS, last in _NASAL
    match case:
        case "dative":
            return ("қа", "ке") if voiceless else ("ға", "ге")
        case "ablative":
            return ("тан", "тен") if voiceless else ("нан", "нен") if nasal else ("дан", "ден")
        case "locative":
            return ("та", "те") if voiceless else ("да", "де")
        case "attributive":
            return ("тағы", "тегі") if voiceless else ("дағы", "дегі")
        case "accusative":
            return ("ны", "ні") if vowel else ("ты", "ті") if voiceless else ("ды", "ді")
        case _:
            return ("сы", "сі") if vowel else ("ы", "і")
