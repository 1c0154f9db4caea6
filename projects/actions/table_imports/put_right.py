"""Rows of a published import that somebody has put right since: work of an editor, which is not taken out unseen."""

from __future__ import annotations

from django.db.models import Q

from projects.models import AuditEntry, ImportedRow, RenamedId, TableImport
from projects.packages.tables import BY_NAME

ACTIONS = ("mend_target", "annotate_claim", "edit_source")
# What an audit entry holds of an edit that puts nothing right: a copy in an archive is found by the tracker.
NO_EDIT = {"archived_url", "as_printed"}


def put_right_since(table_import: TableImport) -> list[str]:
    """Their ids of today, in order. Two queries."""
    added = ImportedRow.objects.filter(table_import=table_import).values("row_id")
    kind = str(BY_NAME[table_import.table].model._meta.model_name)
    renamed = RenamedId.objects.filter(kind=kind, new_id__in=added)
    today = dict(renamed.values_list("old_id", "new_id"))
    edits = AuditEntry.objects.filter(action__in=ACTIONS, object_type=kind, done_at__gte=table_import.published_at)
    edits = edits.filter(Q(object_id__in=added) | Q(object_id__in=list(today))).order_by()
    edited = {row_id for row_id, details in edits.values_list("object_id", "details") if set(details) - NO_EDIT}
    return sorted({today.get(row_id, row_id) for row_id in edited})
