"""Snoozes by token: begun, moved, listed and ended, each person's own."""

from __future__ import annotations

import pytest

from accounts.models import DigestPreferences, Snooze
from tests.accounts.api.conftest import NOW

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("targets")]


def test_snooze_begin_move_read_end(person, other):
    DigestPreferences.objects.get_or_create_for(person.user, at=NOW, time_zone="Asia/Almaty")
    first = person.ask("post", "snoozes/", {"target": "flats-2026-2", "until": "2026-12-01"})
    assert first.status_code == 201
    assert first.json() == {
        "id": "flats-2026",
        "target": "flats-2026",
        "until": "2026-12-01",
        "ends_at": "2026-11-30T19:00:00+00:00",
    }
    moved = person.ask("post", "snoozes/", {"target": "flats-2026", "until": "2026-12-05"})
    assert (moved.status_code, moved.json()["until"]) == (200, "2026-12-05")
    for query, count in (
        ("", 1),
        ("?target=flats-2026-2", 1),
        ("?target=flats-2027", 0),
        ("?as_of=2026-12-04", 1),
        ("?as_of=2026-12-05", 0),
    ):
        assert person.ask("get", f"snoozes/{query}").json()["count"] == count, query
    assert person.ask("get", "snoozes/flats-2026-2/").json() == moved.json()

    assert other.ask("get", "snoozes/").json()["count"] == 0
    assert other.problem("get", "snoozes/flats-2026/") == (404, [])
    assert other.problem("delete", "snoozes/flats-2026/") == (404, [])

    assert person.ask("delete", "snoozes/flats-2026-2/").status_code == 204
    assert person.problem("delete", "snoozes/flats-2026/") == (404, [])
    assert person.ask("get", "snoozes/").json()["count"] == 0


@pytest.mark.parametrize(
    ("body", "status", "named"),
    [
        ({"target": "none", "until": "2026-12-01"}, 404, ["target"]),
        ({"target": "flats-2026", "until": "2026-11-22"}, 400, ["until"]),
        ({"target": "flats-2026", "until": "2028-01-01"}, 400, ["until"]),
        ({"target": "flats-2026", "until": "2026-02-30"}, 400, ["until"]),
        ({"target": "flats-2026", "until": "tomorrow"}, 400, ["until"]),
        ({"target": "flats-2026", "until": 20261201}, 400, ["until"]),
        ({"target": ["flats-2026"]}, 400, ["target", "until"]),
        ({"target": "", "until": None}, 400, ["target", "until"]),
        ({"target": "flats-2026", "until": "2026-12-01", "user": 1}, 400, ["user"]),
    ],
)
def test_snooze_that_is_none_is_refused_by_name(person, body, status, named):
    assert person.problem("post", "snoozes/", body) == (status, named)
    assert not Snooze.objects.exists()
