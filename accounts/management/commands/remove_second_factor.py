from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.actions.second_factors import remove_factors
from accounts.models import User
from projects.models.system_user import system_user


class Command(BaseCommand):
    help = "Takes the second factor away from somebody who has lost it; make sure that it is them who ask."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", metavar="EMAIL", help="Whose second factor and recovery codes are removed.")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        person = User.objects.filter(email__iexact=email).first()
        if person is None:
            raise CommandError(f"Nobody is known by {email}.")
        by = system_user()
        assert isinstance(by, User)
        at = timezone.now()  # noqa: TID251  # an edge: this is the clock
        try:
            remove_factors(person=person, by=by, at=at)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        get_adapter().send_notification_mail("mfa/email/totp_deactivated", person)
        self.stdout.write(f"{person.email} logs in by password alone now.")
