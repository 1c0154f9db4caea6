from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tracker.backups.contents import Contents, read_contents
from tracker.backups.failure import BackupError
from tracker.backups.restore import restore_copy, users_of
from tracker.version import WRITTEN

STOP = "systemctl stop tracker-beat tracker-outgoing 'tracker-worker@*' tracker-web"


class Command(BaseCommand):
    help = (
        "Put a copy of deploy/backup in place of the database. What the database holds now is lost; back it up before."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a copy that deploy/backup made")
        parser.add_argument("--replace", action="store_true", help="yes, what the database holds now is lost")
        parser.add_argument("--while-running", action="store_true", help="although something is connected to it")

    def handle(self, *, file: Path, replace: bool, while_running: bool, **options: Any) -> None:
        database = settings.DATABASES["default"]
        if not replace:
            raise CommandError("restore: what the database holds now is lost: say --replace if that is meant.")
        try:
            users = [] if while_running else users_of(database, settings.DATA_DIR)
            if users:
                raise CommandError(
                    f"restore: the tracker runs ({', '.join(users)}). Stop it ({STOP}), or say --while-running."
                )
            manifest = restore_copy(file, database)
        except BackupError as error:
            raise CommandError(f"restore: {error}.") from None
        if manifest is None:
            self.stdout.write(f"{file} has no checksum beside it; it was read through instead.")
        for line in report(read_contents()):
            self.stdout.write(line)
        self.stdout.write(self.style.SUCCESS(f"Restored {file}. Now: manage.py refresh_assessments --verify"))


def report(contents: Contents) -> Iterator[str]:
    """What an operator must know of the database before the tracker starts on it."""
    yield f"The record is of version {contents.record}."
    if contents.foreign:
        yield (
            f"The copy is of a newer tracker: {WRITTEN} does not know {', '.join(contents.foreign)}. "
            "Install the version that made it before you start."
        )
    if contents.missing:
        yield f"The copy is of an older tracker: {len(contents.missing)} migrations follow. Run manage.py migrate."
    if contents.waiting:
        yield (
            f"{contents.waiting} messages wait in the outbox. Those that were sent after the copy was made would be "
            "sent again: look at /admin/accounts/message/ before you start the workers."
        )
