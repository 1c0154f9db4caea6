from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from projects.actions.import_record import check_package, import_package
from projects.management.people import person_of
from projects.packages.load import Loaded
from projects.packages.problems import PackageRefusedError


class Command(BaseCommand):
    help = "Import a Data Package, a folder or a .zip: all of it, or nothing when any row is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="folder or .zip with datapackage.json")
        parser.add_argument("--check", action="store_true", help="only validate and say what would change")
        parser.add_argument("--by", metavar="EMAIL", help="who imports it (default: the tracker itself)")

    def handle(self, *, path: Path, check: bool, by: str | None, **options: Any) -> None:
        try:
            if check:
                loaded = check_package(path=path)
            else:
                # The clock is read here, at the edge, once.
                at = timezone.now()  # noqa: TID251  # an edge: the clock is read here and handed down
                loaded = import_package(path=path, by=person_of(by), at=at, as_of=timezone.localdate(at))
        except PackageRefusedError as error:
            for line in error.lines():
                self.stderr.write(line)
            count = len(error.problems) + error.more
            raise CommandError(f"{count} problem{'s'[: count != 1]} in {path}: nothing was written.") from None
        self._tell(loaded, path, check=check)

    def _tell(self, loaded: Loaded, path: Path, *, check: bool) -> None:
        for name in loaded.ignored:
            self.stderr.write(f"{name}: is passed over: datapackage.json does not list it")
        for remark in loaded.remarks:
            self.stderr.write(remark)
        for table, counts in loaded.tables.items():
            self.stdout.write(f"{table}: {counts.new} new, {counts.updated} updated, {counts.unchanged} unchanged")
        for doubt in loaded.doubts:
            self.stderr.write(doubt)
        if not loaded.changed:
            self.stdout.write(f"{path} is good and would change nothing." if check else "Nothing changed.")
        elif check:
            self.stdout.write(self.style.SUCCESS(f"{path} is good. Nothing was written."))
        else:
            self.stdout.write(self.style.SUCCESS(f"Imported {path}."))
