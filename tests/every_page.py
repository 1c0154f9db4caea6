"""One address of every page, made from the tracker's URL patterns; a page without one fails the tests.

A page that takes an id known here (``target_id`` …) needs no word; one that takes something new is named in PATHS.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.urls import get_resolver

from tracker.language_routing import addresses_in

RECORD = Path(settings.BASE_DIR) / "projects" / "data" / "kazakhstan"
RECORDS = sorted(file.parent for file in RECORD.parent.glob("*/datapackage.json"))
LANGUAGES = ("en", "ru", "kk")

# Of the shipped record, chosen for how much they show.
IDS = {
    "programme_id": "manufacturing-pool",
    "target_id": "pool-2024-money-2024-11",
    "organisation_id": "ministry-industry-construction",
    "territory_id": "kz",
    "person_id": "kanat-sharlapaev",
    "project_id": "astana-motors-plant",
    "source_id": "kazinform-2022-12-12",
    "week_name": "2025-W01",
    "pk": "1",
    "token": "neither-signed-nor-ours",
    "key": "none",
    "uidb36": "1",
    "draft_id": "1",
    "import_id": "1",
    "article_id": "1",
}
# What ends in a slash and is no page of its own: a part of one, a file, or only there to be posted to.
NO_PAGES = {
    *("dev-mail-html", "dev-mail-raw", "dev-mail-message", "mfa_download_recovery_codes"),
    *("following-rename", "following-snooze", "following-preview-html", "desk-filters"),
    *("desk-announcement-read", "desk-report-effects", "desk-source", "desk-understood"),
    *("desk-read-about", "desk-read-close", "desk-read-effects", "desk-read-figure"),
    *("desk-read-queue-move", "search-suggestions"),
    *("desk-import-progress", "desk-import-problems", "desk-import-template", "desk-second-reader"),
    *("desk-article-text", "desk-article-take"),
}
# The same page in another state, and what readers get who ask for what is not there.
MORE = {
    "targets-filtered": "targets/?overdue=true&ordering=-days_overdue&sector=housing",
    "targets-none": "targets/?search=000000",
    "target-then": "targets/pool-2024-money-2024-11/?as_of=2024-12-01",
    "target-not-yet": "targets/pool-2024-money-2024-11/?as_of=2023-01-01",
    "target-milestone": "targets/astana-plan-2023/",
    "target-level": "targets/aluminium-processing-2024/",
    "overview-empty": "?as_of=2000-01-01",
    "changes-second": "changes/?page=2",
    "corrections-ours": "corrections/?whose=ours&programme=manufacturing-pool",
    "calendar-month": "calendar/?year=2024&month=12",
    "search-found": "search/?q=housing",
    "search-nothing": "search/?q=dwelings",
    "programmes-found": "programmes/?search=housing",
    "people-found": "people/?search=шарл",
    "person-then": "people/marat-karabayev/?as_of=2023-12-01",
    "territory-second": "territories/kz/?page=2",
    "compared": "compare/?bundle=pool-2023&bundle=pool-2024",
    "track-record-first": "track-record/?against=first&territory=kz-71&as_of=2025-12-31",
    "track-record-by": "track-record/?by=programme&ordering=-moved",
    "targets-counted": "targets/?ended=missed&moved=raised&against=first&fell_due=true",
    "bad-parameter": "targets/?due_before=soon&nonsense=1",
    "no-such-target": "targets/none/",
    "no-such-page": "none/",
    "unknown-thing": "following/toggle/?kind=target&id=none",
    "follow": "following/toggle/?kind=programme&id=manufacturing-pool",
}


@dataclass(frozen=True)
class Page:
    """One kind of page and where one of it is, below the language: ``targets/?status=missed``."""

    name: str
    path: str

    def in_language(self, language: str) -> str:
        return f"/{language}/{self.path}"


def every_page() -> list[Page]:
    """One of each named page, and the other states of MORE. Raises LookupError for a page that none is known of."""
    here = get_resolver(addresses_in("en"))
    pages = [Page(name, path) for name, path in MORE.items()]
    for name in sorted(key for key in here.reverse_dict if isinstance(key, str) and key not in NO_PAGES):
        for (route, parameters), *_rest in [route_of[0] for route_of in [here.reverse_dict.getlist(name)[0]]]:
            if not route.startswith("en/"):
                continue
            if unknown := set(parameters) - set(IDS):
                raise LookupError(f"tests/every_page.py knows no {unknown} for the page {name}: add one to IDS")
            pages.append(Page(name, route.removeprefix("en/") % IDS))
    return pages
