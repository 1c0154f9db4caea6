"""Words of another language on a page, and what may be there all the same: names, codes, quotations marked as such."""

from __future__ import annotations

import csv
import re
from functools import cache
from zoneinfo import available_timezones

from tests.every_page import RECORD
from tests.visible import Piece, pieces

LATIN = re.compile(r"[A-Za-z][A-Za-z'’-]*[A-Za-z]")
CYRILLIC = re.compile(r"[А-Яа-яЁёӘәІіҢңҒғҮүҰұҚқӨөҺһ]{2,}")
KAZAKH_LETTERS = re.compile(r"[ӘәІіҢңҒғҮүҰұҚқӨөҺһ]")
# Words of Russian that are no words of Kazakh: one of them in a Kazakh text is a Russian sentence. A cut word is none.
RUSSIAN = re.compile(r"\b(и|в|с|на|для|что|это|или|как|по|из|был|была|было|были|года|году|при|его|её|если)\b(?!…)")

# Columns of the record: texts that pages quote where they are not translated, names that are the same in every
# language, public ids.
QUOTED = {"note", "locator", "title", "deadline_text", "speaker", "claimed", "not_entered", "definition", "summary"}
NAMES = {"publisher", "company"}
IDS = {"id", "bundle"}
LOCAL = re.compile(r"_(ru|kk)$")
# Formats, norms and other names that no language translates.
EVERYWHERE = {
    *("API", "Atom", "CSV", "HMAC", "HTML", "ISO", "JSON", "OpenAPI", "PNG", "QR", "RFC", "RSS", "SVG", "URL"),
    *("Deprecation", "GET", "IANA", "PATCH", "POST", "Sunset", "UTF", "UUID"),  # of HTTP
    *("XLSX", "ZIP", "Lines", "Parquet"),
    *("cookie", "Cookie", "E-mail", "e-mail", "iCalendar", "id", "null", "zip", "R", "UTC"),
    *("Attribution", "BSD", "BY", "CC", "Clause", "Commons", "Creative"),  # licences
    *("Claude", "Context", "Cursor", "Model", "Protocol", "http", "mcpServers", "type", "url"),  # for assistants
    *("International", "License"),  # names of licences
    *("XML", "activity"),  # IATI
    *("BibTeX", "CSL-JSON", "ClaimReview"),  # references
    *("Facebook", "LinkedIn", "Mastodon", "WhatsApp"),  # where a promise is shared
    *("Natural", "Earth"),  # whose maps of regions these are
    *("KZT", "USD", "EUR", "RUB", "CNY"),
    *(
        "Data",
        "Eurostat",
        "Frictionless",
        "IATI",
        "Package",
        "Retry-After",
        "Standard",
        "Tabular",
        "Telegram",
        "TolaData",
        "Webhooks",
        "webhook-id",
    ),
    # What tests/every_page.py asks for, and the names of parameters that a page lists.
    *("soon", "nonsense", "watcher", "none", "housing", "dwelings"),
    *("accumulation", "against", "answered", "ended", "moved", "person", "silent", "undated"),
    *("bundle", "ordering", "overdue", "page", "programme", "responsible", "revised", "search", "sector", "status"),
    *("territory", "unit", "kind"),
    # Members and values of the API that its page speaks of.
    *("consistency", "en", "errors", "explanation", "false", "jobs", "kk", "pace", "ru", "targets", "true"),
    *(part for name in available_timezones() for part in LATIN.findall(name.replace("/", " "))),
}
# Addresses and what is typed into a program: import_package, as_of, the secret of an authenticator.
TYPED = re.compile(r"application/json|\b[a-z]+:[a-z]\S+|https?://\S+|\S+@\S+|\b[a-z]+(?:_[a-z]+)+\b|\b[A-Z2-7]{32}\b")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
OWN_NAMES = {"English", "Русский", "Қазақша"}


@cache
def record() -> tuple[frozenset[str], frozenset[str]]:
    """The texts of the shipped records that have to be quoted, and its proper names with their words."""
    quoted, names = set(), set()
    for path in RECORD.parent.glob("*/*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for column, text in row.items():
                    if column in QUOTED and not all(row[f"{column}_{code}"] for code in ("ru", "kk")):
                        quoted.add(" ".join(text.split()))
                    elif column in NAMES:
                        names.update([text, *LATIN.findall(text)])
                    elif column in IDS:
                        names.add(text)
                    elif LOCAL.search(column):
                        names.update(LATIN.findall(text))
    return frozenset(quoted), frozenset(names - {""})


def foreign(html: str, lang: str) -> list[str]:
    """Texts of a page in an undeclared other language, or declared in one without being a quotation."""
    return [foreign_text for piece in pieces(html) if (foreign_text := _wrong(piece, lang))]


def _wrong(piece: Piece, lang: str) -> str:
    quoted, names = record()
    if piece.lang != lang:
        allowed = piece.text in quoted | names | OWN_NAMES
        return "" if allowed else f"{piece.where} in {piece.lang}: {piece.text}"
    if piece.text in OWN_NAMES:
        return ""
    if lang == "en":
        strange = CYRILLIC.findall(piece.text)
    elif piece.text in names:
        strange = []
    else:
        written = SLUG.sub(lambda slug: "" if slug[0] in names else slug[0], TYPED.sub(" ", piece.text))
        words = LATIN.findall(written)
        strange = [word for word in words if word not in EVERYWHERE and word not in names]
        strange += RUSSIAN.findall(piece.text) if lang == "kk" else KAZAKH_LETTERS.findall(piece.text)
    return f"{piece.where}: {' '.join(strange)} in “{piece.text[:150]}”" if strange else ""
