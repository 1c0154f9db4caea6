"""A person's own preferences by token: as the page has them, all that is sent or nothing."""

from __future__ import annotations

import pytest

from accounts.models import DigestPreferences, ReminderPreferences
from tests.accounts.api.conftest import Person

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("_today")]

CHOSEN = {
    "cadence": "monthly",
    "weekday": 2,
    "hour": 19,
    "time_zone": "Asia/Almaty",
    "language": "kk",
    "kinds": ["decided", "revised"],
    "quiet": "nothing",
    "remind_of_deadlines": False,
}


def test_preferences_are_read_before_and_after_they_are_chosen(person, other):
    assert person.ask("get", "preferences/").json()["next_digest_at"] is None
    changed = person.ask("patch", "preferences/", {**CHOSEN, "kinds": ["revised", "decided"]})
    assert changed.status_code == 200
    expected = {**CHOSEN, "next_digest_at": "2026-12-02T14:00:00+00:00", "remind_of_desk": None}
    assert changed.json() == expected
    assert person.ask("patch", "preferences/", {"cadence": "off"}).json() == {
        **expected,
        "cadence": "off",
        "next_digest_at": None,
    }
    assert not DigestPreferences.objects.filter(user=other.user).exists()
    assert other.ask("get", "preferences/").json()["cadence"] == "weekly"


def test_whole_number_is_one_however_json_writes_it(person):
    assert person.ask("patch", "preferences/", {"hour": 4.0, "weekday": 1e0}).status_code == 200
    assert DigestPreferences.objects.values_list("hour", "weekday").get(user=person.user) == (4, 1)


def test_editors_choose_what_the_desk_reminds_them_of():
    editor = Person(editor=True)
    assert editor.ask("patch", "preferences/", {"remind_of_desk": False}).json()["remind_of_desk"] is False
    row = ReminderPreferences.objects.get(user=editor.user)
    assert (row.deadlines, row.desk) == (True, False)


def test_what_is_for_editors_is_not_for_watchers(person):
    assert person.problem("patch", "preferences/", {"remind_of_desk": True, "hour": 9}) == (403, ["remind_of_desk"])
    assert not DigestPreferences.objects.exists()


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"cadence": "hourly"}, ["cadence"]),
        ({"cadence": None}, ["cadence"]),
        ({"weekday": 7}, ["weekday"]),
        ({"weekday": True}, ["weekday"]),
        ({"hour": 24}, ["hour"]),
        ({"hour": -1}, ["hour"]),
        ({"hour": "8"}, ["hour"]),
        ({"hour": 8.5}, ["hour"]),
        ({"hour": 10**30}, ["hour"]),
        ({"time_zone": "Almaty"}, ["time_zone"]),
        ({"time_zone": "../../etc/passwd"}, ["time_zone"]),
        ({"time_zone": ""}, ["time_zone"]),
        ({"language": "de-xx"}, ["language"]),
        ({"kinds": []}, ["kinds"]),
        ({"kinds": "decided"}, ["kinds"]),
        ({"kinds": ["decided", "decided"]}, ["kinds"]),
        ({"kinds": ["decided", "gossip"]}, ["kinds"]),
        ({"kinds": [["decided"]]}, ["kinds"]),
        ({"kinds": [{}]}, ["kinds"]),
        ({"quiet": "x" * 10_000}, ["quiet"]),
        ({"remind_of_deadlines": 1}, ["remind_of_deadlines"]),
        ({"user": 1, "due_at": None}, ["due_at", "user"]),
        ({"hour": 9, "remind_of_deadlines": False, "kinds": ["x"]}, ["kinds"]),
        ({}, ["body"]),
    ],
    ids=str,
)  # fmt: skip
def test_choice_that_is_none_is_refused_by_name_and_changes_nothing(person, body, named):
    assert person.problem("patch", "preferences/", body) == (400, named)
    assert not DigestPreferences.objects.exists()
    assert not ReminderPreferences.objects.exists()
