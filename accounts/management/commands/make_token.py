from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.actions.tokens import make_token
from accounts.models import User
from accounts.models.program_token import MAX_DAYS
from projects.models.system_user import system_user


class Command(BaseCommand):
    help = "Makes a token for the programs of a person and prints it, this once: what it may do is what they may."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", metavar="EMAIL", help="Whose programs it lets in; an editor's add to the record.")
        parser.add_argument("--name", default="program", help="What the program is, as its owner sees it.")
        parser.add_argument("--days", type=int, default=365, help=f"How long it is good, at most {MAX_DAYS} days.")

        parser.add_argument(
            "--may-publish",
            action="store_true",
            help="What it sends is published without a second person, also with REVIEW=two.",
        )

    def handle(self, *args: Any, email: str, name: str, days: int, may_publish: bool = False, **options: Any) -> None:
        person = User.objects.filter(email__iexact=email, is_active=True).first()
        if person is None:
            raise CommandError(f"Nobody is known by {email}, or the account is closed.")
        by = system_user()
        assert isinstance(by, User)
        at = timezone.now()  # noqa: TID251  # an edge: this is the clock
        try:
            made = make_token(person=person, name=name, days=days, by=by, at=at, may_publish=may_publish)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        self.stdout.write(made[1])
