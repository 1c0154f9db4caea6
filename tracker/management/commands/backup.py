from __future__ import annotations

import logging
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tracker.backups.backup import take_backup
from tracker.backups.failure import BackupError
from tracker.heartbeats import note_backup

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Keep a copy of the whole database, checked and with its checksum; the tracker may run. Prints its name."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="where copies are kept")
        parser.add_argument("--keep", type=int, metavar="N", help="remove all but the latest N copies afterwards")
        parser.add_argument("--no-export", action="store_true", help="leave out what deploy/drill compares with")

    def handle(self, *, folder: Path, keep: int | None, no_export: bool, **options: Any) -> None:
        if keep is not None and keep < 1:
            raise CommandError(f"--keep {keep}: keep at least 1 copy.")
        os.umask(0o077)  # people's addresses are in it
        at = timezone.now()  # noqa: TID251  # an edge: the clock is read here and handed down
        try:
            taken = take_backup(folder, keep=keep, export=not no_export, at=at)
        except BackupError as error:
            raise CommandError(f"backup: {error}.") from None
        try:
            note_backup(at)
        except Exception:  # whatever a driver raises: the copy is there, and its age is not
            logger.warning("The cache does not answer: /metrics does not hear of this copy", exc_info=True)
        for path in taken.removed:
            self.stderr.write(f"Removed {path}.")
        self.stdout.write(str(taken.file))
