"""The operator ends passwords that are stored by a former hasher (ADR 59)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.people.equal_work import former_hashes
from projects.models.audit import record_audit


def retire_passwords(*, by: User, at: datetime) -> int:
    """Make these passwords unusable, which ends the sessions of their owners too. Returns how many."""
    with transaction.atomic():
        people = list(User.objects.filter(former_hashes()).select_for_update().order_by("pk"))
        for person in people:
            person.set_unusable_password()
            person.save(update_fields=["password"])
            record_audit("retire_password", person, by=by, at=at)
    return len(people)
