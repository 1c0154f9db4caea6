"""Which text of a row a reader gets, and in which language it is said to be."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from projects import wording

pytestmark = pytest.mark.once

THREE = {"note": "No date is given.", "note_ru": "Дата не названа.", "note_kk": "Күні аталмаған."}
GERMAN = {"title": "Neuer Termin", "language": "de"}


@pytest.mark.parametrize(
    ("cells", "name", "lang", "expected"),
    [
        (THREE, "note", "en", ("No date is given.", "en")),
        (THREE, "note", "ru-KZ", ("Дата не названа.", "ru")),
        (THREE, "note", "kk", ("Күні аталмаған.", "kk")),
        # Without a translation: as it was written.
        ({"note": "No date."}, "note", "kk", ("No date.", "en")),
        ({"note": "Дата не названа."}, "note", "en", ("Дата не названа.", "ru")),
        ({"note": "Күні жоқ"}, "note", "ru", ("Күні жоқ", "kk")),
        ({"deadline_text": "2026–2028"}, "deadline_text", "ru", ("2026–2028", "")),
        ({"note": "", "note_kk": "Күні аталмаған."}, "note", "en", ("Күні аталмаған.", "kk")),
        ({"note": ""}, "note", "ru", ("", "")),
        ({}, "note", "ru", ("", "")),
        # The title of a source is in the source's language.
        (GERMAN, "title", "en", ("Neuer Termin", "de")),
        ({**GERMAN, "title_en": "A new day"}, "title", "en", ("A new day", "en")),
        ({**GERMAN, "title_en": "A new day"}, "title", "ru", ("Neuer Termin", "de")),
        ({**GERMAN, "title_ru": "Новый день"}, "title", "ru", ("Новый день", "ru")),
        ({"title": "A new day", "language": "de", "title_language": "en"}, "title", "en", ("A new day", "en")),
        ({"title": "Итоги", "language": "ru_KZ"}, "title", "kk", ("Итоги", "ru")),
        ({"title": "Премьер кездесу", "language": "kk"}, "title", "kk", ("Премьер кездесу", "kk")),
        ({"title": "Housing in 2024"}, "title", "ru", ("Housing in 2024", "en")),
        # What is said of the language and cannot be is not believed.
        ({"title": "Housing in 2024", "language": "ru"}, "title", "ru", ("Housing in 2024", "en")),
        ({"title": "Housing in 2024", "language": "zh"}, "title", "en", ("Housing in 2024", "en")),
        ({"title": "住房", "language": "zh"}, "title", "en", ("住房", "zh")),
        ({"title": "Жильё", "language": "en"}, "title", "en", ("Жильё", "ru")),
    ],
)
def test_reader_gets_their_language_else_what_there_is(
    cells: dict[str, str], name: str, lang: str, expected: tuple[str, str]
) -> None:
    assert wording.reading(cells, name, lang) == expected
    assert wording.reading(SimpleNamespace(**{name: "", **cells}), name, lang) == expected


@pytest.mark.parametrize(
    ("cells", "lang", "text"),
    [
        (GERMAN, "en", "Neuer Termin (in German)"),
        (GERMAN, "ru", "Neuer Termin (на немецком)"),
        (GERMAN, "kk", "Neuer Termin (немісше)"),
        ({"title": "Uutinen", "language": "fi"}, "en", "Uutinen (in another language)"),
        ({"title": "2024", "language": "de"}, "ru", "2024"),
        ({"title": "News"}, "en", "News"),
        ({"title": "a\u202eb", "language": "de"}, "en", "\u2068a\u202eb\u2069 (in German)"),
    ],
)
def test_without_markup_the_language_stands_in_brackets(cells: dict[str, str], lang: str, text: str) -> None:
    assert wording.read_plainly(cells, "title", lang) == text
