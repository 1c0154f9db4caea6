"""What is too much for every run is tried in parts: the day chooses which, so that all of it has its turn in time.

``WALK=all`` tries everything, and ``WALK=2026-11-29`` tries again what was tried on that day.
"""

from __future__ import annotations

import math
import os
import random
import time
from collections.abc import Sequence
from typing import TypeVar

Thing = TypeVar("Thing")
# In the environment, so that the processes of one run agree, also at midnight.
DAY = os.environ.setdefault("WALK", time.strftime("%Y-%m-%d", time.gmtime()))
AGAIN = f"the same again: WALK={DAY}"


def is_chosen(name: str, share: float) -> bool:
    """Whether the thing of this name is among those of the day."""
    return DAY == "all" or random.Random(f"{DAY} {name}").random() < share


def choose(things: Sequence[Thing], name: str, share: float) -> list[Thing]:
    """The part of the things that the day chooses, at least one; ``name`` says whose they are."""
    if DAY == "all":
        return list(things)
    return random.Random(f"{DAY} {name}").sample(things, math.ceil(len(things) * share))
