"""Which links of a page a walk follows: every page, and a few addresses for each question to one."""

from __future__ import annotations

from collections import Counter
from urllib.parse import parse_qs

from django.urls import resolve

FOLLOWED = 3  # addresses that ask one question


class Questions:
    """Counts the addresses by their page and the names of their parameters. ``free`` parameters are no question."""

    def __init__(self, *free: str, prefix: str = "") -> None:
        self._free, self._prefix = {*free}, prefix
        self._asked: Counter[tuple[str, ...]] = Counter()

    def worth(self, link: str) -> bool:
        """Whether to follow a link that was not met before."""
        address, _, query = link.partition("?")
        names = sorted(parse_qs(query).keys() - self._free)
        question = (resolve(address.removeprefix(self._prefix)).view_name, *names)
        self._asked[question] += 1
        return not names or self._asked[question] <= FOLLOWED
