"""The mail server of the town: takes mail, and misbehaves when told to."""

from __future__ import annotations

import asyncio
import logging
import re
import socket
from collections import Counter
from typing import Any

from aiosmtpd.controller import Controller

# What it can do to a mail instead of taking it.
FAULTS = ("451", "421", "hang before", "drop before", "drop amid", "drop after", "hang after", "550", "554")
# Of these the sender cannot know whether the mail was taken.
TAKEN_ALL_THE_SAME = {"drop after"}
MAX_HANGS = 2  # each costs the sender its whole patience
MESSAGE_ID = re.compile(rb"(?im)^Message-ID:\s*(\S+)")  # a whole mail takes longer to parse than to send


class Postmaster:
    """``faults``: what becomes of a recipient's next mail. ``taken``: how often each Message-ID was accepted."""

    def __init__(self) -> None:
        logging.getLogger("mail.log").setLevel(logging.ERROR)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.faults: dict[str, str] = {}
        self.taken: Counter[str] = Counter()
        self.recipients: Counter[str] = Counter()
        self.delay = 0.0
        self._controller: Controller | None = None

    def open(self) -> None:
        if self._controller is None:
            self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
            self._controller.start()

    def close(self) -> None:
        """From now on connections are refused."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    def forget(self) -> None:
        self.faults.clear()
        self.taken.clear()
        self.recipients.clear()
        self.delay = 0.0

    async def handle_RCPT(  # noqa: N802  # aiosmtpd calls it so
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        fault = self.faults.get(address)
        if fault in {"451", "421", "550", "hang before", "drop before"}:
            del self.faults[address]
            if fault == "550":
                return "550 5.1.1 no such mailbox"
            if fault == "hang before":
                await asyncio.sleep(2)
            if fault != "451":
                server.transport.abort()
            return f"{fault[:3]} not now"
        envelope.rcpt_tos.append(address)
        return "250 go on"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd calls it so
        (address,) = envelope.rcpt_tos
        fault = self.faults.pop(address, None)
        if self.delay:
            await asyncio.sleep(self.delay)
        if fault == "554":
            return "554 5.7.1 not in this house"
        if fault == "hang after":
            await asyncio.sleep(2)
        if fault is None or fault in TAKEN_ALL_THE_SAME:
            self.taken[_message_id(envelope.content)] += 1
            self.recipients[address] += 1
        if fault is not None:
            server.transport.abort()
        return "250 taken"


def _message_id(content: bytes) -> str:
    match = MESSAGE_ID.search(content)
    return match[1].decode() if match else ""
