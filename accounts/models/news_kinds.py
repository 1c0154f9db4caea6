"""The kinds of news that a person can choose to hear, in the order in which a digest tells them."""

from __future__ import annotations

KINDS = ("overdue", "decided", "revised", "disputed", "reported", "announced", "due_soon")


def all_kinds() -> list[str]:
    """Everything, until a person leaves something out."""
    return list(KINDS)
