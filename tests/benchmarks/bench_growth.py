"""What ten times the record costs: each cost at 1× and at 10×, how it grew, and how it may grow.

Two databases beside the one of DATABASE_URL, `growth_1` and `growth_10`, are loaded once and left there. Where the
databases stay (`make bench ONLY=growth KEEP=FOLDER`), the next run measures at once, and each run may measure a part:
`COSTS="calendar search"` are those that have one of the words in their names.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.benchmarks.growth.costs import VERDICTS, costs, judge_where_nothing_is, memories
from tests.benchmarks.growth.measuring import MEMORY, MOST, WORTH, Cost, measure
from tests.benchmarks.serving import environment

SIZES = (1, 10)


def compare(name: str, url: str, words: Sequence[str] = ()) -> bool:
    """Measure, print the table, and say whether every promise is kept. ``words``: only the costs named by one."""
    wanted = chosen([*costs(), *memories()], words)
    if not wanted:
        raise SystemExit(f"no cost is named by {' or '.join(words)}; all: {', '.join(_names([*costs(), *memories()]))}")
    with tempfile.TemporaryDirectory() as folder:
        measured = [_measured(_database(url, times), times, Path(folder), words) for times in SIZES]
    print(f"growth {name}: processor time of Python and PostgreSQL together; queries at both sizes")
    print(f"  {'cost':62} {'1×':>12} {'10×':>12} {'growth':>7}  wanted")
    results = [_tell(cost, *(sizes[cost.name] for sizes in measured)) for cost in wanted]
    print(f"  {sum(results)} of {len(results)} promises kept", flush=True)
    return all(results)


def _tell(cost: Cost, small: dict[str, Any], large: dict[str, Any]) -> bool:
    growth = large["ms"] / small["ms"]
    most = MOST.get(cost.wanted)
    bounded = most is None or growth <= most or large["ms"] - small["ms"] < WORTH
    wanted = cost.wanted if bounded else f"{cost.wanted}  BROKEN"
    print(f"  {cost.name:62} {_ms(small):>12} {_ms(large):>12} {growth:7.2f}  {wanted}")
    few = large["queries"] <= small["queries"] or cost.wanted == "linear"
    if not few or cost.wanted != "linear":
        print(f"  {'  queries':62} {small['queries']:>12} {large['queries']:>12}{'' if few else '  BROKEN'}")
    if cost.bounded or "web process" in cost.name:
        within = not cost.bounded or large["peak"] <= MEMORY
        wanted = f"at most {MEMORY}" if cost.bounded else "reported"
        print(
            f"  {'  MiB of all processes together':62} {small['peak']:12.0f} {large['peak']:12.0f}"
            f" {large['peak'] / small['peak']:7.2f}  {wanted}{'' if within else '  BROKEN'}"
        )
        bounded = bounded and within
    return bounded and few


def _ms(measured: dict[str, Any]) -> str:
    return f"{measured['ms'] / 1000:.1f} s" if measured["ms"] >= 10_000 else f"{measured['ms']:.1f} ms"


def _database(url: str, times: int) -> str:
    """The address of the database of one size on the same server, made where there is none."""
    database = f"growth_{times}"
    with psycopg.connect(url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
            connection.execute(f"CREATE DATABASE {database}")
        connection.execute(f"ALTER DATABASE {database} SET max_parallel_workers_per_gather = 0")
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def _measured(url: str, times: int, folder: Path, words: Sequence[str]) -> dict[str, dict[str, Any]]:
    """By the name of a cost, what it takes in the database of one size. Each is printed as it is measured."""
    own = {**environment(url, folder), "LOG_LEVEL": "ERROR", "ALLOWED_HOSTS": "127.0.0.1", "KEPT_ANSWERS_MB": "0"}

    def run(*command: str) -> dict[str, dict[str, Any]]:
        child = [sys.executable, "-m", "tests.benchmarks.bench_growth", *command]
        done = subprocess.run(child, env=own, stdout=subprocess.PIPE, check=True)
        return dict(json.loads(done.stdout))

    print(f"{times}×", file=sys.stderr, flush=True)
    run("load", str(times))
    alone: dict[str, dict[str, Any]] = {}
    names = _names(chosen(memories(), words))
    if VERDICTS not in names:
        run("judge")
    for name in names:
        alone |= run("measure", name)
    together = _names(chosen(costs(), words))
    return {**alone, **(run("measure", *together) if together else {})}


def chosen(among: Sequence[Cost], words: Sequence[str]) -> list[Cost]:
    return [cost for cost in among if not words or any(word in cost.name for word in words)]


def _names(among: Sequence[Cost]) -> list[str]:
    return [cost.name for cost in among]


# --- in the child ----------------------------------------------------------------------------------------------------


def _main(words: list[str]) -> dict[str, Any]:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    import time_machine

    from tests.benchmarks.growth.load import NOW, load

    if words[0] == "load":
        load(int(words[1]))
        return {}
    if words[0] == "judge":
        judge_where_nothing_is()
        return {}
    with time_machine.travel(NOW, tick=True):
        return dict(_measure([cost for cost in [*costs(), *memories()] if cost.name in words[1:]]))


def _measure(chosen: Sequence[Cost]) -> Iterator[tuple[str, dict[str, Any]]]:
    for cost in chosen:
        measured = measure(cost)
        figures = f"{_ms(measured):>12} {measured['queries']:>5} queries {measured['peak']:6.0f} MiB"
        print(f"  {cost.name:62} {figures}", file=sys.stderr, flush=True)
        yield cost.name, measured


if __name__ == "__main__":
    print(json.dumps(_main(sys.argv[1:])))
