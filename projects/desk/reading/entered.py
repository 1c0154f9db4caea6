"""Where the accepted figures of an article have gone: into the record, or into a draft that waits."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse

from projects.desk.row_pages import pages_of
from projects.models import Draft

from .cards import DRAFTED, PUBLISHED, Entered
from .decisions import Decision

FIGURES = "figures"  # of what a draft keeps: the keys of its figures, in the order of its claims


def entered_figures(decisions: Mapping[str, Decision], editing: Draft | None) -> dict[str, Entered]:
    """The figures that were entered, by key. Five queries at most.

    What stands in ``editing`` is being decided anew; what stands in a draft that was discarded was not entered.
    """
    numbers = {decision.draft for decision in decisions.values() if decision.draft is not None}
    drafts = {row.pk: row for row in Draft.objects.filter(pk__in=numbers)} if numbers else {}
    rows: dict[str, tuple[str, str]] = {}
    waiting: dict[str, int] = {}
    for key, decision in decisions.items():
        if decision.row:
            rows[key] = (decision.table, decision.row)
        elif (draft := drafts.get(decision.draft or 0)) is None or (editing is not None and draft.pk == editing.pk):
            continue
        elif draft.state == Draft.State.PUBLISHED:
            rows[key] = _row_of(draft, key) or (decision.table, "")
        elif draft.is_open:
            waiting[key] = draft.pk
    addresses = pages_of({row for row in rows.values() if row[1]})
    entered = {key: Entered(PUBLISHED, addresses.get(row, "")) for key, row in rows.items()}
    return entered | {
        key: Entered(DRAFTED, reverse("desk-draft", args=[number]), number) for key, number in waiting.items()
    }


def _row_of(draft: Draft, key: str) -> tuple[str, str] | None:
    """The row that publishing a draft made of a figure; None where the draft does not say."""
    keys = draft.entry.get(FIGURES) if isinstance(draft.entry, dict) else None
    claims = [(str(table), str(row)) for table, row in draft.recorded if table in ("targets", "outcomes")]
    if not isinstance(keys, list) or key not in keys or keys.index(key) >= len(claims):
        return None
    return claims[keys.index(key)]
