"""Names in the order of the alphabet that readers know."""

from __future__ import annotations

import random
import unicodedata

import pytest

from projects.wording import place_in_order

KAZAKH = list("АӘБВГҒДЕЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ")


def ordered(names: list[str], lang: str) -> list[str]:
    shuffled = random.Random(1).sample(names, len(names))
    return sorted(shuffled, key=lambda name: place_in_order(name, lang))


@pytest.mark.parametrize("lang", ["en", "ru", "kk", "kk-KZ"])
@pytest.mark.parametrize("written", [str.upper, str.lower, lambda name: unicodedata.normalize("NFD", name)])
def test_letters_stand_as_in_the_kazakh_alphabet(lang: str, written) -> None:
    names = [written(letter + "а") for letter in KAZAKH]
    assert ordered(names, lang) == names


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("kk", ["Ақмола", "Алматы", "Әулиеата", "Бурабай"]),
        ("kk", ["Көк", "Қостанай", "Лисаков", "Уфа", "Ұлытау", "Үміт", "Фурманов", "Хан", "Һас", "Цех"]),
        ("ru", ["Ежик", "Ёлка", "Ель", "Жук"]),
        ("ru", ["Пётр 1", "Петр 2", "Пётр 3"]),
        ("ru", ["10 лет", "«Альфа»", "Бета", "«Гамма»", "Astana"]),
        ("en", ["10 years", "Astana", "Éa", "Eb", "Алматы"]),
        ("en", ["New bank", "Newest bank"]),
        ("kk", ["Жаңа-Арқа", "Жаңа Бұлақ", "Жаңаөзен"]),
    ],
)
def test_names_are_in_the_readers_order(lang: str, names: list[str]) -> None:
    assert ordered(names, lang) == names
