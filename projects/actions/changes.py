"""Changes of the record as data: what is to be done, what is wrong with it, and what came of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from projects.packages.doubt_rules import Doubt
from projects.packages.tables import BY_NAME, WORDS

Action: TypeAlias = Literal["add", "edit", "annotate", "mend", "erase"]
Row: TypeAlias = tuple[str, str]  # table and id
MARK = 16  # characters that tell one row of a list from another
AROUND = WORDS | {"bundle"}  # columns of a claim that say nothing of its figure


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one row. ``cells`` are canonical, as ``packages.cells`` makes them.

    - ``add``: a new row; absent columns have their default. ``makes_id``: its id was made by the desk, and may get
      a number where another row has it by now. Later changes name it by the id that stands here.
    - ``edit`` (a row that keeps its history), ``annotate`` (the words of a claim), ``mend`` (a target that we copied
      wrongly): ``cells`` are the changed columns, ``before`` what they held when they were read.
    - ``erase``: takes a claim out. ``mend`` and ``erase`` need a ``reason``, which readers see, and say who noticed it.
    """

    action: Action
    table: str
    row_id: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    makes_id: bool = False
    noticed_by: str = ""

    @property
    def mark(self) -> str:
        """Tells the row from the others of its list: of a claim by what it says, whatever is written around it."""
        named = self.row_id or self.cells.get("id", "")
        says: Mapping[str, str] = {}
        if BY_NAME[self.table].is_claim or not named:
            says = {name: cell for name, cell in self.cells.items() if cell and name not in AROUND}
        content = json.dumps([self.table, named, says], sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:MARK]

    def as_json(self) -> dict[str, Any]:
        return {
            "action": self.action,
            "table": self.table,
            "id": self.row_id,
            "cells": dict(self.cells),
            "before": dict(self.before),
            "reason": self.reason,
            "makes_id": self.makes_id,
            "noticed_by": self.noticed_by,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Change:
        """``stored_change`` says whether it can be read."""
        return cls(
            stored["action"],
            stored["table"],
            stored.get("id", ""),
            stored["cells"],
            stored["before"],
            stored.get("reason", ""),
            bool(stored.get("makes_id")),
            stored.get("noticed_by", ""),
        )


@dataclass(frozen=True, slots=True)
class ChangeProblem:
    """What is wrong with the change of that place in the list; ``column`` empty where it is the whole row."""

    index: int
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class ChangeDoubt:
    """What is doubtful in the change of that place in the list; ``mark`` is that of the change.

    Whoever confirms ``token`` confirms the doubt in this row, and in no other that is doubtful in the same words.
    """

    index: int
    doubt: Doubt
    mark: str

    @property
    def token(self) -> str:
        return f"{self.mark}:{self.doubt.token}"


class ChangesRefusedError(Exception):
    """Nothing was written: ``problems`` break a rule, ``doubts`` wait for somebody's “as printed”."""

    def __init__(self, problems: Sequence[ChangeProblem], doubts: Sequence[ChangeDoubt]) -> None:
        super().__init__("; ".join(problem.text for problem in problems) or "doubts")
        self.problems = tuple(problems)
        self.doubts = tuple(doubts)


@dataclass(slots=True)
class Applied:
    """What a list of changes did: each change's row, and which of them were recorded just now."""

    rows: list[Row] = field(default_factory=list)
    new: list[Row] = field(default_factory=list)
