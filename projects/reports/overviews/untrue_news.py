"""What a mistake made untrue: the news that told it, and the verdicts that stood on it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from django.utils import timezone

from projects.models import Correction, RenamedId, Target
from projects.reports.verdicts.verdict_lookup import judge_chains

# The columns of a promise that news of it names.
TOLD_COLUMNS = frozenset(
    {"basis", "qualifier", "value", "upper_value", "deadline", "deadline_text", "announced", "withdrawn"}
)


@dataclass(frozen=True, slots=True)
class MovedVerdict:
    """A verdict that stood on the mistake. ``status`` is what it said, "" where it says the same without it."""

    status: str
    actual_moved: bool


@dataclass(frozen=True, slots=True)
class UntrueNews:
    """``outcomes``, ``links``: ids that news names, ``deadlines`` what reminders named; ``moved``: by first link."""

    outcomes: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    deadlines: tuple[str, ...] = ()
    moved: dict[str, MovedVerdict] = field(default_factory=dict)

    @property
    def names(self) -> frozenset[str]:
        """Ids of which a message names one if it can have told the mistake."""
        return self.outcomes | self.links | self.moved.keys() | {text.split(":")[1] for text in self.deadlines}

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
                return any(rest.startswith(deadline.partition(":")[2]) for deadline in self.deadlines)
        return False


def untrue_news(correction: Correction) -> UntrueNews:
    """What the mistake had made of the news. At most four queries."""
    moved = _moved(correction)
    ids = {correction.row_id, *_former_ids(correction)}
    if correction.table == Correction.Table.OUTCOME:
        return UntrueNews(outcomes=frozenset(ids), moved=moved)
    if correction.table != Correction.Table.TARGET:
        return UntrueNews()
    erased = not correction.right
    changed = {name for name in TOLD_COLUMNS if correction.cells.get(name) != correction.right.get(name)}
    if not erased and not changed:
        return UntrueNews(moved=moved)
    later = Target.objects.filter(revises__in=ids).values_list("pk", flat=True)  # news of it says what was before
    return UntrueNews(
        links=frozenset({*ids, *later}),
        deadlines=_deadlines(correction) if erased or "deadline" in changed else (),
        moved=moved,
    )


def _moved(correction: Correction) -> dict[str, MovedVerdict]:
    """The verdicts that differ right after the correction from what they were just before it."""
    before: dict[str, Collection[str]] = correction.verdicts
    if not before:
        return {}
    at = correction.corrected_at
    as_of = timezone.localdate(at, timezone.get_default_timezone())
    after = {verdict.first: verdict for verdict in judge_chains(as_of, list(before), at)}
    moved = {}
    for first, (_target, status, actual) in before.items():
        verdict = after.get(first)
        status_after, actual_after = (verdict.status, (verdict.payload or {})["actual"]) if verdict else ("", None)
        if (status, actual) != (status_after, actual_after):
            moved[first] = MovedVerdict(status if status != status_after else "", actual != actual_after)
    return moved


def _deadlines(correction: Correction) -> tuple[str, ...]:
    """The beginnings of the keys of reminders of the deadline that was wrong: ``due:<first link>:<day>:``."""
    deadline = correction.cells.get("deadline")
    firsts = [first for first, (target, *_rest) in correction.verdicts.items() if target == correction.row_id]
    return tuple(f"due:{first}:{deadline}:" for first in firsts) if deadline else ()


def _former_ids(correction: Correction) -> list[str]:
    rows = RenamedId.objects.filter(kind=correction.table, new_id=correction.row_id)
    return list(rows.values_list("old_id", flat=True))
