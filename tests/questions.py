"""Which links of a page a walk follows: every page but for most weeks, a few addresses for each question and file.

A question of several parameters has its turn on some days: lists alone are asked hundreds of them.
"""

from __future__ import annotations

from collections import Counter
from urllib.parse import parse_qs

from django.urls import resolve

from tests.sample import is_chosen

FEW = {"week"}  # pages that there are hundreds of, each leading to the next
FOLLOWED = 2  # addresses that ask one question, or are files of one kind
SHARE = 1 / 4  # of the questions of several parameters, on one day


class Questions:
    """Counts the addresses by their page and the names of their parameters, files by their ending.

    ``free`` parameters are no question.
    """

    def __init__(self, *free: str, prefix: str = "") -> None:
        self._free, self._prefix = {*free}, prefix
        self._asked: Counter[tuple[str, ...]] = Counter()

    def worth(self, link: str) -> bool:
        """Whether to follow a link that was not met before."""
        address, _, query = link.partition("?")
        view = resolve(address.removeprefix(self._prefix)).view_name
        if view in FEW:
            return self._is_among_the_first(view)
        if not address.endswith("/"):
            return self._is_among_the_first(view, address.rpartition(".")[2])
        names = sorted(parse_qs(query).keys() - self._free)
        if len(names) > 1 and not is_chosen(" ".join([view, *names]), SHARE):
            return False
        return not names or self._is_among_the_first(view, *names)

    def _is_among_the_first(self, *question: str) -> bool:
        self._asked[question] += 1
        return self._asked[question] <= FOLLOWED
