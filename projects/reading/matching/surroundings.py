"""What the article as a whole says of an indicator: the places and bodies that it names."""

from __future__ import annotations

from collections.abc import Collection

from .candidate import Reason
from .context import Article
from .index import CandidateIndex, LanguageIndex
from .places import named_places, place_reason

BODY = 0.03


class Surroundings:
    """The places and bodies of one article."""

    def __init__(
        self, article: Article, index: CandidateIndex, words: LanguageIndex, home: Collection[str] = ()
    ) -> None:
        self._article, self._index, self._words = article, index, words
        self._places = named_places(article, words.places, index.territories, home)
        self._bodies: dict[int, str] = {}

    def evidence(self, number: int, sentence: int) -> tuple[float, list[Reason]]:
        """What is added to the score of a candidate for a figure of a sentence, and why."""
        reasons = []
        territory = self._index.candidates[number].territory
        added, is_named = self._places.evidence(territory, sentence)
        if is_named:
            reasons.append(place_reason(self._index.places[territory], self._words.language))
        body = self._body(self._words.programme_of[number])
        if body:
            added += BODY
            reasons.append(Reason("body", (body,)))
        return added, reasons

    def share(self, number: int) -> float:
        """What is left of the score of a candidate: little where the article is about other countries than its own."""
        return self._places.share(self._index.candidates[number].territory)

    def _body(self, programme: int) -> str:
        """The first body of a programme that the article names, in the words of the article; else empty."""
        if programme not in self._bodies:
            self._bodies[programme] = next(
                (
                    " ".join(self._article.words[key] for key in keys)
                    for keys in self._words.bodies[programme]
                    if keys and all(key in self._article.words for key in keys)
                ),
                "",
            )
        return self._bodies[programme]
