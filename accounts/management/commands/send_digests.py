from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.models import DigestPreferences, User
from accounts.notices.digests.claim import due_people
from accounts.notices.digests.draft import DigestDraft, draft_digests
from accounts.notices.digests.sweep import sweep_mail


class Command(BaseCommand):
    help = "Sends every digest that is due, as the schedule does each minute."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--now",
            metavar="DATETIME",
            help="Act as at this moment: 2026-11-23T08:00 (the tracker's time zone) or 2026-11-23T03:00+00:00.",
        )
        parser.add_argument("--user", metavar="EMAIL", help="Only this person's digest, if it is due.")
        parser.add_argument(
            "--early",
            action="store_true",
            help="With --user: send their next digest now instead of at its hour, if there is something to say.",
        )
        parser.add_argument("--dry-run", action="store_true", help="Print what would be sent; send and write nothing.")

    def handle(self, *args: Any, now: str | None, user: str | None, early: bool, dry_run: bool, **options: Any) -> None:
        if early and user is None:
            raise CommandError("--early is for one person: add --user EMAIL.")
        clock = _clock(now)
        person = _person(user) if user else None
        if person is not None and not early:
            self._say_if_not_due(person, clock())
        if dry_run:
            self._print_due(clock(), None if person is None else person.pk, early)
            return
        done = sweep_mail(clock, None if person is None else person.pk, early=early)
        self.stdout.write(
            f"{done['sent']} sent, {done['failed']} failed, {done['uncertain']} uncertain; "
            f"{done['silent']} people had nothing to hear."
        )
        if done["held"]:
            raise CommandError(
                "No digest was written: stored verdicts of another version of the method wait to be rebuilt. "
                "Run manage.py refresh_assessments --outdated."
            )
        if done["waiting"]:
            raise CommandError(
                f"The mail server cannot be reached: {done['waiting']} messages wait and go out with a later sweep. "
                "Check EMAIL_URL and that the server is up."
            )

    def _say_if_not_due(self, person: User, at: datetime) -> None:
        chosen = DigestPreferences.objects.filter(user=person).first()
        if chosen is None or chosen.due_at is None:
            self.stdout.write(f"{person.email} gets no digests.")
        elif chosen.due_at > at:
            when = chosen.due_at.astimezone(ZoneInfo(chosen.time_zone))
            self.stdout.write(f"{person.email} is not due before {when:%Y-%m-%d %H:%M} {chosen.time_zone}.")

    def _print_due(self, at: datetime, user_id: int | None, early: bool) -> None:
        people = list(due_people(at, user_id, early=early))
        drafted = draft_digests(people, at)
        mails = 0
        for person in people:
            draft = _mail_of(drafted.get(person.pk, []))
            if draft is None:
                self.stdout.write(f"{person.user.email}: nothing to say, no mail.\n")
            elif isinstance(draft, DigestDraft):
                mails += 1
                self.stdout.write(f"{person.user.email}: {person.cadence} digest for {draft.key.partition(':')[2]}")
                self.stdout.write(f"Subject: {draft.mail.subject}\n\n{draft.mail.text}")
            else:
                self.stderr.write(f"{person.user.email}: the digest cannot be written: {draft!r}")
        self.stdout.write(f"{len(people)} people are due; {mails} mails would be sent, none was.")


def _mail_of(drafted: list[DigestDraft] | Exception) -> DigestDraft | Exception | None:
    if isinstance(drafted, Exception):
        return drafted
    return next((draft for draft in drafted if draft.destination is None), None)


def _clock(now: str | None) -> Callable[[], datetime]:
    if now is None:
        return timezone.now  # noqa: TID251  # an edge: this is the clock
    try:
        moment = parse_datetime(now)
    except ValueError:
        moment = None
    if moment is None:
        raise CommandError(
            f"--now {now}: not a date and time. Write 2026-11-23T08:00 or, with a zone, 2026-11-23T08:00+05:00."
        )
    aware = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
    return lambda: aware


def _person(email: str) -> User:
    person = User.objects.filter(email=email.strip().lower()).first()
    if person is None:
        raise CommandError(f"--user {email}: nobody is registered with this e-mail address.")
    return person
