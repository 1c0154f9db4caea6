"""What a row said that is in the record no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

WORDS = (
    *("basis", "qualifier", "timing", "stage", "deadline_text", "deadline_text_ru", "deadline_text_kk"),
    *("title", "title_ru", "title_kk", "title_en", "title_language", "language"),
)
DAYS = ("period_start", "period_end", "compared_with_start", "compared_with_end", "window_start", "deadline")


@dataclass(frozen=True, slots=True)
class StatedRow:
    """What a row said that is in the record no more, as far as anybody may read it. Figures in base units."""

    basis: str = ""
    qualifier: str = ""
    value: Decimal | None = None
    upper_value: Decimal | None = None
    compared_with_start: date | None = None
    compared_with_end: date | None = None
    period_start: date | None = None
    period_end: date | None = None
    window_start: date | None = None
    deadline: date | None = None
    deadline_text: str = ""
    deadline_text_ru: str = ""
    deadline_text_kk: str = ""
    timing: str = ""
    withdrawn: bool = False
    final: bool = True
    title: str = ""
    title_ru: str = ""
    title_kk: str = ""
    title_en: str = ""
    title_language: str = ""
    language: str = ""
    stage: str = ""
    date: date | None = None

    @classmethod
    def from_cells(cls, cells: dict[str, str]) -> StatedRow:
        """From the cells of a line, which are canonical."""
        days = {name: date.fromisoformat(cells[name]) for name in (*DAYS, "date") if cells.get(name)}
        figures = {name: Decimal(cells[name]) for name in ("value", "upper_value") if cells.get(name)}
        texts = {name: cells[name] for name in WORDS if cells.get(name)}
        flags = {name: cells[name] == "true" for name in ("withdrawn", "final") if cells.get(name)}
        return cls(**texts, **figures, **days, **flags)  # type: ignore[arg-type]  # each column has its own kind
