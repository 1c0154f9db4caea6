"""Stored verdicts of version 1 of the method, which called unreported targets overdue."""

from __future__ import annotations

import json

from accounts.models import Message, ToldItem
from projects.models import Assessment, StatusChange


def judged_by_version_1() -> None:
    """Changes stored verdicts and told items to those of version 1."""
    for reminder in ToldItem.objects.filter(key__contains=":unreported"):
        ToldItem.objects.filter(pk=reminder.pk).update(key=reminder.key.replace(":unreported", ":overdue"))
    for message in Message.objects.all():
        items = json.loads(json.dumps(message.items).replace(":unreported", ":overdue"))
        Message.objects.filter(pk=message.pk).update(items=items)
    for row in Assessment.objects.all():
        row.method_version = "1"
        row.payload |= {"method_version": "1"}
        if row.status == "unreported":
            row.status, row.payload["status"] = "overdue", "overdue"
        row.save()
    StatusChange.objects.filter(from_status="unreported").update(from_status="overdue")
    StatusChange.objects.filter(to_status="unreported").update(to_status="overdue")
    StatusChange.objects.filter(from_status="overdue", to_status="overdue").delete()
