from __future__ import annotations

from django.contrib import admin

from accounts.models import Message

from .reading import ReadOnlyAdmin


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    """The ledger: what was sent to whom, what waits, what failed and why."""

    list_display = ("created_at", "recipient", "kind", "channel", "key", "state", "subject", "attempts", "settled_at")
    list_filter = ("state", "kind", "channel", "language")
    search_fields = ("recipient", "subject", "key", "message_id", "error")
    date_hierarchy = "created_at"
    list_select_related = ("user",)
    fields = (
        ("user", "recipient", "language"),
        ("kind", "channel", "key", "state"),
        ("window_start", "window_end"),
        ("created_at", "sending_at", "settled_at"),
        ("attempts", "next_attempt_at", "give_up_at"),
        "error",
        "message_id",
        "subject",
        "text",
        "items",
    )
