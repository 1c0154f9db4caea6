from __future__ import annotations

from django.db import models


class RowChange(models.Model):
    """When a row of the record was last changed after it was recorded, or went. Triggers write it (ADR 48).

    What was never changed has no row: its moment is the one at which it was recorded. ``row_id`` is the id in the API.
    """

    table = models.CharField(max_length=63)
    row_id = models.CharField(max_length=220)
    changed_at = models.DateTimeField()
    gone = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["table", "changed_at", "row_id"], name="row_change_in_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["table", "row_id"],
                name="row_change_once_a_row",
                violation_error_message="A row has one moment of its last change.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row_id}: {self.changed_at:%Y-%m-%d %H:%M:%S}"
