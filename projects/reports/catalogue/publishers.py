"""Publishers as editors see them: who has how many sources under which spellings, and who may be one and the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count

from projects.comparison.publishers import publisher_key
from projects.models import AuditEntry, Publisher, Source
from projects.packages.alike_names import AlikeNames
from projects.reports.paging import Page, paginate

PAGE_SIZE = 50
KEPT_APART = "keep_publishers_apart"  # what the audit calls it; its details hold the two keys


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name as sources print it, or as its row has it; ``row`` is the id of its row, "" where it has none."""

    name: str
    sources: int
    row: str


@dataclass(frozen=True, slots=True)
class PublisherLine:
    """A publisher: its name, how many sources it has, and all its spellings, the most frequent first.

    ``row`` is the id of its own row, "" where nobody has joined it with another.
    """

    key: str
    name: str
    row: str
    sources: int
    spellings: tuple[Spelling, ...]

    @property
    def joined(self) -> tuple[Spelling, ...]:
        """The spellings that an editor has joined with it, and can part again."""
        rows = {spelling.row: spelling for spelling in reversed(self.spellings)}
        return tuple(spelling for row, spelling in reversed(rows.items()) if row not in ("", self.row))


@dataclass(frozen=True, slots=True)
class AlikePair:
    """Two publishers spelt almost alike; the one with more sources first."""

    publisher: PublisherLine
    other: PublisherLine


def publisher_page(search: str, page: int) -> Page[PublisherLine]:
    """A page of the publishers of which some spelling contains the text, those with the most sources first."""
    lines = publisher_lines()
    if search.strip():
        wanted = publisher_key(search)
        lines = [line for line in lines if any(wanted in publisher_key(spelling.name) for spelling in line.spellings)]
    return paginate(lines, page, PAGE_SIZE)


def alike_pairs(page: int) -> Page[AlikePair]:
    """A page of pairs that are spelt almost alike, without those that an editor keeps apart. Three queries."""
    return paginate(list(_alike(publisher_lines())), page, PAGE_SIZE)


def publisher_lines() -> list[PublisherLine]:
    """Every publisher, those with the most sources first. Two queries."""
    rows = {row.key: row for row in Publisher.objects.select_related("same_as")}
    spellings: dict[str, dict[str, Spelling]] = {}
    for key, name, own, count in _printed():
        row = rows.get(own)
        spellings.setdefault(key, {})[name] = Spelling(name, count, row.pk if row else "")
    printed = {spelling.row for of_key in spellings.values() for spelling in of_key.values()}
    for row in rows.values():
        if row.pk not in printed:
            spellings.setdefault((row.same_as or row).key, {})[row.name] = Spelling(row.name, 0, row.pk)
    lines = (_line(key, list(of_key.values()), rows.get(key)) for key, of_key in spellings.items())
    return sorted(lines, key=lambda line: (-line.sources, line.name.casefold(), line.key))


def _printed() -> Iterator[tuple[str, str, str, int]]:
    """Whom it stands for, the name as printed, its own key, and how many sources print it so."""
    counted = Source.objects.order_by().values("publisher_key", "publisher").annotate(count=Count("pk"))
    for key, name, count in counted.values_list("publisher_key", "publisher", "count"):
        yield key, name, publisher_key(name), count


def _line(key: str, spellings: list[Spelling], row: Publisher | None) -> PublisherLine:
    spellings.sort(key=lambda spelling: (-spelling.sources, spelling.name))
    name = row.name if row is not None else spellings[0].name
    total = sum(spelling.sources for spelling in spellings)
    return PublisherLine(key, name, row.pk if row is not None else "", total, tuple(spellings))


def _alike(lines: list[PublisherLine]) -> Iterator[AlikePair]:
    apart = kept_apart()
    names = AlikeNames()
    lines_of: dict[str, PublisherLine] = {}
    for line in lines:
        others = {}
        for spelling in line.spellings:
            for name in names.like(spelling.name):
                others[lines_of[name].key] = lines_of[name]
        for other in others.values():
            if frozenset((line.key, other.key)) not in apart:
                yield AlikePair(other, line)
        for spelling in line.spellings:
            names.add(spelling.name)
            lines_of[spelling.name] = line


def kept_apart() -> set[frozenset[str]]:
    """Pairs of keys of publishers of which an editor has said that they are two. One query."""
    details = AuditEntry.objects.filter(action=KEPT_APART).order_by().values_list("details", flat=True)
    return {frozenset(entry["keys"]) for entry in details}
