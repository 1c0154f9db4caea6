"""A made-up record of any size, as a Data Package: what the benchmarks load, judge and show.

Sums by the month, provisional and then final, some corrected, some by a second publisher; levels read by the
quarter; chains of revisions. The same numbers give the same bytes, on any machine.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from projects.packages.schema import descriptor_text
from projects.packages.tables import BY_NAME, TABLES

FIRST_DAY = date(2020, 1, 1)
UNITS = ("KZT", "projects", "jobs", "vehicles", "dwellings", "percent", "tonnes")
REGIONS = 20
PUBLISHERS = (
    ("Bureau of National Statistics", "official_statistics"),
    ("Ministry of Industry", "government"),
    ("A newspaper", "press"),
)

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Size:
    """How big the record is. Five indicators make a programme; revisions are a fifth of the targets."""

    targets: int = 20_000
    outcomes: int = 500_000
    sources: int = 3_000

    @property
    def indicators(self) -> int:
        return max(self.targets // 2, 1)

    @property
    def programmes(self) -> int:
        return max(self.indicators // 5, 1)


def write_record(folder: Path, size: Size, *, seed: int = 7) -> Path:
    """Write the package into a new folder, streaming; returns the folder."""
    folder.mkdir(parents=True)
    makers = {
        "organisations": _organisations,
        "territories": _territories,
        "sources": _sources,
        "programmes": _programmes,
        "indicators": _indicators,
        "targets": _targets,
        "outcomes": _outcomes,
    }
    for table in TABLES:
        rows = makers[table.name](size, random.Random(f"{seed} {table.name}")) if table.name in makers else iter(())
        _write(folder / table.file_name, [column.name for column in BY_NAME[table.name].columns], rows)
    (folder / "datapackage.json").write_text(descriptor_text(), encoding="utf-8")
    return folder


def _write(path: Path, columns: list[str], rows: Iterator[Row]) -> None:
    # No cell here needs quotes, so that this is as fast as the machine.
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(",".join(columns) + "\n")
        for row in rows:
            stream.write(",".join(str(row.get(name, "")) for name in columns) + "\n")


def _organisations(size: Size, chance: random.Random) -> Iterator[Row]:
    for number in range(50):
        yield {"id": f"body-{number}", "name": f"Body {number}", "name_ru": f"Орган {number}", "kind": "ministry"}


def _territories(size: Size, chance: random.Random) -> Iterator[Row]:
    yield {"id": "kz", "name": "Kazakhstan", "name_ru": "Казахстан", "name_kk": "Қазақстан"}
    for number in range(REGIONS):
        yield {"id": f"kz-{number}", "name": f"Region {number}", "parent": "kz"}


def _sources(size: Size, chance: random.Random) -> Iterator[Row]:
    for number in range(size.sources):
        publisher, kind = PUBLISHERS[number % 3]
        yield {
            "id": f"source-{number:05}",
            "title": f"Report {number}",
            "publisher": publisher,
            "published": _published(number),
            "kind": kind,
            "url": f"https://example.org/reports/{number}",
            "language": "ru",
        }


def _published(source: int) -> date:
    """Sources come out three on a day and the next day again, over six years."""
    return FIRST_DAY + timedelta(days=(source // 3) * 2 % 2190)


def _programmes(size: Size, chance: random.Random) -> Iterator[Row]:
    for number in range(size.programmes):
        yield {
            "id": f"programme-{number:05}",
            "name": f"Programme {number}",
            "responsible": f"body-{number % 50}",
            "territory": f"kz-{number % REGIONS}",
            "sector": f"sector {number % 12}",
        }


def _is_level(indicator: int) -> bool:
    return indicator % 4 == 3


def _indicators(size: Size, chance: random.Random) -> Iterator[Row]:
    for number in range(size.indicators):
        yield {
            "id": f"indicator-{number:05}",
            "programme": f"programme-{number % size.programmes:05}",
            "name": f"Indicator {number}",
            "name_ru": f"Показатель {number}",
            "unit": UNITS[number % len(UNITS)],
            "accumulation": "level" if _is_level(number) else "sum",
            "direction": "decrease" if number % 10 == 9 else "increase",
            "reporting_interval_days": 90,
        }


def _targets(size: Size, chance: random.Random) -> Iterator[Row]:
    for number in range(size.targets):
        indicator = number % size.indicators
        year = 2021 + number // size.indicators * 2 + indicator % 3
        revision = number >= size.indicators and number % 5 < 2  # of the indicator's first target
        row: Row = {
            "id": f"target-{number:06}",
            "indicator": f"indicator-{indicator:05}",
            "basis": "absolute",
            "qualifier": ("exactly", "at_least", "about", "more_than")[number % 4],
            "value": chance.randrange(1000, 10**12, 100),
            "rounded_to": 100,
            "window_start": date(year, 1, 1),
            "deadline": date(year, 12, 31),
            "timing": "within_period" if number % 2 else "by_deadline",
            "withdrawn": "false",
            "announced": date(year, 1, 10),
            "source": f"source-{chance.randrange(size.sources):05}",
            "locator": f"p. {number % 90}",
            "speaker": f"Speaker {number % 40}",
        }
        if _is_level(indicator):
            row |= {"baseline_value": 500, "baseline_end": date(year - 1, 12, 31)}
        if revision:
            row["revises"] = f"target-{indicator:06}"
        yield row


def _outcomes(size: Size, chance: random.Random) -> Iterator[Row]:
    """Outcomes in the order of their ids; every fiftieth corrects the one before it."""
    before: Row = {}
    for number in range(size.outcomes):
        indicator = number % size.indicators
        turn = number // size.indicators  # how many this indicator has already
        start, end = _period(indicator, turn)
        row: Row = {
            "id": f"outcome-{number:07}",
            "indicator": f"indicator-{indicator:05}",
            "basis": "absolute",
            "qualifier": "exactly",
            "value": f"{chance.randrange(10**4, 10**11)}.{chance.randrange(1, 10)}",
            "rounded_to": "0.1",
            "period_start": "" if _is_level(indicator) else start,
            "period_end": end,
            "final": "true" if turn % 3 else "false",
            "source": f"source-{chance.randrange(size.sources):05}",
            "locator": f"p. {chance.randrange(300)}",
            "speaker": "",
        }
        if number % 50 == 49:
            row |= {key: before[key] for key in ("indicator", "period_start", "period_end")}
            row |= {"corrects": before["id"], "note": f"Corrected by the publisher in edition {number}"}
        before = row
        yield row


def _period(indicator: int, turn: int) -> tuple[date, date]:
    """Month ``turn`` after January 2021; each indicator has every month once, whatever the size."""
    month = turn % 60
    start = date(2021 + month // 12, month % 12 + 1, 1)
    return start, (start.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
