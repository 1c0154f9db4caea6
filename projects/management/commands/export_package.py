from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.dateparse import parse_date

from projects.packages import cell_hints
from projects.packages.writer import ExportRefusedError, write_package


class Command(BaseCommand):
    help = "Export the record as a Data Package: to a folder, or to a file when PATH ends in .zip."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="folder, or file ending in .zip")
        parser.add_argument("--as-of", metavar="DATE", help="only what was known on that day (rule R1), as 2024-12-31")

    def handle(self, *, path: Path, as_of: str | None, **options: Any) -> None:
        try:
            counts = write_package(path, as_of=None if as_of is None else _day(as_of))
        except ExportRefusedError as error:
            raise CommandError(f"{error}.") from None
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror or error}.") from None
        for table, rows in counts.items():
            self.stdout.write(f"{table}: {rows} rows")
        self.stdout.write(self.style.SUCCESS(f"Exported to {path}."))


def _day(text: str) -> date:
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise CommandError(f"--as-of {text} is no day: write it as 2024-12-31{cell_hints.day(text)}")
    return day
