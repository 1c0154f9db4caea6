"""Which of the things that a message tells stand in its words: a digest shows only what it has room for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def is_shown(item: Mapping[str, Any], text: str) -> bool:
    """Whether the words lead to the item's target; of words that were emptied by what was noted before."""
    return bool(item["shown"]) if "shown" in item else f"/targets/{item['target']}/" in text


def with_shown(items: Sequence[Mapping[str, Any]], text: str) -> list[dict[str, Any]]:
    """The items, with what the words showed noted beside each that has a target."""
    return [{**item, "shown": is_shown(item, text)} if item.get("target") else dict(item) for item in items]
