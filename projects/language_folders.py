"""Languages of the interface that are a folder each: what it says of itself, and its phrases (ADR 45).

Settings read the folders at the start and hand them to ``speak``. Nothing of a folder is trusted to be whole: a phrase
that it lacks is English. A phrase whose gaps are not those of the English one stops the start, since it would lose a
figure or break a page.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from gettext import GNUTranslations
from pathlib import Path
from string import Formatter

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime
from babel.messages.mofile import read_mo
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured

ABOUT, PHRASES = "language.toml", Path("LC_MESSAGES") / "phrases.mo"
DIRECTIONS = ("ltr", "rtl")
_CODE = re.compile("[a-z]{2,3}")
# A phrase such as “d MMMM y, HH:mm”: letters of CLDR and nothing else.
_DATE = re.compile("[dEHLMmy]+(?:[ ,:]+[dEHLMmy]+)*")
_A_DAY = datetime(2026, 1, 9, 10, 30, tzinfo=UTC)

Forms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LanguageFolder:
    """A language as its folder has it.

    ``name`` is as the language names itself. ``locale`` is the one of CLDR that writes numbers and months. ``nouns``
    are the forms after a number by the English singular, ``place_of_form`` says which of them follows a whole number.
    """

    code: str
    name: str
    english: str
    locale: str
    direction: str
    phrases: Mapping[str, str] = field(default_factory=dict)
    nouns: Mapping[str, Forms] = field(default_factory=dict)
    place_of_form: Callable[[int], int] = lambda _number: 0

    def phrase(self, english: str) -> str:
        """The phrase in this language, else the English one."""
        return self.phrases.get(english, english)

    def noun(self, value: Decimal | int, english: tuple[str, ...]) -> str:
        """The form of a noun after a number; ``english`` are its forms for one and for others. A fraction: the last."""
        forms = self.nouns.get(english[0])
        if forms is None:
            return self.phrase(english[0] if abs(value) == 1 else english[-1])
        whole = int(value) == value
        return forms[min(self.place_of_form(abs(int(value))), len(forms) - 1)] if whole else forms[-1]


FOLDERS: dict[str, LanguageFolder] = {}


def speak(folders: Iterable[LanguageFolder]) -> None:
    """Lets the interface speak these languages too."""
    for folder in folders:
        FOLDERS[folder.code] = folder
        info = {
            "bidi": folder.direction == "rtl",
            "code": folder.code,
            "name": folder.english,
            "name_local": folder.name,
        }
        LANG_INFO.setdefault(folder.code, info)  # Django knows about a hundred itself


def read_folders(parents: Iterable[Path], taken: Iterable[str] = ()) -> list[LanguageFolder]:
    """The languages below these folders, each in the folder of its code.

    Raises ImproperlyConfigured, which names the file, for a folder that cannot be used and for a code that is taken.
    """
    folders: dict[str, LanguageFolder] = {}
    for about in sorted(about for parent in parents for about in parent.glob(f"*/{ABOUT}")):
        folder = read_folder(about)
        if folder.code in {*taken, *folders}:
            raise ImproperlyConfigured(f"{about}: the language {folder.code} is there already. Remove one of the two.")
        folders[folder.code] = folder
    return list(folders.values())


def read_folder(about: Path, *, with_phrases: bool = True) -> LanguageFolder:
    """The language that a ``language.toml`` tells of. Raises ImproperlyConfigured."""
    try:
        settings = tomllib.loads(about.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"{about} is not TOML in UTF-8: {error}.") from error
    code = about.parent.name
    if not _CODE.fullmatch(code) or settings.get("code", code) != code:
        raise ImproperlyConfigured(
            f"{about}: the folder of a language is called as its code, two or three small letters, as in eo."
        )
    name, direction = _text(about, settings, "name"), _text(about, settings, "direction", "ltr")
    if direction not in DIRECTIONS:
        raise ImproperlyConfigured(f"{about}: direction is {direction!r}: set it to ltr or rtl.")
    locale = _text(about, settings, "locale", code)
    try:
        Locale.parse(locale)
    except (UnknownLocaleError, ValueError) as error:
        raise ImproperlyConfigured(
            f"{about}: CLDR has no locale {locale!r}. Set locale to one whose numbers and months will do, as in en_GB."
        ) from error
    english = _text(about, settings, "english", name)
    words = _read_phrases(about.parent / PHRASES, locale) if with_phrases else ()
    return LanguageFolder(code, name, english, locale, direction, *words)


def _text(about: Path, settings: Mapping[str, object], member: str, default: str = "") -> str:
    text = settings.get(member, default)
    if not isinstance(text, str) or not text.strip():
        raise ImproperlyConfigured(f'{about}: {member} is missing or is no text. Write {member} = "…".')
    return text.strip()


def _read_phrases(path: Path, locale: str) -> tuple[dict[str, str], dict[str, Forms], Callable[[int], int]]:
    """The phrases, the forms of nouns, and the rule that chooses a form; nothing where there is no file."""
    if not path.exists():
        return {}, {}, lambda _number: 0
    phrases: dict[str, str] = {}
    nouns: dict[str, Forms] = {}
    with path.open("rb") as file:
        translations = GNUTranslations(file)
        file.seek(0)
        for message in read_mo(file):
            if not message.id or not message.string:
                continue
            english, forms = _several(message.id), _several(message.string)
            for form in forms:
                _check(path, english[0], form, locale)
            if len(english) > 1 and all(forms):
                nouns[english[0]] = forms
            phrases[english[0]] = forms[0]
    return phrases, nouns, getattr(translations, "plural")  # noqa: B009  # typeshed does not have it


def _several(text: object) -> Forms:
    return tuple(text) if isinstance(text, list | tuple) else (str(text),)


def _check(path: Path, english: str, form: str, locale: str) -> None:
    """Raises ImproperlyConfigured for a phrase that would lose what stands in its gaps, or is no date's pattern."""
    try:
        same = _gaps(form) == _gaps(english)
    except ValueError:
        same = False
    if not same:
        raise ImproperlyConfigured(
            f"{path}: “{form}” has other gaps in braces than “{english}”. Write the same gaps, then compile the file."
        )
    if _DATE.fullmatch(english):
        try:
            (format_datetime if "H" in english else format_date)(
                _A_DAY if "H" in english else _A_DAY.date(), form, locale=locale
            )
        except (AttributeError, KeyError, ValueError) as error:
            raise ImproperlyConfigured(
                f"{path}: “{form}” is no pattern of a date, as “{english}” is. Put words in it between '…'."
            ) from error


def _gaps(text: str) -> set[tuple[str, str | None, str | None]]:
    """The gaps of a phrase; those without a name are numbered, so that a translation may turn them round."""
    parts = [part for part in Formatter().parse(text) if part[1] is not None]
    return {(name or str(place), spec, conversion) for place, (_before, name, spec, conversion) in enumerate(parts)}
