"""Every task finds a worker, however the tracker is started, and what strangers can hold up has one of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from accounts.delivery.channels import CHANNELS
from accounts.models import Message
from tracker import heartbeats
from tracker.celery import app
from tracker.launcher import place, processes

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[2]
WORKER = re.compile(r"celery\S* -A tracker worker [^\n]+")


def started() -> dict[str, list[str]]:
    """The workers' command lines, by the way of starting."""
    units = [path.read_text() for path in (ROOT / "deploy/systemd").glob("*.service")]
    here = place.Place(Path("/tmp"))
    return {
        "make run": [" ".join(words) for words in processes.commands(here, "127.0.0.1", 8000).values()],
        "systemd": units,
        "compose": (ROOT / "deploy/compose.yaml").read_text().splitlines(),
    }


def queue_of(task: str) -> str:
    return str(app.amqp.router.route({}, task)["queue"].name)


def test_requests_to_strangers_have_a_queue_of_their_own() -> None:
    app.loader.import_default_modules()
    outgoing = {
        task for task in app.tasks if task.startswith(("accounts.", "projects.")) and queue_of(task) != "celery"
    }
    assert {queue_of(task) for task in outgoing} == {"outgoing"}
    assert outgoing == {
        "accounts.tasks.deliver_other_channels",
        "projects.tasks.ask_archives",
        "projects.tasks.ask_second_reader",
        "projects.tasks.check_links",
        "projects.tasks.sweep_watches",
    }


def test_every_channel_but_mail_is_swept_by_the_schedule() -> None:
    task = "accounts.tasks.deliver_other_channels"
    entries = [entry for entry in app.conf.beat_schedule.values() if entry["task"] == task]
    assert {channel for entry in entries for channel in entry["args"]} == CHANNELS.keys() - {Message.Channel.MAIL}


@pytest.mark.parametrize("way", ["make run", "systemd", "compose"])
def test_every_queue_has_a_worker_that_works_off_nothing_else(way: str) -> None:
    commands = [command for text in started()[way] for command in WORKER.findall(f"{text}\n")]
    queues = [re.search(r"--queues (\S+)", command) for command in commands]
    assert all(queues), commands
    worked_off = sorted(named[1] for named in queues if named)
    assert worked_off == sorted(heartbeats.QUEUES)
    assert {queue_of(entry["task"]) for entry in app.conf.beat_schedule.values()} == set(worked_off)


def test_operators_are_told_to_start_every_unit() -> None:
    written = (ROOT / "docs/operations.md").read_text()
    for unit in (ROOT / "deploy/systemd").glob("*.service"):
        assert unit.stem in written, unit.name
