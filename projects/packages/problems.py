"""What is wrong with a package, one line a problem, in the order of files and lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .doubt_rules import Doubt

SHOWN = 100
MAX_VALUE_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault. ``place`` orders it: (table, line, column), counted from zero in the package.

    ``doubt``: of a remark, what is doubtful, for whoever words it anew.
    """

    place: tuple[int, int, int]
    file: str
    line: int | None = None
    column: str = ""
    what: str = ""
    value: str | None = None
    doubt: Doubt | None = None

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        parts = [where, self.column, self.what] if self.column else [where, self.what]
        shown = "" if self.value is None else f" ({show(self.value)})"
        return ": ".join(parts) + shown


class PackageRefusedError(Exception):
    """The package breaks rules; nothing was written. ``problems`` are the first ones, ``more`` counts the rest."""

    def __init__(self, problems: list[Problem], more: int = 0) -> None:
        self.problems = problems
        self.more = more
        super().__init__("\n".join(self.lines()))

    def lines(self) -> list[str]:
        lines = [str(problem) for problem in self.problems]
        return [*lines, f"and {self.more} more"] if self.more else lines


@dataclass(slots=True)
class Problems:
    """Collects faults in bounded memory: the first ``most`` of each kind, and how many there are in all."""

    most: int = SHOWN

    faults: list[Problem] = field(default_factory=list)
    total: int = 0
    remarks: list[Problem] = field(default_factory=list)
    doubts: list[Problem] = field(default_factory=list)

    def remark(self, problem: Problem) -> None:
        """Keep what the person should know although the package is good; the first ones only."""
        if len(self.remarks) < self.most:
            self.remarks.append(problem)

    def doubt(self, problem: Problem) -> None:
        """Keep what may be a slip in a good package; the first ones only."""
        if len(self.doubts) < self.most:
            self.doubts.append(problem)

    def add(self, problem: Problem) -> None:
        """Keep the problem while there is room; callers report in the order of lines."""
        self.total += 1
        if len(self.faults) < 2 * self.most:
            self.faults.append(problem)
            return
        self.faults = self.first()
        self.faults.append(problem)

    def first(self) -> list[Problem]:
        return sorted(self.faults, key=lambda problem: problem.place)[: self.most]

    def files(self) -> set[str]:
        return {problem.file for problem in self.faults}

    def count(self, more: int) -> None:
        """Problems that are known only by their number."""
        self.total += more

    def refuse_any(self) -> None:
        if self.total:
            shown = self.first()
            raise PackageRefusedError(shown, self.total - len(shown))


def refused(file: str, what: str, *, line: int | None = None, column: str = "") -> PackageRefusedError:
    """A fault that leaves nothing else to look at."""
    return PackageRefusedError([Problem((-1, line or 0, 0), file, line, column, what)])


def show(value: str) -> str:
    """The offending cell on one line: shortened, control and direction marks escaped."""
    short = value if len(value) <= MAX_VALUE_SHOWN else value[:MAX_VALUE_SHOWN] + "…"
    text = "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in short)
    return text or "empty"


def half(sentence: str) -> str:
    """A sentence as the second half of a line about a cell: ``Is empty.`` → ``is empty``."""
    return f"{sentence[:1].lower()}{sentence[1:].removesuffix('.')}"


def sentence(text: str) -> str:
    """The second half of a line about a cell as a sentence: ``is empty`` → ``Is empty.``"""
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith((".", "!", "?")) else ".")
