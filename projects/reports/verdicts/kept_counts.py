"""What was counted of rows of chains, kept by this process while the rows are the same (ADR 61).

A change of the record reaches some chains. The rows of all others stay the same objects (``kept_chains``), so what was
counted of them need not be counted again, whatever version of the record is asked for.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from threading import Lock
from typing import Any, TypeVar

Row = TypeVar("Row")
Count = TypeVar("Count")
QUESTIONS = 16  # the latest

_lock = Lock()
_kept: OrderedDict[Hashable, dict[str, tuple[Sequence[Any], Any]]] = OrderedDict()


def of_rows(
    question: Hashable, rows: Mapping[str, Sequence[Row]], count: Callable[[Sequence[Row]], Count]
) -> dict[str, Count]:
    """What is counted of the rows of each subject. ``count`` depends on the rows and the question alone."""
    with _lock:
        before = _kept.get(question, {})
    counted = {}
    for subject, own in rows.items():
        last = before.get(subject)
        counted[subject] = last if last is not None and last[0] == own else (own, count(own))
    with _lock:
        _kept[question] = counted
        _kept.move_to_end(question)
        while len(_kept) > QUESTIONS:
            _kept.popitem(last=False)
    return {subject: result for subject, (_own, result) in counted.items()}
