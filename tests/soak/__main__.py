"""`make soak`: weeks of a town, every fault in random order; exits with 1 when something is lost or twice."""

from __future__ import annotations

import sys
import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path

from .life import Life
from .town import town


def main() -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--weeks", type=int, default=12)
    parser.add_argument("--targets", type=int, default=40)
    parser.add_argument("--seed", type=int, default=int(time.time()) % 100_000, help="the same seed, the same story")
    given = parser.parse_args()
    print(f"seed {given.seed}: {given.people} people, {given.weeks} weeks", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, town(Path(folder)) as here:

        def say(line: str) -> None:
            print(f"{line}; {time.monotonic() - began:.0f} s", flush=True)

        life = Life(here, people=given.people, weeks=given.weeks, seed=given.seed, targets=given.targets, say=say)
        breaches = life.run()
        states = life.worker.ask("states")
        print("\n".join(f"  {number:4} × {what}" for what, number in sorted(life.happened.items())))
        print(f"  {len(here.news)} pieces of news; digests: {states}; {time.monotonic() - began:.0f} s")
    for breach in breaches[:50]:
        print(breach)
    print("nothing lost, nothing twice" if not breaches else f"{len(breaches)} breaches with seed {given.seed}")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
