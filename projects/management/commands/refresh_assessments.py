from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from datetime import timedelta
from time import sleep
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from projects.actions import judging_plans
from projects.actions.refresh import refresh_assessments, refresh_outdated
from projects.actions.verify import verify
from projects.judging.processes import JudgingError, cores

SAYS_EVERY = timedelta(seconds=5)


class Command(BaseCommand):
    help = "Rebuilds the stored verdicts from the record; with --verify only compares, exit 1 on any difference."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--verify", action="store_true", help="compare only, print each difference")
        parser.add_argument(
            "--outdated",
            action="store_true",
            help="rebuild only what another version of the method gave: after an update, before the tracker serves",
        )
        parser.add_argument(
            "--spread",
            action="store_true",
            help="share the work with the workers of every host, and take part; what is done stays done if it ends",
        )
        parser.add_argument(
            "--processes",
            type=_number,
            default=cores(),
            metavar="N",
            help="judge in so many at once (default: %(default)s)",
        )

    def handle(self, **options: Any) -> None:
        try:
            if options["verify"]:
                self._verify(options["processes"])
            elif options["spread"]:
                self._spread(outdated=options["outdated"])
            else:
                self._rebuild(refresh_outdated if options["outdated"] else refresh_assessments, options["processes"])
        except JudgingError as error:
            raise CommandError(str(error)) from error

    def _rebuild(self, refresh: Callable[..., int], processes: int) -> None:
        at = timezone.now()  # noqa: TID251  # an edge: the clock is read here and handed down
        as_of = timezone.localdate(at)
        count = refresh(as_of=as_of, at=at, processes=processes)
        self.stdout.write(f"{count} chains of targets assessed as of {as_of}.")

    def _spread(self, *, outdated: bool) -> None:
        """Plans, asks the workers, and judges chunks like one of them until all are judged."""
        clock = timezone.now  # noqa: TID251  # an edge: this is the clock
        as_of = timezone.localdate(clock())
        if judging_plans.plan_judging(as_of=as_of, at=clock(), outdated=outdated) is None:
            self.stdout.write("No verdict is to be judged.")
            return
        judging_plans.wake_workers(clock())
        own = 0
        while (state := judging_plans.progress(clock())) is not None:
            self.stdout.write(f"{state.judged} of {state.chunks} chunks judged, {state.in_hand} in hand")
            own += judging_plans.judge_chunks(clock, SAYS_EVERY)
            sleep(1)  # the others have the rest
        self.stdout.write(f"The verdicts are judged as of {as_of}; {own} chains by this process.")

    def _verify(self, processes: int) -> None:
        as_of = timezone.localdate(timezone.now())  # noqa: TID251  # an edge: the clock is read here and handed down
        count = 0
        for difference in verify(as_of=as_of, processes=processes):
            self.stdout.write(str(difference))
            count += 1
        if count:
            raise CommandError(
                f"Differences between the stored verdicts and a recomputation: {count}. "
                "Run refresh_assessments to rebuild them."
            )
        self.stdout.write(f"The stored verdicts equal a recomputation as of {as_of}.")


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise ArgumentTypeError(f"“{text}” is not a number of processes; give 1 or more")
    return int(text)
