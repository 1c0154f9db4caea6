from __future__ import annotations

import csv
import json
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from projects.adapters import as_contract, claims
from projects.comparison import engine
from projects.models import Programme, Target
from projects.packages import cell_hints
from projects.packages.spreadsheet import write_rows

# A flat file has no place for objects: their members stand beside each other, each chain's steps in the JSON alone.
COLUMNS = (
    *("target", "as_of", "status", "reasons", "actual", "percent_achieved", "expected", "pace", "required_per_day"),
    *("projection", "projection_low", "projection_high", "projected_completion", "days_behind", "days_overdue"),
    *("shortfall", "covered_until", "stale", "resolved_value", "actual_qualifier"),
    *(
        "first.target",
        "first.status",
        "first.actual",
        "first.percent_achieved",
        "status_range",
        "conflicts",
        "evidence",
    ),
    *("compound.ratio", "compound.category", "compound_reason", "measurability.score", "measurability.missing"),
    "method_version",
)


class Command(BaseCommand):
    help = "Recomputes verdicts from the record and prints them; writes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as-of", metavar="DATE", help="the day of the question, as 2024-12-31; today if absent")
        parser.add_argument("--programme", metavar="ID", help="only the targets of this programme")
        parser.add_argument("--target", metavar="ID", help="only the chain of this target, whichever link it is")
        parser.add_argument("--known-at", metavar="DATETIME", help="leave out what was recorded here after that moment")
        parser.add_argument("--format", choices=["json", "csv", "table"], default="json")

    def handle(self, **options: Any) -> None:
        as_of = day(options["as_of"]) if options["as_of"] else timezone.localdate()
        known_at = moment(options["known_at"]) if options["known_at"] else None
        with transaction.atomic():  # one view of the record, and a cursor that streams
            first_ids = _first_ids(options["programme"], options["target"])
            verdicts = sorted(_verdicts(first_ids, as_of, known_at), key=lambda verdict: verdict["target"])
        for text in {"json": _json, "csv": _csv, "table": _table}[options["format"]](verdicts):
            self.stdout.write(text)


def _verdicts(first_ids: set[str] | None, as_of: date, known_at: datetime | None) -> Iterator[dict[str, Any]]:
    for chain in claims(first_ids, known_at):
        verdict = engine.assess(chain.chain, chain.outcomes, as_of, chain.interims)
        if verdict is not None:
            yield as_contract(verdict)


def _first_ids(programme: str | None, target: str | None) -> set[str] | None:
    """The chains asked for; none means all. Raises CommandError for ids that the record does not know."""
    if programme is None and target is None:
        return None
    wanted: list[set[str]] = []
    if programme is not None:
        if not Programme.objects.filter(pk=programme).exists():
            raise CommandError(f"--programme: the record has no programme “{programme}”.")
        wanted.append(_starts(Target.objects.filter(indicator__programme=programme).values_list("pk", flat=True)))
    if target is not None:
        if not Target.objects.filter(pk=target).exists():
            raise CommandError(f"--target: the record has no target “{target}”.")
        wanted.append(_starts([target]))
    return set.intersection(*wanted)


def _starts(links: Iterable[str]) -> set[str]:
    return set(Target.objects.first_links_of(links).values_list("pk", flat=True))


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        meaning = cell_hints.day(text)
        raise CommandError(f"--as-of: “{text}” is not a date; write it as 2024-12-31{meaning}.") from None


def moment(text: str) -> datetime:
    try:
        parsed = parse_datetime(text) or datetime.combine(date.fromisoformat(text), time.max)
    except ValueError:
        raise CommandError(f"--known-at: “{text}” is not a moment; write 2024-12-31T18:00+05:00 or a date.") from None
    return parsed if timezone.is_aware(parsed) else timezone.make_aware(parsed)


def _json(verdicts: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield json.dumps(list(verdicts), ensure_ascii=False, indent=2)


def _csv(verdicts: Iterable[dict[str, Any]]) -> Iterator[str]:
    lines: list[str] = []
    writer = csv.writer(_Lines(lines), lineterminator="")
    writer.writerow(column.replace(".", "_") for column in COLUMNS)
    write_rows(writer, ([_cell(_member(verdict, column)) for column in COLUMNS] for verdict in verdicts))
    yield from lines


def _table(verdicts: Iterable[dict[str, Any]]) -> Iterator[str]:
    shown = ("target", "status", "actual", "percent_achieved", "days_overdue", "reasons")
    rows = [shown, *(tuple(_cell(verdict[column]) for column in shown) for verdict in verdicts)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _member(verdict: dict[str, Any], column: str) -> Any:
    owner, _, name = column.partition(".")
    value = verdict[owner]
    return value[name] if name and value is not None else value


def _cell(value: Any) -> str:
    """A value in one cell: of a list its members with spaces between, of a list in a list with plus signs."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return " ".join("+".join(part) if isinstance(part, list) else part for part in value)
    return str(value)


class _Lines:
    """What csv writes to, one line at a time."""

    def __init__(self, lines: list[str]) -> None:
        self.write = lines.append
