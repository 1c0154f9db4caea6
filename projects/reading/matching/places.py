"""Which places an article names, and what that says of the indicators of a place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .candidate import Place, Reason
from .context import Article
from .stems import keys_of

NAMED_NEAR, NAMED, NOT_NAMED = 0.06, 0.03, -0.12
ABROAD = 0.5  # what is left of a score where the article is about other countries
SHORTEST = 5  # letters that a name in another form shares with a place: Kazakh, Карагандинская
COMMON = 4  # places with one word of their names: it is “region”


class PlaceNames:
    """The names of places in one language, by the first letters of their words."""

    def __init__(self, places: Iterable[Place], language: str) -> None:
        by_id = {place.id: place for place in places}
        self.country = {id: _country(id, by_id) for id in by_id}
        names = {id: keys_of(place.names.get(language, ""), language) for id, place in by_id.items()}
        counts = Counter(key for keys in names.values() for key in keys)
        self._keys = {id: own for id, keys in names.items() if (own := [key for key in keys if counts[key] < COMMON])}
        self._by_beginning: dict[str, list[tuple[str, str]]] = {}
        for id, keys in self._keys.items():
            for key in keys:
                self._by_beginning.setdefault(key[:SHORTEST], []).append((key, id))

    def named_in(self, keys: Mapping[str, bool]) -> set[str]:
        """The places all of whose words are in a sentence, one of them with a capital.

        ``keys``: those of the sentence, and whether each begins with a capital.
        """
        words: dict[str, set[str]] = {}
        capitals: set[str] = set()
        for key, is_capital in keys.items():
            for own, id in self._by_beginning.get(key[:SHORTEST], ()):
                if own == key or (len(key) >= SHORTEST and (own.startswith(key) or key.startswith(own))):
                    words.setdefault(id, set()).add(own)
                    if is_capital:
                        capitals.add(id)
        return {id for id in capitals if len(words[id]) == len(self._keys[id])}


@dataclass(frozen=True, slots=True)
class NamedPlaces:
    """The places that an article names, by sentence, and the countries that they are in."""

    names: PlaceNames
    of_sentence: tuple[frozenset[str], ...]
    everywhere: frozenset[str]
    countries: frozenset[str]
    of_record: frozenset[str]
    home: frozenset[str]

    def share(self, territory: str) -> float:
        """What is left of the score of an indicator of a territory: nothing where the article is about another country.

        An article is about the countries of the record that it names; where it names none, about its home. Where it
        names only countries that the record does not have, little is left of what is at home.
        """
        country = self.names.country.get(territory, "")
        if not country or country in self.countries:
            return 1.0
        if country in self.home:
            return ABROAD if self.countries else 1.0
        if self.home or self.countries & self.of_record:
            return 0.0
        return ABROAD if self.countries else 1.0

    def evidence(self, territory: str, sentence: int) -> tuple[float, bool]:
        """What the places add to the score of an indicator of a territory, and whether its own is named."""
        if self.names.country.get(territory, territory) == territory:
            return 0.0, False
        near = self.of_sentence[max(0, sentence - 1) : sentence + 1]
        if any(territory in places for places in near):
            return NAMED_NEAR, True
        return (NAMED, True) if territory in self.everywhere else (NOT_NAMED, False)


def named_places(
    article: Article, names: PlaceNames, territories: Iterable[str] = (), home: Iterable[str] = ()
) -> NamedPlaces:
    """The places of an article; ``territories`` are those of the record's indicators."""
    by_sentence = tuple(frozenset(names.named_in(article.capitals(passage))) for passage in article.passages)
    everywhere = frozenset().union(*by_sentence)
    countries = frozenset(names.country[id] for id in everywhere)
    of_record = frozenset(names.country[id] for id in territories if id in names.country)
    return NamedPlaces(names, by_sentence, everywhere, countries, of_record, frozenset(home))


def place_reason(place: Place, language: str) -> Reason:
    """The place in the language of the article."""
    return Reason("place", (place.names.get(language) or place.names.get("en", place.id),))


def _country(id: str, places: Mapping[str, Place]) -> str:
    steps = 0
    while (parent := places[id].parent) in places and steps < len(places):
        id, steps = parent, steps + 1
    return id
