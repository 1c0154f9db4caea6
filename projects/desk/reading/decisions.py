"""What editors decided on the figures of an article, as it is stored beside its text (``Article.decisions``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, TypeAlias

State: TypeAlias = Literal["accepted", "dropped", "mended"]
TABLES = ("targets", "outcomes")
STATES = ("accepted", "dropped", "mended")


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one figure.

    ``table`` and ``cells`` are the row that it makes, canonical as those of a change; without a table nothing is
    entered, because the record holds it already. ``draft`` is the draft that it was entered into, ``row`` the row of
    the record that it became. ``by`` is whoever decided (their id) and ``at`` when, in ISO 8601.
    """

    state: State
    table: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    draft: int | None = None
    row: str = ""
    by: str = ""
    at: str = ""

    @property
    def enters(self) -> bool:
        """Whether a row is made of it."""
        return self.state != "dropped" and bool(self.table)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def key_of(start: int, end: int) -> str:
    """The name of a figure in its article: its half-open place."""
    return f"{start}-{end}"


def decisions_of(stored: Any) -> dict[str, Decision]:
    """The decisions by figure; what another version wrote and this one cannot read is left out."""
    if not isinstance(stored, dict):
        return {}
    read = {str(key): read_decision(entry) for key, entry in stored.items()}
    return {key: decision for key, decision in read.items() if decision is not None}


def read_decision(entry: Any) -> Decision | None:
    """A stored decision; None where there is none that can be read."""
    if not isinstance(entry, dict) or entry.get("state") not in STATES:
        return None
    table, draft = entry.get("table"), entry.get("draft")
    return Decision(
        state=entry["state"],
        table=table if table in TABLES else "",
        cells={str(name): str(cell) for name, cell in _mapping(entry.get("cells")).items()},
        draft=draft if isinstance(draft, int) else None,
        row=str(entry.get("row") or ""),
        by=str(entry.get("by") or ""),
        at=str(entry.get("at") or ""),
    )


def _mapping(value: Any) -> Mapping[Any, Any]:
    return value if isinstance(value, dict) else {}
