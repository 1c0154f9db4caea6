"""Ids made of words, so that nobody types one: Russian and Kazakh letters as they are usually written in Latin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

LONGEST = 60  # characters; an id is an address, and may get a number behind it

# As names are written in news in English. Kazakh letters are those of the Latin alphabet of 2021, without its marks.
_LATIN = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziiklmnoprstufye", strict=True)),
        **{"ё": "e", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya"},
        **{"ъ": "", "ь": "", "ә": "a", "ғ": "g", "қ": "q", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h"},
        **{"і": "i", "ї": "i", "є": "e", "ґ": "g", "ў": "u", "ß": "ss", "ı": "i", "ł": "l", "ø": "o", "đ": "d"},
        **dict.fromkeys("'’ʼʹ", ""),
    }
)
_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")


def id_of_words(*texts: str, longest: int = LONGEST) -> str:
    """``("Министерство труда", "2024")`` → ``ministerstvo-truda-2024``; empty where nothing can be written in Latin.

    Whole words are kept as long as they fit; the first word is cut if it does not fit alone.
    """
    words = [word for text in texts for word in _BETWEEN_WORDS.split(_latin(text)) if word]
    made = ""
    for word in words:
        longer = f"{made}-{word}" if made else word[:longest]
        if len(longer) > longest:
            break
        made = longer
    return made


def id_with_end(texts: Iterable[str], end: str, *, otherwise: str, longest: int = LONGEST) -> str:
    """An id that ends as it must, however long its words are: ``astana-times`` and ``2024-05``.

    ``otherwise``: what it begins with where the words give nothing.
    """
    tail = id_of_words(end, longest=longest)
    head = id_of_words(*texts, longest=max(longest - len(tail) - 1, 1)) or otherwise
    return f"{head}-{tail}" if tail else head


class MadeIds:
    """Makes ids for the new rows of one list of changes, none of a table twice.

    What the record has by then under the same id is settled when the changes are made (``Change.makes_id``).
    """

    def __init__(self) -> None:
        self._taken: set[tuple[str, str]] = set()

    def take(self, table: str, wish: str) -> str:
        """``wish``, or ``wish-2``, ``wish-3`` … where a row of the list has it already."""
        row_id, number = wish, 1
        while (table, row_id) in self._taken:
            number += 1
            row_id = f"{wish}-{number}"
        self._taken.add((table, row_id))
        return row_id


def target_id(
    ids: MadeIds, indicator: str, deadline: date | None, announced: date, revises: tuple[str, date | None] | None = None
) -> str:
    """The thing and the year of the deadline, as ``schools-2027``.

    ``revises``: the id and the deadline of the target before; one of the same year is ``schools-2027-revised``.
    """
    if revises is not None and deadline is not None and revises[1] is not None and revises[1].year == deadline.year:
        return ids.take("targets", f"{revises[0]}-revised")
    return ids.take("targets", f"{indicator}-{(deadline or announced).year}")


def _latin(text: str) -> str:
    """Small letters without marks. A mark that makes another letter (й, ё) is looked up before marks are dropped."""
    letters = unicodedata.normalize("NFC", text).casefold().translate(_LATIN)
    parted = unicodedata.normalize("NFKD", letters).casefold()  # № is No
    return "".join(letter for letter in parted if not unicodedata.combining(letter))
