"""`make bench`: prints what each benchmark measured; exits with 1 when a promise is not kept."""

from __future__ import annotations

import os
import sys
import tempfile
from argparse import ArgumentParser

from tests.benchmarks import bench_import, bench_refresh


def main() -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--targets", type=int, default=20_000)
    parser.add_argument("--outcomes", type=int, default=500_000)
    size = vars(parser.parse_args())
    kept = []
    with tempfile.TemporaryDirectory() as folder:
        kept.append(bench_import.compare("SQLite", f"sqlite:///{folder}/bench.sqlite3", **size))
    server = os.environ.get("DATABASE_URL", "")
    if server.startswith("postgres"):
        kept.append(bench_import.compare("PostgreSQL", server, **size))
        kept.append(bench_refresh.compare("PostgreSQL", server, **size))
    else:
        print("PostgreSQL: not measured: DATABASE_URL names none")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
