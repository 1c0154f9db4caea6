"""Atom feeds, of the changes and of what a person follows alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed

from . import licence

# XML 1.0 has no way to write these, and no text needs them.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"


class Feed(Atom1Feed):
    """An Atom feed that is as new as its newest entry and says its licence; an empty one does not read the clock.

    ``paged`` are the addresses of other pages by their relation (RFC 5005): first, previous, next, last.
    """

    opened = datetime(2024, 1, 1, tzinfo=UTC)

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("rights", rights(self.feed["link"], self.feed["language"]))
        handler.addQuickElement("link", "", {"rel": "license", "href": licence.DATA.url})  # RFC 4946
        for relation, address in self.feed["paged"].items():
            handler.addQuickElement("link", "", {"rel": relation, "href": address})

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=self.opened)


def other_pages(page: int, pages: int, address: Callable[[int], str]) -> dict[str, str]:
    """The addresses of the other pages of a feed by their relation; none where there is but one."""
    numbers = {"first": 1, "previous": page - 1, "next": page + 1, "last": pages}
    there = {relation: number for relation, number in numbers.items() if 1 <= number <= pages}
    return {relation: address(number) for relation, number in there.items()} if pages > 1 else {}


def rights(page: str, lang: str) -> str:
    """How to name the source of what a feed or a calendar says, and what else its licence asks for."""
    return f"{licence.SITE_NAME.text(lang)}, {page}, {licence.DATA.short}. {licence.terms(lang)}"


def page_number(number: int) -> str:
    """The number of a page as its address has it: the first needs none."""
    return str(number) if number > 1 else ""


def writable(text: str) -> str:
    """The text without what XML and calendars cannot hold."""
    return _UNWRITABLE.sub("", text)
