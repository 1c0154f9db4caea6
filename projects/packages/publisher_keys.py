"""Whom the sources of a package, and those of the record, stand for once its publishers are written (R9).

Keys are folded in Python, since the databases fold case each in its own way; who is joined with whom is asked in SQL.
"""

# ruff: noqa: S608 - every name in these statements comes from the description of the tables, never from a package

from __future__ import annotations

from projects.models import Source

from .relation_rules import not_staged
from .staging import PUBLISHER_KEY, Staging, record, stage
from .tables import PUBLISHERS, SOURCES

# Every spelling as it will be: the package's rows, and the record's others.
SPELLINGS = f"""SELECT id, key, same_as FROM {stage(PUBLISHERS)}
                UNION ALL SELECT r.id, r.key, coalesce(r.same_as_id, '') FROM {record(PUBLISHERS)} r
                WHERE TRUE {not_staged(PUBLISHERS, "r")}"""


def join_staged_sources(staging: Staging) -> None:
    """Gives each staged source the key of the publisher with whom its own has been joined."""
    staging.run("DROP TABLE IF EXISTS joined_spelling")
    staging.run(
        f"""CREATE TEMPORARY TABLE joined_spelling AS SELECT s.key AS spelling, p.key AS publisher
            FROM ({SPELLINGS}) s JOIN ({SPELLINGS}) p ON p.id = s.same_as"""
    )
    staging.run("CREATE INDEX joined_spelling_key ON joined_spelling (spelling)")
    staging.run(
        f"""UPDATE {stage(SOURCES)} SET {PUBLISHER_KEY} = j.publisher FROM joined_spelling j
            WHERE j.spelling = {stage(SOURCES)}.{PUBLISHER_KEY}"""
    )
    staging.run("DROP TABLE joined_spelling")


def moving_keys(staging: Staging) -> list[str]:
    """The keys of whoever the sources stand for, before, whom the package's publishers can make stand for another."""
    if PUBLISHERS.name not in staging.filled:
        return []
    changed = f"""{stage(PUBLISHERS)} s LEFT JOIN {record(PUBLISHERS)} r ON r.id = s.id
                  LEFT JOIN {record(PUBLISHERS)} p ON p.id = r.same_as_id
                  WHERE r.id IS NULL OR r.key <> s.key OR coalesce(r.same_as_id, '') <> s.same_as"""
    keys = " UNION ".join(f"SELECT {row}.key FROM {changed}" for row in ("s", "r", "p"))
    return [key for (key,) in staging.ask(keys) if key is not None]


def move_sources(keys: list[str]) -> list[str]:
    """Once the package is written: sources of the record follow their publishers; the ids of those that moved."""
    return Source.objects.follow_publishers(keys) if keys else []
