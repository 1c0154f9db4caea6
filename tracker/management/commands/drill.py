from __future__ import annotations

import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from projects.packages.writer import write_package
from projects.packages.writing.record_rows import snapshot
from tracker.backups import copies
from tracker.backups.contents import record_version
from tracker.backups.drill import Verdict, drill
from tracker.backups.failure import BackupError


class Command(BaseCommand):
    help = "Restore the newest copy into a throwaway database and compare its export byte for byte; prints a verdict."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="where copies are kept, or one copy")

    def handle(self, *, folder: Path, **options: Any) -> None:
        try:
            file = folder if folder.is_file() else copies.newest(folder)
            verdict = self._drill(file)
        except BackupError as error:
            raise CommandError(f"drill: FAILED: {error}.") from None
        if not verdict.ok:
            raise CommandError(f"drill: FAILED: {file}: {verdict.detail}.")
        self.stdout.write(self.style.SUCCESS(f"drill: WELL: {file}: {verdict.detail}."))

    def _drill(self, file: Path) -> Verdict:
        """Compares with the record as it is now too, unless it has changed since the copy was made."""
        _vendor, manifest = copies.verify(file)
        database = settings.DATABASES["default"]
        with tempfile.TemporaryDirectory(prefix="tracker-") as folder:
            live = Path(folder) / "live"
            with snapshot():
                version = record_version()
                unchanged = manifest is None or manifest.record == version
                if unchanged:
                    write_package(live)
            if manifest:
                self.stdout.write(f"{file}: of version {manifest.version}, made at {manifest.made_at}.")
            if not unchanged:
                self.stdout.write(f"The record has changed since: it is of version {version} now.")
            return drill(file, database, live if unchanged else None)
