"""What all tasks have in common."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from typing import Any

import celery
from celery.worker import request


class OutOfMemoryError(Exception):
    """A task was refused memory."""


class Request(request.Request):
    """A task in a worker's hands. One that is refused memory fails, as one does that meets any other error.

    Celery would end the worker with all that its other processes do; started again, it would take the same task first.
    """

    def on_failure(self, exc_info: Any, *further: Any, **options: Any) -> Any:
        error = exc_info.exception
        if isinstance(getattr(error, "exc", error), MemoryError):  # as itself, or with its traceback
            self._end_process()
            exc_info.exception = OutOfMemoryError(
                f"{self.name} was refused memory; what it had not done is found again"
            )
        return super().on_failure(exc_info, *further, **options)

    def _end_process(self) -> None:
        """In the little that is left to a process of the pool nothing is done reliably. The pool starts another."""
        if self.worker_pid not in {None, os.getpid()}:  # a pool of threads has no processes
            with suppress(ProcessLookupError):
                os.kill(self.worker_pid, signal.SIGKILL)


class Task(celery.Task):
    Request = "tracker.task:Request"
