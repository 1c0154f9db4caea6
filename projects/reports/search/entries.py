"""What a search finds: everything of the record that has a public page or filter, as entries of words.

An entry is a document with the texts in which it is searched for: its names, and what else is said of it.
"""

from __future__ import annotations

from typing import NamedTuple

TARGET, INDICATOR, PROGRAMME, BODY, PERSON = "target", "indicator", "programme", "organisation", "person"
PLACE, SECTOR, PROJECT, SOURCE, WORD = "territory", "sector", "project", "source", "word"
# In the order in which a page shows them, where none answers better than the other.
KINDS = (TARGET, PROGRAMME, BODY, PERSON, PLACE, SECTOR, PROJECT, INDICATOR, WORD, SOURCE)

ALWAYS = 0  # since: public on every day
NEVER = 10_000_000  # until, of what has no end


class Text(NamedTuple):
    """A text and its language; "" where it names none."""

    language: str
    text: str


class Document(NamedTuple):
    """One thing of the record. ``names`` are in the order of the languages, English first; others may be empty.

    ``since`` is the day from which it is public, as an ordinal; ``until`` the deadline of a target. ``places`` are
    those it is for. ``chain`` is the first id of a target's chain. ``about`` of a target are its indicator and the link
    that it revises; of an indicator and a project the programme; of a word of the glossary its meaning in each
    language.
    """

    kind: str
    id: str
    names: tuple[str, ...]
    since: int
    until: int = NEVER
    places: tuple[str, ...] = ()
    chain: str = ""
    about: tuple[str, ...] = ()

    def name(self, place: int) -> str:
        """The name in the language with that place in the order, else the English one."""
        return (self.names[place] if place < len(self.names) else "") or self.names[0]


class Entry(NamedTuple):
    """A document with its texts. ``keys`` are words that stand for figures and units, as the index has them.

    Whatever answers with the ``parent`` is answered by the entry too: a target by its indicator.
    """

    document: Document
    names: tuple[Text, ...]
    texts: tuple[Text, ...] = ()
    keys: tuple[str, ...] = ()
    parent: Entry | None = None
