"""An article as the reading desk shows it: its paragraphs with their figures, and the card of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from projects.actions.articles.decide_figure import decision_token
from projects.actions.changes import Change
from projects.desk.review.change_words import ChangeReader
from projects.desk.review.named_rows import NamedRows
from projects.models import Article, Draft, Indicator, Programme
from projects.models.names import active_language
from projects.reports.editing.readings import ReadFigure

from .cards import Card
from .choices import choices_of
from .claims import agreed, asked_about, cells_for, is_open
from .decisions import Decision, decisions_of
from .entered import entered_figures
from .known_claims import known_claims, with_kept_time
from .marked_text import Paragraph, Sentences, mark
from .mend_form import IN_THE_TEXT, MendForm, initial_of
from .read_text import ReadText, read_text
from .read_words import read_words, time_words, two_readings
from .underlined import underlined

Place = tuple[int, int]


def announcement_address(article: Article, card: Card) -> str:
    """The page of an announcement with the sentence of a figure and the address of the article; it leads back."""
    query = {"article": str(article.pk), "figure": card.key, "url": article.url, "text": card.quote}
    return f"{reverse('desk-announcement')}?{urlencode({name: text for name, text in query.items() if text})}"


@dataclass(frozen=True, slots=True)
class ShownParagraph:
    """A paragraph with the cards of its figures; ``quiet`` are those that are folded."""

    paragraph: Paragraph
    html: SafeString
    cards: tuple[Card, ...]
    quiet: tuple[Card, ...]


@dataclass
class ArticlePage:
    """Everything about an article. The number of queries does not depend on the number of its figures.

    ``draft`` is the open draft of this article that is gone on with. ``named`` is a place that a person named.
    """

    article: Article
    draft: Draft | None = None
    named: Place | None = None
    lang: str = field(default_factory=active_language)

    def of(self, article: Article) -> ArticlePage:
        """The page of the same article as it is stored by now; its text and the record are read once."""
        page = ArticlePage(article, self.draft, self.named, self.lang)
        page.__dict__["read"] = self.read  # where cached_property keeps it
        return page

    @cached_property
    def read(self) -> ReadText:
        """What the reader reads."""
        return read_text(self.article)

    @property
    def query(self) -> str:
        """What addresses of the page carry along: the draft that is gone on with."""
        return f"?draft={self.draft.pk}" if self.draft is not None else ""

    @property
    def and_more(self) -> str:
        """What joins a further parameter to ``query``."""
        return "&" if self.query else "?"

    @property
    def left_out(self) -> int:
        """How many figures are not shown, because there are too many."""
        return self.read.count - len(self.read.figures)

    @cached_property
    def decisions(self) -> dict[str, Decision]:
        return decisions_of(self.article.decisions)

    @cached_property
    def cards(self) -> list[Card]:
        """In the order of the text."""
        figures = {(row.figure.start, row.figure.end): row for row in self.read.figures}
        places = set(figures) | {place for key in self.decisions if (place := self._place(key)) is not None}
        places |= {self.named} if self.named is not None else set()
        ordered = sorted(places)
        numbers = {place: number for number, place in enumerate(ordered, 1)}
        sentences, lines = Sentences(self.article.text), mark(self.article.text, ordered)
        paragraph_of = {number: line.number for line in lines for number in line.numbers}
        programmes = self._programmes(figures.values())
        cards = []
        for place in ordered:
            card = self._card(place, numbers[place], paragraph_of.get(numbers[place], 0), sentences)
            if (row := figures.get(place)) is not None:
                self._read_into(card, row, numbers, programmes)
            cards.append(card)
        self._decide(cards)
        self._find_repeats(cards)
        return cards

    @cached_property
    def by_key(self) -> dict[str, Card]:
        return {card.key: card for card in self.cards}

    @cached_property
    def paragraphs(self) -> list[ShownParagraph]:
        lines = mark(self.article.text, [(card.start, card.end) for card in self.cards])
        return [
            ShownParagraph(
                line,
                underlined(line, self.states),
                tuple(card for card in (self.cards[number - 1] for number in line.numbers) if not card.is_quiet),
                tuple(card for card in (self.cards[number - 1] for number in line.numbers) if card.is_quiet),
            )
            for line in lines
        ]

    @property
    def states(self) -> dict[int, str]:
        """Number of a figure → its state, for what is underlined."""
        return {card.number: "quiet" if card.is_quiet else card.state for card in self.cards}

    @property
    def left(self) -> list[Card]:
        """Figures that are still to be decided; quiet ones need not be."""
        return [card for card in self.cards if card.decision is None and not card.is_quiet]

    @property
    def to_enter(self) -> list[Card]:
        return [card for card in self.cards if card.is_to_enter]

    @property
    def entered(self) -> list[Card]:
        return [card for card in self.cards if card.is_locked]

    @property
    def dropped(self) -> list[Card]:
        return [card for card in self.cards if card.decision is not None and not card.decision.enters]

    @property
    def summary(self) -> str:
        """How far it is read, in words."""
        words = _("To decide: %(left)d. To enter: %(accepted)d. Not entered: %(dropped)d. Entered: %(entered)d.")
        lists = {"left": self.left, "accepted": self.to_enter, "dropped": self.dropped, "entered": self.entered}
        return words % {name: len(cards) for name, cards in lists.items()}

    # --- Cards ---------------------------------------------------------------------------------------------------

    def _card(self, place: Place, number: int, paragraph: int, sentences: Sentences) -> Card:
        start, end = place
        text = self.article.text
        first, last = sentences.place(start, end)
        card = Card(
            number, start, end, text[start:end], paragraph, (text[first:start], text[start:end], text[end:last])
        )
        card.announcement = announcement_address(self.article, card)
        return card

    def _read_into(
        self, card: Card, row: ReadFigure, numbers: Mapping[Place, int], programmes: Mapping[str, str]
    ) -> None:
        figure = card.figure = asked_about(row.figure)
        card.read_as, card.when = read_words(figure, self.lang), time_words(figure, self.lang)
        card.readings = two_readings(figure, self.lang)
        card.choices = choices_of(row, programmes, self.lang)
        if figure.converted_from is not None and figure.converted_from < len(self.read.figures):
            original = self.read.figures[figure.converted_from].figure
            card.converts = numbers.get((original.start, original.end))

    def _find_repeats(self, cards: Iterable[Card]) -> None:
        """A figure that says what an earlier one says is entered once."""
        earlier: dict[Any, int] = {}
        for card in cards:
            figure = card.figure
            if figure is None or card.is_quiet or not card.choices or card.state == "dropped":
                continue
            signature = (
                *(figure.kind, card.choices[0].measured.id, figure.basis, figure.value, figure.upper_value),
                *(figure.qualifier, figure.period_start, figure.period_end, figure.other_value),
            )
            number = earlier.setdefault(signature, card.number)
            card.repeats = number if number != card.number else None

    def _decide(self, cards: Sequence[Card]) -> None:
        """What was decided, by whom, where it went, and the row of it in words."""
        entered = entered_figures(self.decisions, self.draft)
        people = self._people()
        rows = {
            card.key: Change("add", decision.table, cells={**decision.cells, "id": ""})
            for card in cards
            if (decision := self.decisions.get(card.key)) is not None and decision.enters
        }
        reader = ChangeReader(NamedRows((), list(rows.values())), self.lang)
        for card in cards:
            stored = self.article.decisions.get(card.key) if isinstance(self.article.decisions, dict) else None
            card.token = decision_token(stored)
            decision = card.decision = self.decisions.get(card.key)
            card.entered = entered.get(card.key)
            if decision is None:
                continue
            card.decided_by = people.get(decision.by, "")
            card.chosen = decision.cells.get("indicator", "")
            if (change := rows.get(card.key)) is not None:
                card.row_words = reader.sentence(change.table, change.cells)

    def _place(self, key: str) -> Place | None:
        """The place of a stored decision; None where the text is not that long."""
        start, _dash, end = key.partition("-")
        if not (start.isdecimal() and end.isdecimal()):
            return None
        place = int(start), int(end)
        return place if place[0] < place[1] <= len(self.article.text) else None

    def _people(self) -> dict[str, str]:
        """Whoever decided, by their ids as texts. One query."""
        ids = {decision.by for decision in self.decisions.values() if decision.by.isdecimal()}
        people: Any = get_user_model()._default_manager
        return {str(person.pk): str(person) for person in people.filter(pk__in=ids)} if ids else {}

    def _programmes(self, rows: Iterable[ReadFigure]) -> dict[str, str]:
        """Names of the programmes of the matches. One query."""
        ids = {match.programme for row in rows for match in row.matches}
        return {row.pk: str(row) for row in Programme.objects.filter(pk__in=ids)} if ids else {}

    # --- Mending -------------------------------------------------------------------------------------------------

    def open_mend(self, card: Card, data: Any = None, chosen: str = "") -> MendForm:
        """Puts the form of a figure onto its card: as it was sent, as it was decided, or as it was read."""
        ids = [choice.measured.id for choice in card.choices]
        ids += [pk for pk in (card.chosen, chosen) if pk and pk not in ids]
        rows = {row.pk: row for row in Indicator.objects.select_related("programme").filter(pk__in=ids)}
        table, cells = self._as_it_stands(card, chosen)
        card.mend = MendForm(
            data,
            initial=None if data is not None else initial_of(table, cells),
            prefix=f"m{card.key}",
            indicators=[rows[pk] for pk in ids if pk in rows],
            claims=known_claims(ids),
        )
        return card.mend

    def _as_it_stands(self, card: Card, chosen: str) -> tuple[str, dict[str, str]]:
        """Table and columns: of the decision, else of what was read."""
        decision = card.decision
        if decision is not None and decision.cells:
            return decision.table, dict(decision.cells)
        indicator = chosen or (card.best.measured.id if card.best is not None else "")
        if card.figure is None:
            return "", {"indicator": indicator, "locator": f"¶ {card.paragraph}"}
        revises = next((choice.revises for choice in card.choices if choice.measured.id == indicator), "")
        value = card.value_chosen(card.value)
        cells = cells_for(agreed(card.figure, value), card.table, indicator, card.paragraph, revises)
        if is_open(card.figure, value):  # what nobody has said yet is no proposal
            cells |= dict.fromkeys(IN_THE_TEXT, "")
        return card.table, with_kept_time(cells)
