"""The kinds of news that a person can choose, in the order in which a digest tells them."""

from __future__ import annotations

KINDS = ("overdue", "decided", "revised", "disputed", "reported", "announced", "due_soon")


def all_kinds() -> list[str]:
    """The default: every kind."""
    return list(KINDS)
