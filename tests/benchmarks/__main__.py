"""`make bench`: prints what each benchmark measured; exits with 1 when a promise is not kept.

`make bench ONLY=pages` runs one of them: import, sheets, refresh, export, pages, lists, readers, digests or reading;
`make bench ONLY=growth` what ten times the record costs, an hour that is not part of all of them; with KEEP=FOLDER the
loaded databases stay there, and COSTS="calendar search" measures what has one of these words in its name.
"""

from __future__ import annotations

import os
import sys
import tempfile
from argparse import ArgumentParser

from tests.benchmarks import (
    bench_digests,
    bench_export,
    bench_growth,
    bench_import,
    bench_lists,
    bench_matching,
    bench_pages,
    bench_readers,
    bench_reading,
    bench_refresh,
    bench_sheets,
)

ON_POSTGRESQL = {
    "import": bench_import,
    "refresh": bench_refresh,
    "export": bench_export,
    "pages": bench_pages,
    "lists": bench_lists,
    "readers": bench_readers,
}
SHEET = 100_000  # outcomes of one spreadsheet
NAMES = (*ON_POSTGRESQL, "sheets", "digests", "reading")
ALONE = "growth"


def main() -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument(
        "only", nargs="*", metavar="NAME", help=f"{', '.join(NAMES)}; all of them if absent; or {ALONE}"
    )
    parser.add_argument("--targets", type=int, default=20_000)
    parser.add_argument("--outcomes", type=int, default=500_000)
    parser.add_argument("--people", type=int, default=50_000, help="who follow ten goals each")
    parser.add_argument("--costs", nargs="+", metavar="WORD", default=(), help="of growth, those with one in the name")
    size = vars(parser.parse_args())
    people, words = size.pop("people"), size.pop("costs")
    names = size.pop("only") or list(NAMES)
    if unknown := set(names) - {*NAMES, ALONE}:
        parser.error(f"there is no benchmark called {', '.join(sorted(unknown))}")
    results = []
    if "reading" in names:
        results += [bench_reading.measure(), bench_matching.measure()]
        if names == ["reading"]:
            return 0 if all(results) else 1
    if "import" in names:
        with tempfile.TemporaryDirectory() as folder:
            results.append(bench_import.compare("SQLite", f"sqlite:///{folder}/bench.sqlite3", **size))
    server = os.environ.get("DATABASE_URL", "")
    if server.startswith("postgres"):
        results += [
            ON_POSTGRESQL[name].compare("PostgreSQL", server, **size) for name in names if name in ON_POSTGRESQL
        ]
        if "sheets" in names:
            results.append(bench_sheets.compare("PostgreSQL", server, outcomes=SHEET))
        if "digests" in names:
            results.append(bench_digests.compare("PostgreSQL", server, people=people))
        if ALONE in names:
            results.append(bench_growth.compare("PostgreSQL", server, words))
    else:
        print("PostgreSQL: not measured: DATABASE_URL names none")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
