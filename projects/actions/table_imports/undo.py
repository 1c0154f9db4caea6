"""Takes out what an import added: by the rules of ``erase_claim``, for all rows together, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from projects.actions.erase_claim import COPIES, NAMED, erasing_rows
from projects.actions.public_line import line_of, stored_verdicts
from projects.actions.recording import day_of, recording
from projects.actions.refresh import refresh_assessments, rewrite_affected
from projects.actions.table_imports.put_right import put_right_since
from projects.adapters import claims_affected_by
from projects.models import AuditEntry, Correction, ImportedRow, Outcome, Source, TableImport, Target
from projects.packages.load import MAX_TOUCHED
from projects.packages.sheets.progress import JUDGED, WRITTEN, Tell
from projects.packages.tables import BY_NAME, OUTCOMES, PROJECT_EVENTS, SOURCES, TARGETS

BATCH = 1000
# What erasing takes out. Rows of other tables are edited by hand, and others stand on them.
ERASABLE = (SOURCES, TARGETS, OUTCOMES, PROJECT_EVENTS)


def refusal_to_undo(table_import: TableImport) -> str:
    """Why an import cannot be taken out as one, in a sentence; empty where it can."""
    table = BY_NAME[table_import.table]
    if table not in ERASABLE:
        return _("Rows of this table are edited by hand, each with its history: change them back one by one.")
    if table_import.result.get("counts", {}).get("updated"):
        return _("The file also changed rows that were there: change them back one by one, by their history.")
    return ""


def undo_rows(*, table_import: TableImport, by: AbstractBaseUser, at: datetime, tell: Tell) -> list[str]:
    """Erases what is left of the rows of an import. Each leaves its public line and audit entry.

    Returns the ids of those that stay, because somebody has put them right since (``put_right``). Queries grow with
    batches of rows and with indicators, not with rows. Raises ValidationError while another row builds on one of
    them, and where every row has been put right.
    """
    if refusal := refusal_to_undo(table_import):
        raise ValidationError(refusal)
    model: Any = BY_NAME[table_import.table].model
    with recording():
        imported = ImportedRow.objects.filter(table_import=table_import)
        put_right = set(put_right_since(table_import))
        there = model._default_manager.filter(pk__in=imported.values("row_id"))
        left = [row_id for row_id in there.order_by("pk").values_list("pk", flat=True) if row_id in put_right]
        added = imported.exclude(row_id__in=left).values("row_id")
        rows = model._default_manager.filter(pk__in=added).order_by("pk")
        if left and not rows.exists():
            raise ValidationError(_("Every row has been put right since it was published: take them out one by one."))
        if builders := list(_builders(model, added)):
            raise ValidationError(
                _("Other rows build on it, so it stays until they are gone: %(builders)s.")
                % {"builders": ", ".join(builders)}
            )
        indicators = _indicators(model, rows)
        _leave_lines(rows, table_import, by, at, indicators)
        tell("writing", JUDGED)
        _delete(model, rows, by, at)
        tell("verdicts", WRITTEN)
        if len(indicators) > MAX_TOUCHED:
            refresh_assessments(as_of=day_of(at), at=at)
        elif indicators:
            rewrite_affected(as_of=day_of(at), at=at, indicators=indicators)
    return left


def _builders(model: Any, added: Any) -> Iterator[str]:
    """Rows that name one of these, are none of them, and would be left without it, in words."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ForeignObjectRel) or relation.on_delete is not models.PROTECT:
            continue
        other: Any = relation.related_model
        if other in COPIES:
            continue
        rows = other._base_manager.filter(**{f"{relation.field.name}__in": added}).order_by("pk")
        if other is model:
            rows = rows.exclude(pk__in=added)
        names = list(rows.values_list("pk", flat=True)[: NAMED + 1])
        for name in names[:NAMED]:
            yield _("%(table)s “%(id)s” (%(column)s)") % {
                "table": other._meta.verbose_name,
                "id": name,
                "column": relation.field.verbose_name,
            }
        if len(names) > NAMED:
            yield "…"


def _indicators(model: Any, rows: Any) -> list[str]:
    if model not in (Target, Outcome):
        return []
    return sorted(set(rows.order_by().values_list("indicator_id", flat=True)))


def _leave_lines(
    rows: Any, table_import: TableImport, by: AbstractBaseUser, at: datetime, indicators: list[str]
) -> None:
    """A public line and an audit entry for each row, before any is gone."""
    related = [name for name in ("source", "indicator", "project") if hasattr(rows.model, name)]
    verdicts = {indicator: stored_verdicts(claims_affected_by(indicators=[indicator])) for indicator in indicators}
    of_table = Correction.objects.filter(table=rows.model._meta.model_name, action=Correction.Action.MENDED)
    mended = dict(of_table.order_by("corrected_at").values_list("row_id", "corrected_at"))
    remaining = iter(rows.select_related(*related).iterator(chunk_size=BATCH))
    while batch := list(islice(remaining, BATCH)):
        Correction.objects.bulk_create(
            line_of(
                row,
                action=Correction.Action.ERASED,
                reason=table_import.reason,
                noticed_by="",
                at=at,
                verdicts=verdicts.get(getattr(row, "indicator_id", ""), {}),
                entered_at=mended.get(row.pk, table_import.published_at),
            )
            for row in batch
        )
        AuditEntry.objects.bulk_create(_audit(batch, table_import, by, at))


def _audit(batch: Iterable[Any], table_import: TableImport, by: AbstractBaseUser, at: datetime) -> Iterator[AuditEntry]:
    for row in batch:
        yield AuditEntry(
            action="erase_claim",
            object_type=row._meta.model_name,
            object_id=row.pk,
            details={
                "reason": table_import.reason,
                "row": serializers.serialize("json", [row]),
                "id": row.pk,
                "import": table_import.pk,
            },
            done_at=at,
            done_by_id=by.pk,
        )


def _delete(model: Any, rows: Any, by: AbstractBaseUser, at: datetime) -> None:
    if model is Source:
        for source in rows.iterator(chunk_size=BATCH):
            source._history_user, source._history_date = by, at  # simple-history's own names
            source.delete()
        return
    if model is Target:  # stored verdicts are copies that go with it
        for copy in COPIES:
            copy._base_manager.filter(
                models.Q(first__in=rows.values("pk")) | models.Q(target__in=rows.values("pk"))
            ).delete()
    own = {Outcome: ("corrects",), Target: ("revises", "interim_for")}.get(model, ())
    with erasing_rows(model):
        _delete_from_the_end(model, list(rows.values_list("pk", flat=True)), own)


def _delete_from_the_end(model: Any, ids: list[str], own: tuple[str, ...]) -> None:
    """Rows that name others of the batch go before these."""
    remaining = set(ids)
    named = {row_id: list(names) for row_id, *names in _in_batches(model, ids, own)} if own else {}
    while remaining:
        wanted = {name for row_id in remaining for name in named.get(row_id, ()) if name}
        leaves = sorted(remaining - wanted)
        for start in range(0, len(leaves), BATCH // 2):
            models.QuerySet(model).filter(pk__in=leaves[start : start + BATCH // 2]).delete()
        remaining -= set(leaves)


def _in_batches(model: Any, ids: list[str], own: tuple[str, ...]) -> Iterator[Any]:
    columns = [f"{name}_id" for name in own]
    for start in range(0, len(ids), BATCH // 2):
        yield from model._base_manager.filter(pk__in=ids[start : start + BATCH // 2]).values_list("pk", *columns)
