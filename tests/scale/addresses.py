"""Every address that can be asked for, found in the tracker's own addresses: a new view is asked by itself.

One that takes an id is given that of the growing record (``IDS``); one that takes something new fails the tests until
it is named there. What is not asked at all, or does not answer 200, stands here with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.delivery.stop_tokens import ALERTS, DIGESTS, REMINDERS, token_for
from projects.api.record import COLLECTIONS

from .record import DRAFT, SECRET

IDS = {
    "programme_id": "main",
    "target_id": "main",
    "organisation_id": "body",
    "territory_id": "kz",
    "person_id": "minister",
    "project_id": "plant",
    "source_id": "source",
    "week_name": "2025-W02",
    "file_name": "files.json",
    "collection": "targets",
    "format": "jsonl",
    "secret": SECRET,
    "draft_id": str(DRAFT),
}
OF_THE_API = {
    "api-target": "main",
    "api-organisations-one": "body",
    "api-territories-one": "kz",
    "api-publishers-one": "publisher",
    "api-people-one": "minister",
    "api-offices-one": "minister",
    "api-sources-one": "source",
    "api-programmes-one": "main",
    "api-indicators-one": "main",
    "api-outcomes-one": "day-0",
    "api-projects-one": "plant",
    "api-project-events-one": "plant-0",
    "api-status-changes-one": "main@2024-02-05",
    "api-follow": "target:main",
    "api-snooze": "main",
}
TOKENS = {"unsubscribe": DIGESTS, "stop-alerts": ALERTS, "stop-reminders": REMINDERS}

# Branches that show nothing of the record, by how their addresses begin.
NOT_ASKED = {
    "admin/": "Django's; what we show there is asked in tests/projects/admin and tests/accounts/admin/test_pages.py",
    "accounts/": "allauth's pages of one account",
    "anymail/": "mail services post there",
    "dev/mail/": "mails in a folder of this machine",
    "desk/": "for editors; asked in tests/projects/desk",
}
NOT_200 = {
    "following-rename": (405, "posted to"),
    "following-snooze": (405, "posted to"),
    "following-alerts": (405, "posted to"),
    "following-reminders": (405, "posted to"),
    "desk-filters": (405, "posted to"),
    "desk-announcement-read": (405, "posted to"),
    "api-batches": (403, "editors post there"),
    "api-snooze": (404, "nothing is snoozed"),
    "telegram": (405, "posted to by Telegram"),
    "mcp": (405, "posted to by assistants; asked in tests/projects/assistants"),
    "address-ask": (405, "posted to"),
    "targets-csv": (301, "leads to the inputs of all verdicts where no filter is set"),
    "weeks": (302, "leads to the latest week"),
    "week-confirm": (400, "its token names an address without an account; there is none"),
    "week-leave": (400, "as above"),
    "address-confirm": (400, "its token names a stopped address; there is none"),
    "record-file": (404, "made at night; there is none in a test"),
    "record-sqlite": (404, "as above"),
    "security-txt": (404, "no contact is set in a test"),
    "readyz": (503, "no worker answers in a test"),
    "": (404, "whatever is no address of the API"),
}
# The same address in the states in which it reads most.
QUERIES = {
    "compare": ("", "?targets=main&targets=alone-0&targets=alone-1", "?bundle=together&bundle=pool-0"),
    "calendar": ("", "?year=2024&month=12", "?as_of=2025-01-09"),
    "search": ("", "?q=карте", "?q=карте&territory=kz", "?q=launched&kind=source"),
    "search-suggestions": ("?q=карте",),
    "targets": ("", "?search=карте&overdue=true", "?as_of=2024-12-30", "?fell_due=true&against=first"),
    "following-toggle": ("?kind=programme&id=main", "?kind=territory&id=kz"),
    "programme": ("", "?as_of=2025-01-09"),
    "organisation": ("", "?as_of=2025-01-09"),
    "people": ("", "?search=name&territory=kz", "?as_of=2025-01-09"),
    "person": ("", "?as_of=2025-01-09"),
    "territory": ("", "?as_of=2025-01-09"),
    "source": ("", "?as_of=2025-01-09"),
    "programmes": ("", "?responsible=body"),
    "projects": ("", "?territory=kz&stage=commissioned"),
    "calendar-file": ("", "?programme=main"),
    "targets-feed": ("?overdue=true", "?search=карте&territory=kz"),
    "targets-calendar": ("?overdue=true",),
    "corrections": ("", "?whose=ours", "?programme=main&indicator=main"),
    "corrections-feed": ("", "?whose=source"),
    "embed-target": ("", "?chart=trajectory"),
    "embed-track-record": ("", "?against=first&as_of=2024-12-30", "?organisation=body"),
    "oembed": (f"?url={settings.SITE_URL}/targets/main/", f"?url={settings.SITE_URL}/track-record/"),
    "desk-drafts": ("", "?state="),
    "track-record": ("", "?by=programme&ordering=name", "?against=first&as_of=2024-12-30"),
    "track-record-csv": ("", "?organisation=body"),
    "api-track-records": ("", "?by=programme&page_size=500", "?against=first&as_of=2024-12-30"),
    "api-targets": ("", "?page_size=500", "?as_of=2024-12-30&page_size=500"),
    **{f"api-{collection.name}": ("", "?page_size=500") for collection in COLLECTIONS},
}


@dataclass(frozen=True)
class Address:
    """An address, and the status that it answers with."""

    path: str
    status: int


def every_address(person: int) -> Iterator[Address]:
    """Every address; ``person`` is the owner of the signed tokens. Raises LookupError for what no id is known of."""
    for route, pattern in _patterns(get_resolver(settings.ROOT_URLCONF).url_patterns):
        if not route.startswith(tuple(NOT_ASKED)):
            name = pattern.name or ""
            path = reverse(name, kwargs=dict(_arguments(name, pattern, person))) if name else "/api/nowhere/"
            for query in QUERIES.get(name, ("",)):
                yield Address(path + query, NOT_200.get(name, (200, ""))[0])


def _patterns(patterns: Iterable[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern.url_patterns, route)
        else:
            yield route, pattern


def _arguments(name: str, pattern: URLPattern, person: int) -> Iterator[tuple[str, str]]:
    for argument in pattern.pattern.converters:
        if argument == "id" and name in OF_THE_API:
            yield argument, OF_THE_API[name]
        elif argument == "token":
            yield argument, token_for(person, TOKENS[name]) if name in TOKENS else "none"
        elif argument in IDS:
            yield argument, IDS[argument]
        else:
            raise LookupError(f"tests/scale/addresses.py knows no {argument} for the address {name}: name one in IDS")
