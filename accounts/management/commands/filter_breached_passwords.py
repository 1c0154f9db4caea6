"""Makes the filter of stolen passwords from lists of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.people.breached_passwords import FILE, build, fold

SIZE = 2_000_000  # bytes
PROBES = 15


class Command(BaseCommand):
    help = (
        "Makes the filter of stolen passwords from lists, the most frequent password first, one a line, UTF-8. "
        "Of each list only those count that are long enough for this site."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("lists", metavar="LIST", nargs="+", type=Path)
        parser.add_argument("--at-most", type=int, default=740_000, help="How many passwords it holds.")
        parser.add_argument("--to", type=Path, default=FILE, help="The file it is written to.")

    def handle(self, *args: Any, lists: list[Path], at_most: int, to: Path, **options: Any) -> None:
        for path in lists:
            if not path.is_file():
                raise CommandError(f"{path} is no file: name lists of passwords, one a line.")
        passwords = _first(_long_enough(lists), at_most)
        if not passwords:
            raise CommandError(f"None of the passwords has {settings.PASSWORD_LENGTH} characters: nothing was written.")
        filled = build(passwords, SIZE, PROBES)
        to.write_bytes(filled.to_bytes())
        self.stdout.write(
            f"{filled.count} passwords; of a million others {filled.mistakes * 1e6:.1f} are taken for one of them."
        )


def _long_enough(lists: Iterable[Path]) -> Iterator[str]:
    for path in lists:
        with path.open("rb") as lines:
            for line in lines:
                try:
                    password = line.rstrip(b"\r\n").decode()
                except UnicodeDecodeError:  # part of a list in another encoding: nobody can type it
                    continue
                if len(password) >= settings.PASSWORD_LENGTH:
                    yield fold(password)


def _first(passwords: Iterable[str], at_most: int) -> list[str]:
    """The first so many different ones."""
    several: dict[str, None] = {}
    for password in passwords:
        several[password] = None
        if len(several) == at_most:
            break
    return list(several)
