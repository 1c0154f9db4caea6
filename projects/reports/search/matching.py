"""Which documents of a segment answer a question, and how well."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from .question import Question, Term
from .segment import Segment
from .synonyms import Phrase

# How well a word answers where it stands in a name; ELSEWHERE, in another text, it is worth as many times less.
# A stem of a language that the reader does not read may mean something else: «машины» is no «машина жасау».
WORD, STEM, BEGINNING, SYNONYM, OTHER_STEM, INSIDE = 60, 50, 40, 30, 25, 20
ELSEWHERE = 10
WHOLE = STEM  # from here on it is the word itself
IN_NAME = INSIDE

Scores = dict[int, int]
Worths = list[tuple[int, Iterable[int]]]  # how well, and the documents that answer so well


Answer = tuple[int, int]  # the worth of the weakest needed term, and of all terms together


def answers(segment: Segment, question: Question) -> dict[int, Answer]:
    """By number, the documents that have every needed term."""
    needed = sorted((_of_term(segment, term) for term in question.terms if term.needed), key=len)
    if not needed or not needed[0]:
        return {}
    extra = [_of_term(segment, term) for term in question.terms if not term.needed]
    if len(needed) == 1 and not extra:
        return {number: (worth, worth) for number, worth in needed[0].items()}
    numbers = set(needed[0]).intersection(*needed[1:])
    return {
        number: (
            min([scores[number] for scores in needed]),
            sum([scores[number] for scores in needed]) + sum([scores.get(number, 0) for scores in extra]),
        )
        for number in numbers
    }


def has_answer(segment: Segment, term: Term) -> bool:
    """Whether any document of the segment has the term."""
    return bool(_of_term(segment, term))


def _of_term(segment: Segment, term: Term) -> Scores:
    """The documents with a term, and those that answer with them."""
    worths: Worths = []
    for key in term.keys:
        worths += _everywhere(segment, WORD, (key,))
    worths += _all_of([_of_word(segment, word, term) for word in term.words])
    for phrase in term.synonyms:
        worths += _all_of([_of_synonym(segment, word, phrase) for word in phrase.words])
    scores = _best(worths)
    for parent in segment.children.keys() & scores.keys():
        worth = scores[parent]
        for child in segment.children[parent]:
            if scores.get(child, 0) < worth:
                scores[child] = worth
    return scores


def _of_word(segment: Segment, word: str, term: Term) -> Worths:
    return [
        *_everywhere(segment, WORD, (word,)),
        *_everywhere(segment, STEM, segment.of_stem(word, term.languages)),
        *_everywhere(segment, BEGINNING, segment.beginning(word)),
        *_everywhere(segment, OTHER_STEM, segment.of_stem(word, term.other_languages)),
        *_everywhere(segment, INSIDE, () if word.isdigit() else tuple(segment.containing(word))),
    ]


def _of_synonym(segment: Segment, word: str, phrase: Phrase) -> Worths:
    return _everywhere(segment, SYNONYM, {word, *segment.of_stem(word, (phrase.language,))})


def _everywhere(segment: Segment, worth: int, words: Collection[str]) -> Worths:
    """The documents with one of the words, in names and in other texts."""
    return [
        *((worth, numbers) for word in words if (numbers := segment.named(word))),
        *((worth // ELSEWHERE, numbers) for word in words if (numbers := segment.mentioned(word))),
    ]


def _best(worths: Worths) -> Scores:
    """The best worth of each document: the worst first, so that a better one takes its place."""
    scores: Scores = {}
    for worth, numbers in sorted(worths, key=lambda pair: pair[0]):
        scores.update(dict.fromkeys(numbers, worth))
    return scores


def _all_of(words: Sequence[Worths]) -> Worths:
    """The documents that have every word, each with the worth of its weakest."""
    if len(words) == 1:
        return words[0]
    scores = [_best(worths) for worths in words]
    if not scores or not all(scores):
        return []
    by_worth: dict[int, list[int]] = {}
    for number in set(scores[0]).intersection(*scores[1:]):
        by_worth.setdefault(min([score[number] for score in scores]), []).append(number)
    return list(by_worth.items())
