"""What a mistake made untrue: the news that told it, and the verdicts that stood on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from projects.models import Correction, RenamedId, Target
from projects.reports.verdicts.verdict_lookup import Verdict, judge_chains

# The columns of a promise that news of it names.
TOLD_COLUMNS = frozenset(
    {"basis", "qualifier", "value", "upper_value", "deadline", "deadline_text", "announced", "withdrawn"}
)
TARGET = "target"
BATCH = 500  # ids in a question


@dataclass(frozen=True, slots=True)
class MovedVerdict:
    """A verdict that stood on the mistake. ``status`` is what it said, "" where it says the same without it."""

    status: str
    actual_moved: bool


@dataclass(frozen=True, slots=True)
class UntrueNews:
    """``outcomes``, ``links``: ids that news names; ``deadlines``: (first link, day) of reminders; ``moved``: by first
    link.
    """

    outcomes: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    deadlines: frozenset[tuple[str, str]] = frozenset()
    moved: Mapping[str, MovedVerdict] = field(default_factory=dict)

    @property
    def names(self) -> frozenset[str]:
        """Ids of which a message names one if it can have told the mistake."""
        return self.outcomes | self.links | self.moved.keys() | {first for first, _day in self.deadlines}

    def is_told_by(self, key: str) -> bool:
        """Whether the news of that key is untrue."""
        kind, _colon, rest = key.partition(":")
        match kind:
            case "outcome":
                return rest.partition("@")[0] in self.outcomes
            case "link":
                return rest in self.links
            case "dispute":
                return bool(self.outcomes.intersection(rest.partition(":")[2].split("+")))
            case "due" | "past":
                return tuple(rest.split(":")[:2]) in self.deadlines
        return False


class Ids:
    """Every id of the things that corrections name: a message names the id of its day, a correction that of its own."""

    def __init__(self, corrections: Sequence[Correction]) -> None:
        named = {(row.table, row.row_id) for row in corrections}
        named |= {(TARGET, first) for row in corrections for first in row.verdicts}
        self._today = {
            (kind, old): new
            for ids in _batches(id for _kind, id in named)
            for kind, old, new in RenamedId.objects.filter(old_id__in=ids).values_list("kind", "old_id", "new_id")
        }
        self._former: dict[tuple[str, str], set[str]] = defaultdict(set)
        for ids in _batches(self.of_today(kind, id) for kind, id in named):
            rows = RenamedId.objects.filter(new_id__in=ids)
            for kind, new, old in rows.values_list("kind", "new_id", "old_id"):
                self._former[kind, new].add(old)

    def of_today(self, kind: str, id: str) -> str:
        return self._today.get((kind, id), id)

    def every(self, kind: str, id: str) -> set[str]:
        today = self.of_today(kind, id)
        return {id, today, *self._former.get((kind, today), ())}


def _batches(ids: Iterable[str]) -> Iterator[list[str]]:
    every = sorted({*ids})
    return (every[start : start + BATCH] for start in range(0, len(every), BATCH))


def untrue_news(corrections: Sequence[Correction]) -> dict[int, UntrueNews]:
    """By primary key, what the mistakes had made of the news, under every id of what it names.

    Two queries for every moment at which something was put right, and three for every 500 ids that corrections name.
    """
    ids = Ids(corrections)
    later = _later_links(corrections, ids)
    after = _verdicts_after(corrections, ids)
    news: dict[int, UntrueNews] = {}
    for correction in corrections:
        moved = _moved(correction, after, ids)
        own = ids.every(correction.table, correction.row_id)
        if correction.table == Correction.Table.OUTCOME:
            news[correction.pk] = UntrueNews(outcomes=frozenset(own), moved=moved)
        elif correction.table == Correction.Table.TARGET:
            links = later.get(ids.of_today(TARGET, correction.row_id), ())
            news[correction.pk] = _of_promise(correction, ids, {*own, *links}, moved)
        else:
            news[correction.pk] = UntrueNews()
    return news


def _of_promise(
    correction: Correction, ids: Ids, links: Collection[str], moved: Mapping[str, MovedVerdict]
) -> UntrueNews:
    """``links``: the promise, and those that revise it: news of them says what was promised before."""
    erased = not correction.right
    changed = {name for name in TOLD_COLUMNS if correction.cells.get(name) != correction.right.get(name)}
    if not erased and not changed:
        return UntrueNews(moved=moved)
    deadlines = _deadlines(correction, ids) if erased or "deadline" in changed else frozenset[tuple[str, str]]()
    return UntrueNews(links=frozenset(links), deadlines=deadlines, moved=moved)


def _verdicts_after(corrections: Sequence[Correction], ids: Ids) -> dict[tuple[datetime, str], Verdict]:
    """By moment and first link of today, the verdicts on what was recorded right after each correction."""
    firsts: dict[datetime, set[str]] = defaultdict(set)
    for correction in corrections:
        if correction.verdicts:
            firsts[correction.corrected_at].update(ids.of_today(TARGET, first) for first in correction.verdicts)
    after = {}
    for at, of_moment in firsts.items():
        as_of = timezone.localdate(at, timezone.get_default_timezone())
        after.update({(at, verdict.first): verdict for verdict in judge_chains(as_of, of_moment, at)})
    return after


def _moved(correction: Correction, after: Mapping[tuple[datetime, str], Verdict], ids: Ids) -> dict[str, MovedVerdict]:
    """The verdicts that differ right after the correction from what they were just before it."""
    moved = {}
    for first, (_target, status, actual) in correction.verdicts.items():
        verdict = after.get((correction.corrected_at, ids.of_today(TARGET, first)))
        status_after, actual_after = (verdict.status, (verdict.payload or {})["actual"]) if verdict else ("", None)
        if (status, actual) != (status_after, actual_after):
            news = MovedVerdict(status if status != status_after else "", actual != actual_after)
            moved.update(dict.fromkeys(ids.every(TARGET, first), news))
    return moved


def _deadlines(correction: Correction, ids: Ids) -> frozenset[tuple[str, str]]:
    deadline = correction.cells.get("deadline")
    firsts = [first for first, (target, *_rest) in correction.verdicts.items() if target == correction.row_id]
    return frozenset((name, deadline) for first in firsts for name in ids.every(TARGET, first) if deadline)


def _later_links(corrections: Sequence[Correction], ids: Ids) -> dict[str, list[str]]:
    """By id of today, the links that revise a promise."""
    rows = [correction.row_id for correction in corrections if correction.table == Correction.Table.TARGET]
    links: dict[str, list[str]] = defaultdict(list)
    for part in _batches(ids.of_today(TARGET, id) for id in rows):
        for earlier, link in Target.objects.filter(revises__in=part).values_list("revises_id", "pk"):
            links[str(earlier)].append(link)
    return links
