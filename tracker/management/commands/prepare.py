"""What `make run` does before it starts the servers: tables, shipped record, verdicts, demo people, static files."""

from __future__ import annotations

import csv
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from projects.actions.refresh import refresh_assessments, refresh_outdated
from projects.judging.processes import JudgingError, cores
from projects.models import Assessment, Indicator, Outcome, Target
from tracker import demo

SAYS_EVERY = 5.0  # seconds
# One for each country.
PACKAGES = sorted(file.parent for file in (settings.BASE_DIR / "projects" / "data").glob("*/datapackage.json"))


class Command(BaseCommand):
    help = "Bring the embedded tracker up to date with this clone; each part may run again harmlessly."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("parts", nargs="+", choices=["tables", "record", "verdicts", "static"])

    def handle(self, *args: Any, parts: list[str], **options: Any) -> None:
        self.at = timezone.now()  # noqa: TID251  # an edge: the clock is read here and handed down
        if "static" in parts:
            call_command("collectstatic", interactive=False, verbosity=0)
            self._say(f"Static files: {sum(path.is_file() for path in settings.STATIC_ROOT.rglob('*'))}.")
        if "tables" in parts:
            self._tables()
        self._outdated()  # first: new claims are news, a new method is not
        if "record" in parts:
            self._record()
        if "verdicts" in parts:
            self._verdicts("Verdicts", Target.objects.first_links().count(), refresh_assessments)
        demo.people(settings.DATA_DIR)

    def _say(self, line: str) -> None:
        """One line at once, also where no terminal listens."""
        self.stdout.write(line)
        self.stdout.flush()

    def _tables(self) -> None:
        executor = MigrationExecutor(connection)
        steps = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        if steps:
            self._say(f"Tables: {steps} steps …")
        call_command("migrate", interactive=False, verbosity=0)
        self._say("Tables: up to date.")

    def _outdated(self) -> None:
        number = Assessment.objects.of_another_method().count()
        if number:
            self._verdicts("Verdicts of an earlier version of the method", number, refresh_outdated)

    def _record(self) -> None:
        """Import the shipped records; on a data folder that has one already, a conflict is told and not fatal."""
        has_record = Indicator.objects.exists()
        self._say(f"Reading the record: {rows_of('targets')} targets, {rows_of('outcomes')} outcomes …")
        remarks = [remark for package in PACKAGES if (remark := self._package(package, has_record))]
        self._say(f"The record: {Target.objects.count()} targets, {Outcome.objects.count()} outcomes.")
        for remark in remarks:
            self._say(remark)

    def _package(self, package: Path, has_record: bool) -> str:
        """Import the record of a country; returns how to see the remarks on it."""
        remarks = StringIO()
        try:
            call_command("import_package", str(package), stdout=StringIO(), stderr=remarks)
        except (CommandError, SystemExit) as refused:
            self.stderr.write(remarks.getvalue())
            if not has_record:
                raise
            self.stderr.write(f"The shipped record {package.name} has changed and was not taken over: {refused}")
            sys.stderr.flush()
            return ""
        number = len(remarks.getvalue().splitlines())
        return f"Remarks on {number} rows: manage.py import_package --check {package}" if number else ""

    def _verdicts(self, what: str, number: int, refresh: Callable[..., int]) -> None:
        """Judge anew; a line now and then while that takes long."""
        said_at = time.monotonic()
        self._say(f"{what}: 0 of {number} …")

        def progress(count: int) -> None:
            nonlocal said_at
            if time.monotonic() - said_at > SAYS_EVERY:
                said_at = time.monotonic()
                self._say(f"{what}: {count} of {number} …")

        day = timezone.localdate(self.at)
        try:
            count = refresh(as_of=day, at=self.at, processes=cores(), progress=progress)
        except JudgingError as error:
            raise CommandError(str(error)) from error
        self._say(f"{what}: {count} of {number}.")


def rows_of(table: str) -> int:
    """How many rows a table of the shipped packages has."""
    number = 0
    for package in PACKAGES:
        with (package / f"{table}.csv").open(encoding="utf-8-sig", newline="") as stream:
            number += sum(1 for _row in csv.reader(stream)) - 1
    return number
