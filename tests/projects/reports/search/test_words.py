"""Letters, stems, synonyms, figures and questions: what counts as the same word."""

from __future__ import annotations

import csv
from decimal import Decimal

import pytest

from projects.reading.languages import BY_CODE
from projects.reports.search.figures import figure_keys, typed_figure
from projects.reports.search.letters import compounds_in, folded, folded_line, on_other_keyboard
from projects.reports.search.nearest import nearest_word
from projects.reports.search.question import MAX_WORDS, read_question
from projects.reports.search.stemming import stem
from projects.reports.search.synonyms import FILE, synonyms, synonyms_of
from projects.wording import LANGUAGES

pytestmark = pytest.mark.once

SAME = [
    ("Жильё", "жилье"),
    ("ЙОД", "иод"),
    ("йод", "йод"),
    ("Қазақстан", "Казакстан"),
    ("ғылым", "гылым"),
    ("өңдеу", "ондеу"),
    ("тұрғын үй", "тургын уй"),
    ("әкімдік", "акимдик"),
    ("һәм", "хам"),
    ("Wärmepumpe", "warmepumpe"),
    ("Straße", "STRASSE"),
    ("Astana’s", "astana"),
    ("m²", "m2"),
    ("a\u00adb\u200bc", "abc"),
]


@pytest.mark.parametrize(("text", "typed"), SAME)
def test_letters_that_a_keyboard_lacks_are_the_same(text: str, typed: str) -> None:
    assert folded_line(text) == folded_line(typed)


def test_different_letters_stay_different() -> None:
    assert len({folded(letter) for letter in "абвгдежзиклмнопрстуфхцчшщъыьэюя"}) == 31


def test_a_word_with_hyphens_is_also_one_word() -> None:
    assert compounds_in("Тау-кен, Нұр‑Сұлтан, pool-2024") == ["таукен", "нурсултан"]


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("ru", ("жильё", "жилья", "жильём", "жилье")),
        ("ru", ("квартира", "квартиры", "квартир", "квартирами")),
        ("en", ("dwelling", "dwellings")),
        ("en", ("vehicle", "vehicles")),
        ("kk", ("пәтер", "пәтерлер", "пәтерден", "пәтердің")),
        ("kk", ("жоба", "жобалар", "жобалардың")),
    ],
)
def test_forms_of_a_word_have_one_stem(language: str, forms: tuple[str, ...]) -> None:
    assert len({stem(folded(form), language) for form in forms}) == 1


def test_a_language_without_endings_keeps_its_words() -> None:
    assert stem("wohnungen", "de") == "wohnungen"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("flats", "dwelling"),
        ("apartments", "жилье"),
        ("квартиру", "dwelling"),
        ("машины", "автомобиль"),
        ("cars", "vehicle"),
        ("employment", "job"),
        ("пәтерлер", "жилье"),
        ("авто", "vehicle"),
        ("Wohnungen", "dwelling"),
    ],
)
def test_plain_words_find_those_of_the_record(typed: str, meant: str) -> None:
    phrases = synonyms_of([folded(typed)])
    assert (meant,) in {phrase.words for phrase in phrases}


def test_a_word_without_synonyms_has_none() -> None:
    assert synonyms_of(["zzz"]) == ()


def test_every_meaning_has_words_in_every_language() -> None:
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row for row in rows if not all(row[language].strip() for language in LANGUAGES)] == []
    assert [row for row in rows if None in row or None in row.values()] == []  # as many cells as columns
    assert set(LANGUAGES) <= set(BY_CODE)
    assert synonyms().longest <= 4


@pytest.mark.parametrize(
    ("typed", "length", "key"),
    [
        ("180", 1, "#180"),
        ("1,5 трлн", 2, "#1500000000000"),
        ("1.5 trillion tenge", 2, "#1500000000000"),
        ("160 000 автомобилей", 2, "#160000"),
        ("160,000", 1, "#160000"),
        ("5,94 млн", 2, "#5940000"),
        ("3%", 1, "#3"),
    ],
)
def test_figures_are_read_as_they_are_typed(typed: str, length: int, key: str) -> None:
    figure = typed_figure(typed.split())
    assert figure is not None
    assert (figure.length, key in figure.keys) == (length, True)


@pytest.mark.parametrize("typed", ["", "5g", "2024-2025", "pool-2024", "млн"])
def test_what_is_no_figure_is_none(typed: str) -> None:
    assert typed_figure(typed.split()) is None


def test_a_promised_figure_is_found_with_and_without_its_scale() -> None:
    assert set(figure_keys(Decimal(1_500_000_000_000))) == {"#1500000000000", "~1.5"}
    assert set(figure_keys(Decimal("160000.0"))) == {"#160000", "~160"}
    assert set(figure_keys(Decimal("0.5"))) == {"#0.5"}
    assert list(figure_keys(None)) == []


@pytest.mark.parametrize("text", ["", " ", "%", "…", "\x00", "\ud800", "'\"();--", "★"])
def test_a_question_without_words_has_no_terms(text: str) -> None:
    assert read_question(text).terms == ()


@pytest.mark.parametrize(
    "text", ["a" * 10_000, "слово " * 2000, "(.*)+$ [a-", "1,5,5 трлн-", "\ud83d дом \ud800", "1 " * 99]
)
def test_a_hostile_question_has_a_few_short_terms(text: str) -> None:
    terms = read_question(text).terms
    assert 0 < len(terms) <= MAX_WORDS
    assert max(len(word) for term in terms for word in term.words) <= 60


def test_small_words_are_not_needed_unless_there_are_no_others() -> None:
    assert [term.needed for term in read_question("flats in the city").terms] == [True, False, False, True]
    assert [term.needed for term in read_question("in the").terms] == [True, True]


def test_a_phrase_and_a_figure_are_one_term_each() -> None:
    assert [term.typed for term in read_question("тепловые насосы 1,5 млн штук").terms] == [
        "тепловые насосы",
        "1,5 млн",
        "штук",
    ]


def test_the_readers_own_language_comes_before_the_other_of_the_same_letters() -> None:
    (term,) = read_question("машины", "ru").terms
    assert (term.languages, term.other_languages) == (("ru",), ("kk",))
    (term,) = read_question("машины", "en").terms
    assert (set(term.languages), term.other_languages) == ({"ru", "kk"}, ())


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [("dwelings", "dwellings"), ("hosuing", "housing"), ("автомабили", "автомобили"), ("tv", ""), ("xyzzy", "")],
)
def test_a_slip_is_mended(typed: str, nearest: str) -> None:
    assert nearest_word(typed, ["dwellings", "housing", "автомобили", "tvs"]) == nearest


def test_what_was_typed_on_the_other_keyboard() -> None:
    assert on_other_keyboard(";bkmt") == "жилье"
    assert on_other_keyboard("рщгыштп") == "housing"
    assert on_other_keyboard("жил bkmt") == ""
    assert on_other_keyboard("180") == ""
