"""Bytes become letters, or are refused: never words of another alphabet."""

from __future__ import annotations

from itertools import product

import pytest

from projects.http.page_letters import UnknownLettersError, decode_page

pytestmark = pytest.mark.once
TEXTS = {
    "ru": "В 2024 году построено 1 250 домов, сообщили в МИНИСТЕРСТВЕ. Отчёт ТОО КазСтройСервис. " * 3,
    "kk": "2024 жылы 1 250 үй салынды, бұған 3,5 млрд теңге бөлінді — ҚР Үкіметі. АҚ «ҚазМұнайГаз». " * 3,
    "en": "The agency’s plan – 1,250 homes – cost £3.5 million; “done”, café, naïve, Ålesund, São Paulo. " * 3,
    "fr": "L’année dernière, à Genève, où l’été était très agréable, 1 250 élèves. " * 3,
}
CODECS = {"ru": ("utf-8", "cp1251", "koi8-r", "utf-16"), "kk": ("utf-8", "utf-16")}
WESTERN = ("utf-8", "cp1252")
LABELS = ("", "utf-8", "windows-1251", "iso-8859-1", "koi8-r", "utf-16", "us-ascii", "rot13", "\0")
CASES = [(*case, label) for code in TEXTS for case in product([code], CODECS.get(code, WESTERN)) for label in LABELS]


@pytest.mark.parametrize(("code", "codec", "label"), CASES)
def test_letters_are_right_whatever_the_page_names(code, codec, label) -> None:
    assert decode_page(TEXTS[code].encode(codec), f"charset={label}") == TEXTS[code]


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("codec", ["cp866", "iso8859-5"])
def test_letters_that_nobody_names_are_refused(codec, label) -> None:
    with pytest.raises(UnknownLettersError):
        decode_page(TEXTS["ru"].encode(codec, errors="replace"), f"charset={label}")


@pytest.mark.parametrize(("codec", "label"), [("cp866", "ibm866"), ("iso8859-5", "iso-8859-5")])
def test_letters_that_are_named_are_read(codec, label) -> None:
    assert decode_page(TEXTS["ru"].encode(codec), f"charset={label}") == TEXTS["ru"]


def test_page_names_its_letters_where_the_header_does_not() -> None:
    body = b"<meta charset='windows-1251'>" + TEXTS["ru"].encode("cp1251")
    assert TEXTS["ru"] in decode_page(body, "")


def test_letter_that_is_cut_in_two_is_left_out() -> None:
    assert decode_page("год".encode()[:-1], "charset=utf-8") == "го"


def test_one_broken_word_of_many_breaks_no_page() -> None:
    assert "\ufffd" in decode_page(TEXTS["ru"].encode() * 9 + b"\xd0 \xff", "charset=utf-8")
