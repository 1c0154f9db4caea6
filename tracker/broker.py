"""The broker of one machine: kombu's folder, with messages that are whole or not there.

As kombu has it, a disk that fills up leaves half a message in the folder, and reading that ends the worker. Here a
message appears under its name once it is written, and what cannot be read is passed over: the next sweep says it again.
"""

# mypy: allow-untyped-calls
# (kombu has no types)

from __future__ import annotations

import logging
import time
import uuid
from pathlib import Path
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps

logger = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    """kombu's channel, made to survive a full disk."""

    def _put(self, queue: Any, payload: Any, **_: Any) -> None:  # type: ignore[override]  # as in its parent
        name = f"{round(time.monotonic() * 1000)}_{uuid.uuid4()}"
        unfinished = Path(self.data_folder_out) / f"{name}.part"
        try:
            unfinished.write_bytes(dumps(payload).encode())
            unfinished.rename(unfinished.with_name(f"{name}.{queue}.msg"))
        except OSError as error:
            unfinished.unlink(missing_ok=True)
            raise ChannelError(f"The message cannot be written into {self.data_folder_out}: {error}") from error

    def _get(self, queue: Any, timeout: Any = None) -> Any:
        while True:
            try:
                return super()._get(queue)
            except ValueError:  # kombu has taken it away already
                logger.warning("A damaged message of the queue %s is passed over", queue)

    def get_table(self, exchange: str) -> Any:
        try:
            return super().get_table(exchange)
        except ValueError:
            return []

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        try:
            super()._queue_bind(exchange, routing_key, pattern, queue)
        except ValueError:
            logger.warning("The damaged table of the exchange %s is written anew", exchange)
            self._exchange_file(exchange).unlink(missing_ok=True)
            super()._queue_bind(exchange, routing_key, pattern, queue)


class Transport(filesystem.Transport):
    Channel = Channel


def instead_of_kombus() -> None:
    """From now on filesystem:// means the transport above."""
    TRANSPORT_ALIASES["filesystem"] = "tracker.broker:Transport"
