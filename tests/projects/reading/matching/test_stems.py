"""How words of three languages are compared."""

from __future__ import annotations

import pytest

from projects.reading.languages import LANGUAGES
from projects.reading.matching.concepts import ACTIONS, GENERIC, RELATED
from projects.reading.matching.stems import CONCEPT, keys_of

SPOKEN = [vocabulary.matching for vocabulary in LANGUAGES if vocabulary.articles.nouns]


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "reservoir", "reservoirs"),
        ("en", "dredged", "dredging"),
        ("en", "factory", "factories"),
        ("en", "the ministry’s harbours", "harbour"),
        ("ru", "водохранилище", "водохранилищами"),
        ("ru", "орошаемые", "орошения"),
        ("ru", "каналы", "каналов"),
        ("ru", "зелёный", "зеленого"),
        ("ru", "карагандинская", "карагандинской"),
        ("kk", "көпірлер", "көпірлерінің"),
        ("kk", "құбыр", "құбырларды"),
        ("kk", "қойма", "қоймаларында"),
        ("kk", "мұғалім", "мұғалімдерге"),
        ("kk", "орын", "орны"),
        ("kk", "Астана", "Астанада"),
    ],
)
def test_forms_of_a_word_have_one_key(language: str, first: str, second: str) -> None:
    assert set(keys_of(first, language)) == set(keys_of(second, language))


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "leader", "lead"),
        ("en", "carriage", "car"),
        ("ru", "медицина", "медь"),
        ("ru", "стальной", "стадион"),
        ("ru", "мостовая", "мост"),
        ("kk", "мысал", "мыс"),
        ("ru", "семь", "семья"),
        ("ru", "деревня", "дерево"),
        ("ru", "долина", "доля"),
        ("ru", "парковка", "парк"),
        ("en", "important", "imports"),
        ("en", "investigation", "investment"),
        ("en", "citizen", "cities"),
        ("en", "coalition", "coal"),
        ("kk", "қалай", "қала"),
        ("kk", "газет", "газ"),
        ("kk", "жолдау", "жолдар"),
        ("kk", "суық", "су"),
    ],
)
def test_other_words_have_another_key(language: str, first: str, second: str) -> None:
    assert set(keys_of(first, language)).isdisjoint(keys_of(second, language))


@pytest.mark.parametrize(
    "words",
    [
        {"en": "copper", "ru": "меди", "kk": "мысты"},
        {"en": "jobs", "ru": "рабочих мест", "kk": "жұмыс орындары"},
        {"en": "rental flats", "ru": "арендные квартиры", "kk": "жалға пәтерлер"},
        {"en": "families", "ru": "семей", "kk": "отбасылар"},
        {"en": "roads repaired", "ru": "отремонтированные дороги", "kk": "жөнделген жолдар"},
    ],
)
def test_languages_share_concepts(words: dict[str, str]) -> None:
    keys = [set(keys_of(text, language)) for language, text in words.items()]
    assert keys[0] == keys[1] == keys[2]
    assert all(key.startswith(CONCEPT) for key in keys[0])


def test_numbers_are_keys_and_long_ones_are_not() -> None:
    assert keys_of("Park No. 2 to 2028, 150000 units", "en")[1:3] == ("#2", "#2028")
    assert "#150000" not in keys_of("150000 units", "en")


def test_languages_have_the_same_concepts() -> None:
    english, *others = (set(words.concepts.values()) for words in SPOKEN)
    assert all(concepts == english for concepts in others)
    assert {key.removeprefix(CONCEPT) for key in (*ACTIONS, *GENERIC, *RELATED)} <= english
