"""A task that is refused memory fails, and ends no worker; with processes of their own: tests/faults."""

from __future__ import annotations

from uuid import uuid4

import pytest
from billiard.einfo import ExceptionInfo
from celery.signals import task_failure

from tracker.celery import app
from tracker.task import OutOfMemoryError, Request, Task

pytestmark = pytest.mark.once
NAME = "projects.tasks.refresh_due"


class Message:
    """What a worker takes from the broker."""

    delivery_info: dict[str, str] = {}
    properties: dict[str, str] = {}
    body, content_type, content_encoding = (), "application/json", "utf-8"

    def __init__(self) -> None:
        self.headers = {"id": str(uuid4()), "task": NAME}
        self.acknowledged = False

    def ack_log_error(self, *_given: object) -> None:
        self.acknowledged = True


@pytest.fixture
def failures():
    """The errors that tasks are said to have failed with."""
    errors: list[BaseException] = []

    def note(exception: BaseException, **_given: object) -> None:
        errors.append(exception)

    task_failure.connect(note, weak=False)
    yield errors
    task_failure.disconnect(note)


def test_every_task_of_ours_is_one() -> None:
    app.loader.import_default_modules()
    ours = [task for name, task in app.tasks.items() if not name.startswith("celery.")]
    assert ours
    assert all(isinstance(task, Task) for task in ours)


def test_task_that_is_refused_memory_fails_and_is_not_taken_again(failures: list[BaseException]) -> None:
    app.loader.import_default_modules()
    message = Message()
    in_hand = Request(
        message, app=app, task=app.tasks[NAME], decoded=True, headers=message.headers,
        on_ack=message.ack_log_error, body=((), {}, {}),
    )  # fmt: skip
    try:
        raise MemoryError
    except MemoryError:
        in_hand.on_failure(ExceptionInfo())

    assert message.acknowledged
    assert [str(error) for error in failures] == [f"{NAME} was refused memory; what it had not done is found again"]
    assert isinstance(failures[0], OutOfMemoryError)
