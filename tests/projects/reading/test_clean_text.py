"""Texts are kept without what is not seen, and cut where no word and no figure is cut in two."""

from __future__ import annotations

import pytest

from projects.reading.clean_text import clean_text
from projects.reading.limits import MAX_ARTICLE


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  one\r\ntwo\rthree\u2028four\x85five \t\n\n\n\nsix\n", "one\ntwo\nthree\nfour\nfive\n\nsix"),
        ("1\u202e000\u202c\u200f homes\0", "1000 homes"),
        ("1\u00a0000\u2009000 – 5\u2212", "1\u00a0000\u2009000 – 5\u2212"),
        ("и\u0306", "й"),
        ("a\tb\x1b[31mc\x9f", "a\tb[31mc"),
        ("\ud800\ufffe\ufeff", ""),
        ("", ""),
    ],
)
def test_text_is_kept_as_it_is_seen(text, clean) -> None:
    assert clean_text(text) == (clean, False)
    assert clean_text(clean) == (clean, False)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("a" * MAX_ARTICLE, MAX_ARTICLE),
        ("a" * (MAX_ARTICLE - 3) + " 1 250 homes", MAX_ARTICLE - 1),
        ("a" * (MAX_ARTICLE - 4) + " 1250 homes", MAX_ARTICLE - 4),
        ("a" * (MAX_ARTICLE + 1), MAX_ARTICLE),
        ("\u200b" * (5 * MAX_ARTICLE) + "a", 0),
        ("a " * 5_000_000, MAX_ARTICLE - 1),
    ],
)
def test_long_text_is_cut_between_words(text, length) -> None:
    clean, is_cut = clean_text(text)
    assert (len(clean), is_cut) == (length, len(text) > MAX_ARTICLE)
