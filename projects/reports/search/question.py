"""What people type → terms: each with the words, figures and synonyms of which one must be there."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from projects.wording import LANGUAGES

from .figures import typed_figure
from .letters import compound, folded_line, folded_words, languages_of
from .stemming import says_little
from .synonyms import Phrase, synonyms, synonyms_of

MAX_WORDS = 8
LONGEST_WORD = 60  # letters; no word of a record is longer
_UNWRITTEN = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


class Term(NamedTuple):
    """A part of a question. A document answers it with all of ``words``, one of ``keys``, or one of ``synonyms``.

    ``keys`` stand for a figure or a word with hyphens written as one. ``needed``: without it nothing is an answer;
    words such as “in” only order the answers. ``languages`` are those of its stems, the reader's own where it can be
    that; ``other_languages`` those that it can be as well.
    """

    typed: str
    words: tuple[str, ...]
    languages: tuple[str, ...]
    other_languages: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    synonyms: tuple[Phrase, ...] = ()
    needed: bool = True


class Question(NamedTuple):
    """A question as it is asked: ``text`` as an id is written, ``beginning`` as a line of a folded name begins."""

    text: str
    beginning: str
    terms: tuple[Term, ...]


def read_question(text: str, lang: str = "") -> Question:
    """The terms of what somebody typed who reads in a language; none where there is no word in it. Never raises."""
    plain = _UNWRITTEN.sub(" ", unicodedata.normalize("NFC", text))
    typed = [word for word in plain.split() if folded_words(word)][:MAX_WORDS]
    terms = [_in_language(term, lang) for term in _terms(typed)]
    text, beginning = plain.strip().casefold(), f"\n{folded_line(plain)}"
    if any(term.needed for term in terms):
        return Question(text, beginning, tuple(terms))
    needed = tuple(term._replace(needed=True) for term in terms)
    return Question(text, beginning, needed)


def _terms(typed: list[str]) -> list[Term]:
    terms, place = [], 0
    while place < len(typed):
        term, length = _figure(typed[place:]) or _phrase(typed[place:]) or (_word(typed[place]), 1)
        terms.append(term)
        place += length
    return terms


def _in_language(term: Term, lang: str) -> Term:
    if lang not in term.languages:
        return term
    others = tuple(language for language in term.languages if language != lang)
    return term._replace(languages=(lang,), other_languages=others)


def _figure(typed: list[str]) -> tuple[Term, int] | None:
    figure = typed_figure(typed)
    if figure is None:
        return None
    text = " ".join(typed[: figure.length])
    words = _short(folded_words(text))
    return Term(text, words, LANGUAGES, keys=figure.keys), figure.length


def _phrase(typed: list[str]) -> tuple[Term, int] | None:
    """The longest phrase of two words or more that has synonyms."""
    for length in range(min(synonyms().longest, len(typed)), 1, -1):
        words = _short(folded_words(" ".join(typed[:length])))
        if others := synonyms_of(words):
            return Term(" ".join(typed[:length]), words, languages_of(words[0]), synonyms=others), length
    return None


def _word(typed: str) -> Term:
    words = _short(folded_words(typed))
    languages = languages_of(words[0])
    keys = tuple(filter(None, (compound(typed),)))
    needed = len(words) > 1 or not says_little(words[0], languages)
    return Term(typed, words, languages, keys=keys, synonyms=synonyms_of(words), needed=needed)


def _short(words: list[str]) -> tuple[str, ...]:
    return tuple(word[:LONGEST_WORD] for word in words[:MAX_WORDS])
