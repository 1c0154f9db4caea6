"""The words of all languages together: each is written in small letters and has one meaning."""

from __future__ import annotations

from projects.reading.languages import LANGUAGES, PHRASES


def test_a_word_means_the_same_in_every_language() -> None:
    assert {vocabulary.code for vocabulary in LANGUAGES} == {"en", "ru", "kk", "signs"}
    assert all(word == word.casefold() for phrase in PHRASES for word in phrase)
