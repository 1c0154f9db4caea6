"""What `make run` does before it starts the servers: tables, shipped record, verdicts, demo people, static files."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from projects.models import Indicator
from tracker import demo

PACKAGE = settings.BASE_DIR / "projects" / "data" / "kazakhstan"


class Command(BaseCommand):
    help = "Bring the embedded tracker up to date with this clone; each part may run again harmlessly."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("parts", nargs="+", choices=["tables", "record", "verdicts", "static"])

    def handle(self, *args: Any, parts: list[str], **options: Any) -> None:
        if "static" in parts:
            call_command("collectstatic", interactive=False, verbosity=0)
        if "tables" in parts:
            call_command("migrate", interactive=False, verbosity=0)
        call_command(
            "refresh_assessments", outdated=True, stdout=StringIO()
        )  # first: new claims are news, a new method is not
        if "record" in parts:
            self._record()
        if "verdicts" in parts:
            call_command("refresh_assessments", stdout=StringIO())
        demo.people(settings.DATA_DIR)

    def _record(self) -> None:
        """Import the shipped record; on a data folder that has one already, a conflict is told and not fatal."""
        kept = Indicator.objects.exists()
        try:
            call_command("import_package", str(PACKAGE), stdout=StringIO())
        except (CommandError, SystemExit) as refused:
            if not kept:
                raise
            self.stderr.write(f"The shipped record has changed and was not taken over: {refused}")
            sys.stderr.flush()
