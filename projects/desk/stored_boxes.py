from __future__ import annotations

from typing import Any

from django.http import QueryDict


def stored_boxes(entry: Any, member: str) -> dict[str, list[str]]:
    """The boxes that a draft keeps below ``member`` of its entry, by name; what another version wrote is left out."""
    boxes = entry.get(member) if isinstance(entry, dict) else None
    if not isinstance(boxes, dict):
        return {}
    return {name: [str(text) for text in texts] for name, texts in boxes.items() if isinstance(texts, list)}


def as_if_sent(boxes: dict[str, list[str]]) -> QueryDict:
    """The boxes as a form would send them."""
    data = QueryDict(mutable=True)
    for name, texts in boxes.items():
        data.setlist(name, texts)
    return data
