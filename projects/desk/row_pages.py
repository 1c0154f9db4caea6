"""Where readers see a row of the record: “View on site”."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from projects.models import Indicator, Office, Outcome, ProjectEvent, Target
from projects.packages.one_row import TABLE_OF
from projects.packages.tables import BY_NAME

# A table's own page is named after its model; these rows stand on the page of another row.
ON_ANOTHER = {"outcomes", "indicators", "project_events", "offices"}
WITHOUT_A_PAGE = {"publishers"}


def page_of(row: Any) -> str:
    """The page of one row; "" where there is none. At most five queries."""
    table = TABLE_OF[type(row)].name
    return pages_of([(table, str(row.pk))]).get((table, str(row.pk)), "")


def pages_of(rows: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Table and id → the page, of rows that are recorded. Five queries at most.

    A figure stands on the page of its target, a stage on that of its project, an office on that of its person.
    """
    ids: dict[str, set[str]] = {}
    for table, row_id in rows:
        ids.setdefault(table, set()).add(row_id)
    addresses = {
        (table, row_id): reverse(str(BY_NAME[table].model._meta.model_name), args=[row_id])
        for table in ids.keys() - ON_ANOTHER - WITHOUT_A_PAGE
        for row_id in ids[table]
    }
    events = ProjectEvent.objects.filter(pk__in=ids.get("project_events", ())).values_list("pk", "project_id")
    addresses |= {("project_events", row_id): reverse("project", args=[project]) for row_id, project in events}
    held = Office.objects.filter(pk__in=ids["offices"]).values_list("pk", "person_id") if "offices" in ids else ()
    addresses |= {("offices", row_id): reverse("person", args=[person]) for row_id, person in held}
    return addresses | _pages_of_figures(ids.get("outcomes", set()), ids.get("indicators", set()))


def _pages_of_figures(outcomes: set[str], indicators: set[str]) -> dict[tuple[str, str], str]:
    if not outcomes and not indicators:
        return {}
    reported = dict(Outcome.objects.filter(pk__in=outcomes).values_list("pk", "indicator_id"))
    wanted = {*indicators, *reported.values()}
    programmes = Indicator.objects.filter(pk__in=wanted).values_list("pk", "programme_id")
    pages = {indicator: reverse("programme", args=[programme]) for indicator, programme in programmes}
    current = Target.objects.filter(indicator__in=wanted, revised_by=None).order_by("-announced", "-pk")
    for target, indicator in current.values_list("pk", "indicator_id").reverse():
        pages[indicator] = reverse("target", args=[target])
    shown = {("outcomes", row_id): pages[indicator] for row_id, indicator in reported.items()}
    return shown | {("indicators", row_id): pages[row_id] for row_id in indicators if row_id in pages}
