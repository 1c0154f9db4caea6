"""What a mistake made untrue: the news that told it, and the verdicts that stood on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from projects.models import Correction, RenamedId, Target
from projects.reports.verdicts.verdict_lookup import Verdict, judge_chains

# The columns of a promise that news of it names.
TOLD_COLUMNS = frozenset(
    {"basis", "qualifier", "value", "upper_value", "deadline", "deadline_text", "announced", "withdrawn"}
)
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


def untrue_news(corrections: Sequence[Correction]) -> dict[int, UntrueNews]:
    """By primary key, what the mistakes had made of the news.

    Two queries for every moment at which something was put right, and two for every 500 corrections.
    """
    former = _former_ids(corrections)
    later = _later_links(corrections)
    after = _verdicts_after(corrections)
    news: dict[int, UntrueNews] = {}
    for correction in corrections:
        moved = _moved(correction, after)
        ids = {correction.row_id, *former.get((correction.table, correction.row_id), ())}
        if correction.table == Correction.Table.OUTCOME:
            news[correction.pk] = UntrueNews(outcomes=frozenset(ids), moved=moved)
        elif correction.table == Correction.Table.TARGET:
            news[correction.pk] = _of_promise(correction, ids, later.get(correction.row_id, ()), moved)
        else:
            news[correction.pk] = UntrueNews()
    return news


def _of_promise(
    correction: Correction, ids: set[str], later: Collection[str], moved: Mapping[str, MovedVerdict]
) -> UntrueNews:
    """``later`` are links that revise the promise: news of them says what was promised before."""
    erased = not correction.right
    changed = {name for name in TOLD_COLUMNS if correction.cells.get(name) != correction.right.get(name)}
    if not erased and not changed:
        return UntrueNews(moved=moved)
    deadlines = _deadlines(correction) if erased or "deadline" in changed else frozenset[tuple[str, str]]()
    return UntrueNews(links=frozenset({*ids, *later}), deadlines=deadlines, moved=moved)


def _verdicts_after(corrections: Sequence[Correction]) -> dict[tuple[datetime, str], Verdict]:
    """By moment and first link, the verdicts on what was recorded right after each correction."""
    firsts: dict[datetime, set[str]] = defaultdict(set)
    for correction in corrections:
        if correction.verdicts:
            firsts[correction.corrected_at].update(correction.verdicts)
    after = {}
    for at, of_moment in firsts.items():
        as_of = timezone.localdate(at, timezone.get_default_timezone())
        after.update({(at, verdict.first): verdict for verdict in judge_chains(as_of, of_moment, at)})
    return after


def _moved(correction: Correction, after: Mapping[tuple[datetime, str], Verdict]) -> dict[str, MovedVerdict]:
    """The verdicts that differ right after the correction from what they were just before it."""
    moved = {}
    for first, (_target, status, actual) in correction.verdicts.items():
        verdict = after.get((correction.corrected_at, first))
        status_after, actual_after = (verdict.status, (verdict.payload or {})["actual"]) if verdict else ("", None)
        if (status, actual) != (status_after, actual_after):
            moved[first] = MovedVerdict(status if status != status_after else "", actual != actual_after)
    return moved


def _deadlines(correction: Correction) -> frozenset[tuple[str, str]]:
    deadline = correction.cells.get("deadline")
    firsts = [first for first, (target, *_rest) in correction.verdicts.items() if target == correction.row_id]
    return frozenset((first, deadline) for first in firsts if deadline)


def _later_links(corrections: Sequence[Correction]) -> dict[str, list[str]]:
    """By id, the links that revise a promise."""
    ids = [correction.row_id for correction in corrections if correction.table == Correction.Table.TARGET]
    links: dict[str, list[str]] = defaultdict(list)
    for start in range(0, len(ids), BATCH):
        rows = Target.objects.filter(revises__in=ids[start : start + BATCH])
        for earlier, link in rows.values_list("revises_id", "pk"):
            links[str(earlier)].append(link)
    return links


def _former_ids(corrections: Sequence[Correction]) -> dict[tuple[str, str], list[str]]:
    ids = [correction.row_id for correction in corrections]
    former: dict[tuple[str, str], list[str]] = defaultdict(list)
    for start in range(0, len(ids), BATCH):
        rows = RenamedId.objects.filter(new_id__in=ids[start : start + BATCH])
        for kind, new_id, old_id in rows.values_list("kind", "new_id", "old_id"):
            former[kind, new_id].append(old_id)
    return former
