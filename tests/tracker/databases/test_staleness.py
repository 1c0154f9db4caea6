"""The replica is as new as the primary was when both were level for the last time."""

from __future__ import annotations

import pytest

from tracker.databases.staleness import Staleness, Standing

pytestmark = pytest.mark.once


def standings(*looks: tuple[float, int | None, int | None]) -> list[Standing]:
    staleness = Staleness(10)
    return [staleness.compare(*look) for look in looks]


def test_replica_of_the_same_version_is_level() -> None:
    assert standings((100, 7, 7)) == [Standing(usable=True, reason="level", behind=0)]


def test_replica_within_the_bound_is_used_and_beyond_it_not() -> None:
    *_before, within, beyond = standings((100, 7, 7), (101, 8, 7), (110, 9, 7), (111, 9, 7))
    assert (within.usable, within.behind) == (True, 10)
    assert (beyond.usable, beyond.reason, beyond.behind) == (False, "behind", 11)


def test_replica_that_follows_at_a_distance_is_used() -> None:
    looks = [(100 + second, 7 + second, 7 + second - 3) for second in range(60)]
    assert {standing.behind for standing in standings(*looks)[10:]} == {3}


def test_replica_that_was_never_seen_level_is_not_used() -> None:
    (standing,) = standings((100, 7, 3))
    assert standing == Standing(usable=False, reason="behind")


def test_quiet_record_keeps_a_replica_level_however_old_the_last_change_is() -> None:
    assert standings((100, 7, 7), (5000, 7, 7))[-1].behind == 0


def test_away_replica_is_not_used_and_an_away_primary_leaves_it_in_use() -> None:
    gone, alone = standings((100, 7, None), (101, None, 7))
    assert (gone.usable, gone.reason) == (False, "replica away")
    assert (alone.usable, alone.reason) == (True, "primary away")


def test_restored_backup_starts_anew() -> None:
    """Its versions are lower: what the replica has of the time before proves nothing."""
    restored, copied = standings((100, 7, 7), (101, 3, 7), (102, 3, 3))[1:]
    assert restored.behind == 0  # a standby that has not noticed is followed by the next one, of 3
    assert copied.usable
