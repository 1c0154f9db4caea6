from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from projects.exports.record.making import BeingMadeError, make_due_set, make_set
from projects.exports.record.published import folder


class Command(BaseCommand):
    help = "Make the files of the whole record that readers find at /data/files/, as the schedule does every night."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--due", action="store_true", help="only if the hour has come since the last were made")

    def handle(self, *, due: bool, **options: Any) -> None:
        at = timezone.now()  # noqa: TID251  # an edge: this is the clock
        if due:
            self.stdout.write(f"{make_due_set(at)} files made.")
            return
        try:
            published = make_set(at)
        except BeingMadeError:
            raise CommandError("Another process is making them: wait until it has ended.") from None
        except OSError as error:
            raise CommandError(f"{folder()}: {error.strerror or error}. The earlier files stay.") from None
        for file in published.files:
            self.stdout.write(f"{file.name}: {file.size} bytes" + ("" if file.rows is None else f", {file.rows} rows"))
        self.stdout.write(self.style.SUCCESS(f"Made {len(published.files)} files in {folder() / 'current'}."))
