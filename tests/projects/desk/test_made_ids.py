"""Ids that nobody types: of words in three languages, permanent addresses, none twice."""

from __future__ import annotations

import re

import pytest

from projects.desk.made_ids import LONGEST, MadeIds, id_of_words, id_with_end
from projects.models.fields import PUBLIC_ID

pytestmark = pytest.mark.once

CASES = [
    (("Government press service",), "government-press-service"),
    (("Министерство труда", "2024"), "ministerstvo-truda-2024"),
    (("Щёлковский съезд, объём",), "shchelkovskii-sezd-obem"),
    (("Қазақстан Республикасының Үкіметі",), "qazaqstan-respublikasynyn-ukimeti"),
    (("Өңірлік әкімдік", "Ғылым һәм ұлт"), "onirlik-akimdik-gylym-ham-ult"),
    (("Й и́ и\u0306 №5",), "i-i-i-no5"),
    (("24KZ",), "24kz"),
    (("Aikyn.kz / Ұйым",), "aikyn-kz-uiym"),
    (("Straße, Łódź, İstanbul, naïve",), "strasse-lodz-istanbul-naive"),
    (("O’Reilly's",), "oreillys"),
    (("政府",), ""),
    (("", "  ", "—"), ""),
]


@pytest.mark.parametrize(("texts", "made"), CASES)
def test_id_of_words_is_latin(texts, made) -> None:
    assert id_of_words(*texts) == made
    assert not made or re.fullmatch(PUBLIC_ID, made)


def test_long_words_are_left_out_and_a_long_first_word_is_cut() -> None:
    made = id_of_words(*["слово"] * 40)
    assert made.endswith("slovo")
    assert len(made) <= LONGEST
    assert id_of_words("a" * 500) == "a" * LONGEST


@pytest.mark.parametrize(
    ("texts", "end", "made"),
    [
        (["The Astana Times"], "2024-05", "the-astana-times-2024-05"),
        (["政府"], "2024-05-01", "source-2024-05-01"),
        (["x" * 300], "2024-05-01", "x" * (LONGEST - 11) + "-2024-05-01"),
        (["Kazinform"], "", "kazinform"),
    ],
)
def test_id_with_end_keeps_its_end(texts, end, made) -> None:
    assert id_with_end(texts, end, otherwise="source") == made
    assert len(made) <= LONGEST


def test_made_ids_give_no_id_twice() -> None:
    ids = MadeIds()
    assert [ids.take("sources", "a"), ids.take("sources", "a"), ids.take("targets", "a")] == ["a", "a-2", "a"]
    assert [ids.take("sources", "a-2"), ids.take("sources", "a")] == ["a-2-2", "a-3"]
