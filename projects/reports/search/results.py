"""The answers to a question: hits in groups, the best first, as of a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nsmallest

from projects.models.record_version import Version
from projects.wording import LANGUAGES
from projects.wording.languages import grammar

from .entries import INDICATOR, KINDS, NEVER, SOURCE, TARGET, Document
from .index import SearchIndex, search_index
from .letters import on_other_keyboard
from .matching import IN_NAME, WHOLE, answers, has_answer
from .nearest import nearest_word
from .question import Question, Term, read_question
from .segment import LINE
from .sources_of_places import cited_there

MOST = 5  # hits of a kind on the page
# How a name answers: it is the question, begins with it, has every word of it, has parts of them; or another text does.
EXACT, BEGINS, HAS_WORDS, HAS_PARTS, ELSEWHERE = range(5)


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer. ``id`` of a target is the link that stands on the day; ``matched`` the one that answers.

    ``grade`` is one of EXACT, BEGINS, HAS_WORDS, HAS_PARTS and ELSEWHERE. ``about``: the programme of an indicator or a
    project, the meaning of a word of the glossary in the reader's language. ``promises``: the targets of an indicator.
    """

    kind: str
    id: str
    name: str
    grade: int
    matched: str = ""
    about: str = ""
    promises: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one kind: ``count`` in all, and the best of them."""

    kind: str
    count: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class SearchResults:
    """``understood`` is false where the question has no word.

    Of a question without answers ``did_you_mean`` is another that has some, ``tries`` are parts of it that have.
    """

    text: str
    groups: tuple[Group, ...] = ()
    understood: bool = True
    did_you_mean: str = ""
    tries: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)


# A document that answers: its grade, how little its terms are worth together, and itself.
_Match = tuple[int, int, Document]


def search(
    text: str,
    as_of: date,
    lang: str,
    *,
    territory: str | None = None,
    version: Version | None = None,
    most: int = MOST,
    kind: str | None = None,
) -> SearchResults:
    """What answers a question, as of a day; of a place and its parts only with ``territory``. Never raises for text.

    ``most`` hits of each kind, or of one ``kind`` alone. Reads nothing but the version where this process has the index
    of it, and one query for the sources of a place.
    """
    question = read_question(text, grammar(lang))
    if not question.terms:
        return SearchResults(text, understood=False)
    index = search_index(version)
    places = index.with_parts(territory) if territory else frozenset[str]()
    name = LANGUAGES.index(grammar(lang))
    by_kind = _by_kind(index, question, as_of.toordinal(), places, name)
    wanted = {key: matches for key, matches in by_kind.items() if matches and kind in (None, key)}
    shown = _Shown(index, as_of.toordinal(), name, most)
    groups = sorted(map(shown.group, wanted, wanted.values()), key=_group_order)
    if groups:
        return SearchResults(text, tuple(groups))

    def is_answered(other: str) -> bool:
        """Whether another question has an answer on the day and for the place: else what comes later would show."""
        return any(_by_kind(index, read_question(other), as_of.toordinal(), places, name).values())

    parts = [term.typed for term in question.terms if term.needed] if len(question.terms) > 1 else []
    tries = tuple(part for part in dict.fromkeys(parts) if is_answered(part))
    return SearchResults(text, did_you_mean=_other_question(index, question, is_answered), tries=tries)


def matching_targets(text: str, as_of: date | None = None, version: Version | None = None) -> frozenset[str]:
    """The ids of all links of the chains that answer a question with a link that was announced by then."""
    question, index = read_question(text), search_index(version)
    day = as_of.toordinal() if as_of else None
    chains = {
        document.chain
        for _grade, _worth, document in _matches(index, question, day, frozenset())
        if document.kind == TARGET
    }
    return frozenset(link.id for chain in chains for link in index.links(chain))


def _by_kind(
    index: SearchIndex, question: Question, day: int, places: frozenset[str], name: int
) -> dict[str, list[_Match]]:
    by_kind: dict[str, list[_Match]] = defaultdict(list)
    for match in _matches(index, question, day, places, name):
        by_kind[match[2].kind].append(match)
    if places and SOURCE in by_kind:
        cited = cited_there([match[2].id for match in by_kind[SOURCE]], places)
        by_kind[SOURCE] = [match for match in by_kind[SOURCE] if match[2].id in cited]
    return by_kind


def _group_order(group: Group) -> tuple[int, int]:
    """The kind that answers best comes first; whether a name begins with the question decides only within a kind."""
    grade = group.hits[0].grade
    return HAS_WORDS if grade == BEGINS else grade, KINDS.index(group.kind)


def _matches(
    index: SearchIndex, question: Question, day: int | None, places: frozenset[str], name: int = 0
) -> Iterator[_Match]:
    """Everything that answers and was public by the day; what is for no place is for every place.

    ``name`` is the place of the reader's language: of the names the one that is shown must begin with the question.
    """
    last = NEVER if day is None else day
    for place, segment in enumerate(index.segments):
        hidden, documents, lines = segment.carriers if place else index.outdated, segment.documents, segment.lines
        for number, (weakest, worth) in answers(segment, question).items():
            document = documents[number]
            if document.since > last or number in hidden:
                continue
            if places and document.places and places.isdisjoint(document.places):
                continue
            yield _grade(question, document, lines[number], weakest, name), -worth, document


def _grade(question: Question, document: Document, line: str, weakest: int, name: int) -> int:
    if question.beginning in line:
        if f"{question.beginning}{LINE}" in line:
            return EXACT
        names = line.split(LINE)  # the first and the last are empty
        if f"{LINE}{names[name + 1] or names[1]}".startswith(question.beginning):
            return BEGINS
    if document.id == question.text:
        return EXACT
    if weakest >= WHOLE:
        return HAS_WORDS
    return HAS_PARTS if weakest >= IN_NAME else ELSEWHERE


class _Shown:
    """The best matches as hits: on a day, with names in the language of that place, ``most`` of a kind."""

    def __init__(self, index: SearchIndex, day: int, name: int, most: int) -> None:
        self.index, self.day, self.name, self.most = index, day, name, most

    def group(self, kind: str, matches: Sequence[_Match]) -> Group:
        if kind == TARGET:
            return self._targets(matches)

        def place(match: _Match) -> tuple[int, int, int, str, str]:
            grade, worth, document = match
            newest = -document.since if kind == SOURCE else 0
            return grade, worth, newest, document.name(self.name).casefold(), document.id

        best = nsmallest(self.most, matches, key=place)
        return Group(kind, len(matches), tuple(self._hit(document, grade) for grade, _worth, document in best))

    def _hit(self, document: Document, grade: int) -> Hit:
        about = document.about[min(self.name, len(document.about) - 1)] if document.about else ""
        promises = self.index.promises(document.id, self.day) if document.kind == INDICATOR else ()
        return Hit(document.kind, document.id, document.name(self.name), grade, about=about, promises=promises)

    def _targets(self, matches: Sequence[_Match]) -> Group:
        """One hit for each chain, under the link that stands on the day; open promises before old ones."""
        best: dict[str, _Match] = {}
        for match in matches:
            chain = match[2].chain
            other = best.get(chain)
            if other is None or _in_chain(match) < _in_chain(other):
                best[chain] = match
        standing = self.index.standing(self.day)

        def place(chain: str) -> tuple[int, bool, int, int, str]:
            grade, worth, _document = best[chain]
            link = standing[chain]
            past = link.until < self.day
            return grade, past, worth, -link.until if past else link.until, link.id

        hits = tuple(
            Hit(TARGET, standing[chain].id, standing[chain].name(self.name), best[chain][0], best[chain][2].id)
            for chain in nsmallest(self.most, best, key=place)
        )
        return Group(TARGET, len(best), hits)


def _in_chain(match: _Match) -> tuple[int, int, int, str]:
    """Of links that answer as well, the newest."""
    grade, worth, document = match
    return grade, worth, -document.since, document.id


def _other_question(index: SearchIndex, question: Question, is_answered: Callable[[str], bool]) -> str:
    """The question with words of the record for those that are nowhere in it, or on the other keyboard; "" for none."""
    words = [_nearest(index, term) for term in question.terms]
    other = " ".join(words) if all(words) else ""
    for text in (other, on_other_keyboard(question.text)):
        if text and text != question.text and is_answered(text):
            return text
    return ""


def _nearest(index: SearchIndex, term: Term) -> str:
    """The term as it was typed if the record has it or it is not needed, else a word that resembles it."""
    if not term.needed or any(has_answer(segment, term) for segment in index.segments):
        return term.typed
    names = (word for segment in index.segments for word in segment.vocabulary if segment.is_name(word))
    nearest = nearest_word(term.words[0], names) if len(term.words) == 1 else ""
    return next((segment.spelling(nearest) for segment in index.segments if segment.is_name(nearest)), "")
