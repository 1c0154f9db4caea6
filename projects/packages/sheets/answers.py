"""What is asked once for a file, and the answers: the decimal sign, the order of dates, the sheet, unknown columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

DECIMALS = (",", ".")
ORDERS = ("dmy", "mdy", "ymd")
EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Answers:
    """``decimal``: "," or "."; ``dates``: dmy, mdy or ymd; both empty while nobody was asked.

    ``columns``: letters of a column of the file, or its heading → a column of the table, or ``header.PASSED_OVER``.
    """

    decimal: str = ""
    dates: str = ""
    sheet: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Example:
    """A cell that can be read in several ways: where it stands, and each answer → what it would be."""

    line: int
    column: str
    text: str
    readings: Mapping[str, str]


@dataclass(slots=True)
class Asked:
    """A question that stands open: how many cells raise it, and the first of them."""

    total: int = 0
    examples: list[Example] = field(default_factory=list)

    def add(self, example: Example) -> None:
        self.total += 1
        if len(self.examples) < EXAMPLES:
            self.examples.append(example)


@dataclass(frozen=True, slots=True)
class UnknownColumn:
    """A column of the file that is none of the table: its place from 0, heading and first filled cell."""

    place: int
    heading: str
    example: str


@dataclass(slots=True)
class Questions:
    """All that is open before the rows of a file can be judged."""

    decimal: Asked = field(default_factory=Asked)
    dates: Asked = field(default_factory=Asked)
    sheets: tuple[str, ...] = ()
    columns: list[UnknownColumn] = field(default_factory=list)
    missing: tuple[str, ...] = ()  # columns that the table requires and the file does not name

    def __bool__(self) -> bool:
        return bool(self.decimal.total or self.dates.total or self.sheets or self.columns)
