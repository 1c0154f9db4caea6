"""What a consistency check finds is said in three languages, with its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from projects import wording
from projects.api.target_serializers import INCONSISTENCIES as IN_THE_API
from projects.wording.consistency import INCONSISTENCIES
from projects.wording.languages import LANGUAGES


@dataclass
class Reported:
    value: Decimal | None
    period_end: date = date(2023, 12, 31)
    period_start: date | None = date(2023, 1, 1)
    unit: str = "projects"
    basis: str = "absolute"
    qualifier: str = "exactly"
    upper_value: Decimal | None = None
    compared_with_start: date | None = date(2022, 1, 1)
    compared_with_end: date | None = date(2022, 12, 31)


def ends(low: str | None, high: str | None):
    return tuple(None if end is None else Decimal(end) for end in (low, high))


HALF = Reported(Decimal(126), date(2023, 12, 22))
YEAR = Reported(Decimal(170))
BEFORE = Reported(Decimal(150), date(2022, 12, 31), date(2022, 1, 1))
GROWTH = Reported(Decimal("7.4"), basis="percent_change")
SHARE = Reported(Decimal(40), unit="percent")
DOLLARS = Reported(Decimal(2_000_000_000), unit="USD")
TENGE = Reported(Decimal(928_000_000_000), unit="KZT")

CASES = {
    "falls": ((YEAR, HALF), ends("125.5", "126.5"), ends("169.5", "170.5"), ["170", "126"]),
    "growth_differs": ((BEFORE, YEAR, GROWTH), ends("7.35", "7.45"), ends("13.2", "13.5"), ["150", "13.2", "7.35"]),
    "last_stretch": ((HALF, YEAR), ends("4.8", None), ends(None, "1.75"), ["126", "170", "4.8", "0.35", "13.7"]),
    "share_differs": ((HALF, YEAR, SHARE), ends("39.5", "40.5"), ends("73.9", "74.4"), ["126", "170", "74.4", "39.5"]),
    "parts_differ": ((YEAR, HALF, BEFORE), ends("150", "150"), ends("296", None), ["170", "126", "≥ 296", "150"]),
    "exchange_rate_differs": ((TENGE, DOLLARS), ends("464", "464"), ends("440", "460"), ["928", "464", "440", "460"]),
}


def test_every_code_has_a_sentence_and_a_place_in_the_api() -> None:
    assert set(CASES) == set(INCONSISTENCIES) == set(IN_THE_API)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", CASES)
def test_sentence_holds_the_numbers(code: str, lang: str) -> None:
    reports, interval, implied, numbers = CASES[code]
    sentence = wording.inconsistency(code, reports, interval, implied, lang)
    assert sentence.endswith(".")
    assert "{" not in sentence
    for number in numbers:
        assert (number if lang == "en" else number.replace(".", ",")) in sentence, sentence


def test_sentences_differ_between_languages() -> None:
    for phrase in INCONSISTENCIES.values():
        assert len(set(phrase)) == len(LANGUAGES)


def test_a_whole_number_of_times_has_its_own_form_in_russian() -> None:
    sentence = wording.inconsistency("last_stretch", (HALF, YEAR), ends("5", None), ends(None, "2.5"), "ru")
    assert sentence.replace("\u00a0", " ").endswith("больше в 10 раз.")
