from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.actions.retire_passwords import retire_passwords
from accounts.models import User
from projects.models.system_user import system_user


class Command(BaseCommand):
    help = (
        "Ends passwords that are stored by a former hasher. Their owners set a new one by “Forgot your password?”; "
        "then wrong passwords cost a twentieth of the work again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        by = system_user()
        assert isinstance(by, User)
        count = retire_passwords(by=by, at=timezone.now())  # noqa: TID251  # an edge: this is the clock
        self.stdout.write(f"Passwords ended: {count}.")
