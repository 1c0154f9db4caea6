"""A draft that somebody else saved meanwhile: both versions are shown, and for each box one of them is chosen.

A draft keeps its boxes by name, each with the list of what was sent. What belongs to a box (what was understood of
its text) goes with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import QueryDict

CONFLICTING = "conflicting"  # name of the hidden fields that say which boxes were asked about
CHOICE = "meanwhile-"  # and of the choices, before the name of the box
MINE, THEIRS = "mine", "theirs"
OF_A_BOX = ("-understood", "-rounded", "-asked")

Boxes = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Difference:
    """A box that the two versions fill differently; ``choice`` is what was chosen already, or empty."""

    name: str
    label: str
    mine: str
    theirs: str
    choice: str = ""


def settled(data: QueryDict, stored: Boxes) -> tuple[QueryDict, set[str]]:
    """What was sent with the choices made, and the boxes about which none was made."""
    chosen, left = data.copy(), set()
    for name in data.getlist(CONFLICTING):
        choice = data.get(f"{CHOICE}{name}")
        if choice == THEIRS:
            for box in (name, *(f"{name}{part}" for part in OF_A_BOX)):
                chosen.setlist(box, stored.get(box, []))
        elif choice != MINE:
            left.add(name)
    return chosen, left


def differences(mine: Boxes, theirs: Boxes, labels: Mapping[str, str]) -> Iterator[Difference]:
    """The boxes that differ, in the order of the form; those without a name there are none of the reader's."""
    for name, label in labels.items():
        group = [name, *(f"{name}{part}" for part in OF_A_BOX if part != "-asked")]
        if any(_texts(mine, box) != _texts(theirs, box) for box in group):
            yield Difference(name, label, _shown(mine, name), _shown(theirs, name))


def _texts(boxes: Boxes, name: str) -> list[str]:
    return [text for text in boxes.get(name, []) if text]


def _shown(boxes: Boxes, name: str) -> str:
    return ", ".join(_texts(boxes, name)) or "–"
