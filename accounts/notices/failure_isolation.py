"""A failure costs only its own reader: work for many is done at once, and where it fails, in two halves."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import TypeVar

from django.db import InterfaceError, OperationalError, transaction

Reader = TypeVar("Reader")
Result = TypeVar("Result")
# The database is away, or two transactions wait for each other: no reader is at fault, and the next sweep does it all.
OF_THE_DATABASE = (OperationalError, InterfaceError)
logger = logging.getLogger(__name__)


def isolate_failures(
    readers: Sequence[Reader], work: Callable[[Sequence[Reader]], Result]
) -> tuple[list[Result], list[tuple[Reader, Exception]]]:
    """The results of the work, and the readers whose own work fails, each with the error, which is logged.

    Call it inside a transaction. What fails leaves nothing in the database, so that a later sweep can try again.
    """
    if not readers:
        return [], []
    try:
        with transaction.atomic():
            return [work(readers)], []
    except OF_THE_DATABASE:
        raise
    except Exception as error:
        if len(readers) == 1:
            logger.exception("The work for one reader fails and is left for the next sweep: %r", readers[0])
            return [], [(readers[0], error)]
    half = len(readers) // 2
    results, failed = isolate_failures(readers[:half], work)
    more_results, more_failed = isolate_failures(readers[half:], work)
    return results + more_results, failed + more_failed
