"""The kinds of news that a person can choose, in the order in which a digest tells them."""

from __future__ import annotations

KINDS = ("overdue", "decided", "revised", "disputed", "reported", "in_other_terms", "announced", "due_soon")

DIGEST_ONLY = frozenset({"in_other_terms"})  # nothing that anybody waits for minute by minute


def all_kinds() -> list[str]:
    """The default: every kind."""
    return list(KINDS)
