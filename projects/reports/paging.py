"""Lists in pages. A number beyond the last page gives the last page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """The rows of one page. ``count`` is the number of rows on all pages."""

    rows: tuple[Row, ...]
    count: int
    page: int
    pages: int

    def with_rows(self, rows: Iterable[Made]) -> Page[Made]:
        """The same page with other rows."""
        return Page(tuple(rows), self.count, self.page, self.pages)


def paginate(rows: Sequence[Row], page: int, size: int) -> Page[Row]:
    """One page of the rows."""
    page, pages = clamp_page(len(rows), page, size)
    start = (page - 1) * size
    return Page(tuple(rows[start : start + size]), len(rows), page, pages)


def page_slices(counts: Sequence[int], page: int, size: int) -> list[slice]:
    """For lists shown one after another, the slice of each that a page holds."""
    begin, end = (page - 1) * size, page * size
    slices = []
    for count in counts:
        slices.append(slice(min(max(begin, 0), count), min(max(end, 0), count)))
        begin, end = begin - count, end - count
    return slices


def clamp_page(count: int, page: int, size: int) -> tuple[int, int]:
    """The page number, at most the last, and the number of pages; an empty list has one page."""
    pages = max(1, -(-count // size))
    return min(page, pages), pages
