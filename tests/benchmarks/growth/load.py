"""The record and the people of one size in a database: made once, then left there for further runs.

`python -m tests.benchmarks.growth.load TIMES` loads the database of DATABASE_URL, unless it holds this size already.
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.benchmarks.growth.bare_tables import bare_tables

TARGETS, OUTCOMES, SOURCES, PEOPLE, EACH_FOLLOWS = 20_000, 500_000, 3_000, 50_000, 10
LOADED_AT = datetime(2025, 12, 1, 12, tzinfo=UTC)
FOLLOWED_AT = datetime(2025, 12, 20, 12, tzinfo=UTC)
NOW = datetime(2026, 1, 15, 3, tzinfo=UTC)
TODAY, A_YEAR_AGO = date(2026, 1, 15), date(2025, 1, 15)
DUE = 1_000  # people whose digest is due, at every size


def load(times: int) -> None:
    """The record without verdicts, and the people with their follows; what is there already stays."""
    from django.core.management import call_command

    from accounts.models import Follow
    from projects.models import Outcome

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    whole = Follow.objects.count() == times * PEOPLE * EACH_FOLLOWS
    if Outcome.objects.count() != times * OUTCOMES:
        call_command("flush", verbosity=0, interactive=False)
        _load_record(times)
        whole = False
    if not whole:
        _load_people(times * PEOPLE)
        _vacuum()


def _load_record(times: int) -> None:
    """As an import does, but for its checks: the rows are ours, and what an import costs has a benchmark of its own."""
    from django.db import connection, transaction

    from projects.models import Outcome, Target
    from projects.models.system_user import system_user
    from projects.packages.load import StagedPackage
    from projects.packages.our_slip import decide_slips
    from projects.packages.problems import Problems
    from projects.packages.reader import open_package
    from projects.packages.stage_table import take_in
    from projects.packages.staging import Staging
    from tests.benchmarks.record import Size, write_record

    size = Size(targets=TARGETS * times, outcomes=OUTCOMES * times, sources=SOURCES * times)
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        staging, problems = Staging(connection), Problems()
        with open_package(write_record(Path(folder) / "package", size)) as package:
            staging.create()
            for resource in package.resources:
                take_in(package, resource, staging, problems)
            problems.refuse_any()
            staging.index()
            decide_slips(staging)
            with bare_tables(Target, Outcome):
                StagedPackage(package.name, (), staging, problems).load(by_id=system_user().pk, at=LOADED_AT)
        staging.drop()


def _load_people(people: int) -> None:
    """People in three languages with ten follows each; the digest of a thousand is due."""
    from django.db import connection, transaction

    from accounts.models import DigestPreferences, Follow, User
    from projects.models import Target

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE accounts_follow, accounts_preferences CASCADE")
        with bare_tables(User, DigestPreferences, Follow):
            first = Target.objects.first_links().earliest("id")
            pattern = User.objects.create(email="pattern@example.org")
            preferences = DigestPreferences.objects.create(user=pattern, due_at=NOW + timedelta(days=7))
            follow = Follow.objects.create(user=pattern, target=first, created_at=FOLLOWED_AT)
            numbers = f"generate_series(1, {people}) AS number"
            _like(cursor, pattern, numbers, id="1000000 + number", email="'follower-' || number || '@example.org'")
            due = f"CASE WHEN number <= {DUE} THEN '{NOW.isoformat()}'::timestamptz ELSE due_at END"
            language = "(ARRAY['en', 'ru', 'kk'])[1 + mod(number, 3)]"
            _like(cursor, preferences, numbers, user_id="1000000 + number", due_at=due, language=language)
            places = "SELECT row_number() OVER (ORDER BY id) - 1 AS place, id AS first_id FROM projects_target"
            cursor.execute(f"CREATE TEMP TABLE chain ON COMMIT DROP AS {places} WHERE revises_id IS NULL")
            cursor.execute("CREATE INDEX ON chain (place)")
            cursor.execute("ANALYZE chain")
            numbers += f" CROSS JOIN generate_series(0, {EACH_FOLLOWS - 1}) AS turn"
            place = "mod(number::bigint * 7919 + turn * 9973, (SELECT max(place) + 1 FROM chain))"
            numbers += f" JOIN chain ON chain.place = {place}"
            _like(
                cursor,
                follow,
                numbers,
                id="10000000 + number * 10 + turn",
                user_id="1000000 + number",
                target_id="first_id",
            )
        pattern.delete()


def _like(cursor: Any, row: Any, numbers: str, **others: str) -> None:
    """Rows like this one, one for each of some numbers, with other values in some columns."""
    names = [field.column for field in row._meta.concrete_fields]
    values = ", ".join(others.get(name, f"pattern.{name}") for name in names)
    table, key = row._meta.db_table, row._meta.pk.column
    cursor.execute(
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {values} FROM {numbers} CROSS JOIN {table} AS pattern "
        f"WHERE pattern.{key} = %s",
        [row.pk],
    )


def _vacuum() -> None:
    """As the server does by itself in the hours after so many rows."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    load(int(sys.argv[1]))


if __name__ == "__main__":
    _main()
