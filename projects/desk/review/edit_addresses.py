"""Where an open draft is edited: on the page on which it was made, or row by row in the admin."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import NoReverseMatch, reverse

from projects.actions.changes import Change
from projects.models import Draft
from projects.packages.tables import BY_NAME

# The page on which a draft of a kind is made, by the name of its address; a row is edited on its admin page.
MADE_ON = {
    Draft.Kind.REPORT: "desk-report",
    Draft.Kind.PROPOSAL: "desk-report",
    Draft.Kind.ANNOUNCEMENT: "desk-announcement",
    Draft.Kind.ARTICLE: "desk-read-article",
}
ADMIN_PAGES = {"add": "add", "edit": "change", "annotate": "change", "mend": "mend"}


def edit_address(draft: Draft, changes: Sequence[Change]) -> str:
    """Where an open draft is edited: on the page on which it was made; "" where there is none."""
    if not draft.is_open:
        return ""
    try:
        if draft.kind in MADE_ON:
            article = [draft.article_id] if draft.kind == Draft.Kind.ARTICLE else None
            return f"{reverse(MADE_ON[Draft.Kind(draft.kind)], args=article)}?draft={draft.pk}"
        if draft.kind == Draft.Kind.ROW and len(changes) == 1:
            return _admin_address(draft, changes[0])
    except NoReverseMatch:
        return ""
    return ""


def edit_address_of(draft: Draft, changes: Sequence[Change], place: int) -> str:
    """Where one change of an open draft of several rows is edited.

    "" where there is no form for it: a row that names another row of the draft cannot choose that in a form yet.
    """
    if not draft.is_open or draft.kind != Draft.Kind.ROW or len(changes) == 1:
        return ""
    change = changes[place]
    new = {(added.table, added.cells["id"]) for added in changes if added.action == "add" and added.cells.get("id")}
    columns = BY_NAME[change.table].by_name
    if any((columns[name].references, cell) in new for name, cell in change.cells.items() if name in columns):
        return ""
    try:
        address = _admin_address(draft, change)
    except NoReverseMatch:
        return ""
    return address and f"{address}&change={place}"


def _admin_address(draft: Draft, change: Change) -> str:
    """The form of one row, where its table has one."""
    page = ADMIN_PAGES.get(change.action)
    if page is None:
        return ""
    row = [change.row_id] if change.row_id else []
    return (
        f"{reverse(f'admin:projects_{BY_NAME[change.table].model._meta.model_name}_{page}', args=row)}?draft={draft.pk}"
    )
