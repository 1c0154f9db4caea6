from __future__ import annotations

from django.contrib import admin

from accounts.models import Digest

from .reading import ReadOnlyAdmin


@admin.register(Digest)
class DigestAdmin(ReadOnlyAdmin):
    """The ledger of digests: what was sent to whom, what failed and why."""

    list_display = ("claimed_at", "recipient", "cadence", "period_key", "state", "subject", "settled_at")
    list_filter = ("state", "cadence", "language")
    search_fields = ("recipient", "subject", "message_id", "error")
    date_hierarchy = "claimed_at"
    list_select_related = ("user",)
    fields = (
        ("user", "recipient", "language"),
        ("cadence", "period_key", "state"),
        ("window_start", "window_end"),
        ("claimed_at", "sending_at", "settled_at"),
        "error",
        "message_id",
        "subject",
        "text",
        "items",
    )
