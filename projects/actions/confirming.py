"""Which doubts of a list of changes somebody has confirmed: row by row, or for rows that were named together.

A form of one row knows the doubts of that row; a list of changes asks about each row by itself, because a tick that
somebody set for one row says nothing of another that is doubtful in the same words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence

from projects.actions.changes import MARK, Change, ChangeDoubt

TOGETHER = "together"


def of_one_row(change: Change, tokens: Iterable[str]) -> list[str]:
    """What the form of one row confirmed, as a list of changes takes it."""
    mark = change.mark
    return [f"{mark}:{token}" for token in tokens]


def confirmed_of(change: Change, tokens: Collection[str]) -> set[str]:
    """The other way: what of it is about this change, as the row itself is asked."""
    if not tokens:
        return set()
    start = f"{change.mark}:"
    return {token.removeprefix(start) for token in tokens if token.startswith(start)}


def alike(doubts: Iterable[ChangeDoubt]) -> list[list[ChangeDoubt]]:
    """Doubts that are said in the same words and of the same values, in the order of the first."""
    groups: dict[str, list[ChangeDoubt]] = {}
    for item in doubts:
        groups.setdefault(item.doubt.token, []).append(item)
    return list(groups.values())


def token_of_rows(group: Sequence[ChangeDoubt]) -> str:
    """Confirms one doubt in exactly these rows. Where another row has it too by then, it confirms nothing."""
    rows = " ".join(sorted(item.mark for item in group))
    return f"{TOGETHER}-{hashlib.sha256(rows.encode()).hexdigest()[:MARK]}:{group[0].doubt.token}"


def unconfirmed(doubts: Iterable[ChangeDoubt], tokens: Collection[str]) -> list[ChangeDoubt]:
    """Those that nobody has confirmed, in their order."""
    left = [item for item in doubts if item.token not in tokens]
    together = {item.doubt.token for group in alike(left) if token_of_rows(group) in tokens for item in group}
    return [item for item in left if item.doubt.token not in together]
