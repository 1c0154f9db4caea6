"""/healthz and /readyz: alive is not ready, and what is not well is named."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.foreign import foreign
from tracker import heartbeats

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()  # noqa: TID251  # the view reads the clock too


def test_alive_says_nothing_of_the_rest(client) -> None:
    assert client.get("/healthz").content == b"alive\n"


def test_ready_when_every_part_is_well(client, now) -> None:
    heartbeats.leave("worker", at=now)
    heartbeats.leave("schedule", at=now)
    answer = client.get("/readyz")
    assert answer.status_code == 200, answer.json()
    assert {part: answer.json()[part]["ok"] for part in ("database", "cache", "broker", "worker", "schedule")} == {
        "database": True,
        "cache": True,
        "broker": True,
        "worker": True,
        "schedule": True,
    }


def test_not_ready_without_a_heartbeat(client, now) -> None:
    heartbeats.leave("worker", at=now)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["worker"]["ok"]
    assert answer.json()["schedule"] == {"ok": False, "detail": "no heartbeat yet: is the schedule running?"}


@pytest.mark.parametrize(("part", "minutes"), [("schedule", 3), ("worker", 5)])
def test_not_ready_when_a_part_fell_silent(client, now, part: str, minutes: int) -> None:
    for each in ("worker", "schedule"):
        heartbeats.leave(each, at=now)
    heartbeats.leave(part, at=now - timedelta(minutes=minutes, seconds=1))
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "silent for" in answer.json()[part]["detail"]


def test_browser_gets_a_page(client) -> None:
    answer = client.get("/readyz", headers={"accept": "text/html"})
    assert answer.status_code == 503
    assert "NOT WELL" in answer.content.decode()


@pytest.mark.parametrize(("language", "said"), [("ru", "НЕ В ПОРЯДКЕ"), ("kk", "ІСТЕН ШЫҚҚАН")])
def test_people_are_told_in_their_language_and_programs_in_english(client, language: str, said: str) -> None:
    speaks = {"accept-language": language}
    page = client.get("/readyz", headers={"accept": "text/html", **speaks}).content.decode()
    assert said in page
    assert not foreign(re.sub("sqlite|postgresql|redis|memory", "", page), language)
    assert client.get("/readyz", headers=speaks).json()["digests"] == {"ok": True, "detail": "none is late"}


def test_asking_too_often_is_not_remembered(client) -> None:
    assert "no-cache" in client.get("/readyz").headers["Cache-Control"]
