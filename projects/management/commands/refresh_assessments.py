from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from projects.actions.refresh import refresh_assessments
from projects.actions.verify import verify


class Command(BaseCommand):
    help = "Rebuilds the stored verdicts from the record; with --verify only compares, exit 1 on any difference."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--verify", action="store_true", help="compare only, print each difference")

    def handle(self, **options: Any) -> None:
        at = timezone.now()  # noqa: TID251  # an edge: the clock is read here and handed down
        as_of = timezone.localdate(at)
        if not options["verify"]:
            self.stdout.write(f"{refresh_assessments(as_of=as_of, at=at)} chains of targets assessed as of {as_of}.")
            return
        count = 0
        for difference in verify(as_of=as_of, at=at):
            self.stdout.write(str(difference))
            count += 1
        if count:
            raise CommandError(
                f"Differences between the stored verdicts and a recomputation: {count}. "
                "Run refresh_assessments to rebuild them."
            )
        self.stdout.write(f"The stored verdicts equal a recomputation as of {as_of}.")
