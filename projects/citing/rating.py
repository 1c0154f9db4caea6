"""The rating of a promise for ClaimReview: only promises that reports have decided have one (R15).

The scale is explained in ``docs/open-data.md`` and on the data page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from projects import wording

from .json_ld import Node, present

BEST, WORST = 3, 1
RATINGS = {"achieved": 3, "achieved_late": 2, "missed": 1}


def rating(verdict: Mapping[str, Any], lang: str, *, is_ceiling: bool) -> Node | None:
    """The rating with its words; None while nothing is decided, and of a promise that was taken back."""
    value = RATINGS.get(verdict["status"])
    if value is None:
        return None
    return present(
        type_="Rating",
        ratingValue=value,
        bestRating=BEST,
        worstRating=WORST,
        alternateName=wording.status(verdict["status"], lang),
        ratingExplanation=wording.status_meaning(verdict["status"], lang, is_ceiling=is_ceiling),
    )
