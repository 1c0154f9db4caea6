"""A real SMTP server for one machine: takes every message and keeps it for /dev/mail/."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope

from tracker import mail


class Keeper:
    """aiosmtpd's handler: one file a message, with the envelope's recipients noted on top."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's name
        noted = "".join(f"X-Kept-For: {recipient}\r\n" for recipient in envelope.rcpt_tos)
        content = envelope.content if isinstance(envelope.content, bytes) else str(envelope.content).encode()
        try:
            mail.keep(self.folder, noted.encode() + content)
        except OSError as error:
            return f"451 cannot be kept now: {error.strerror}"
        return "250 kept for /dev/mail/"


def start(folder: Path) -> int:
    """Serve on a free port of this machine until the process ends; returns the port."""
    started: list[int] = []
    ready = threading.Event()

    async def serve() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: SMTP(Keeper(folder), hostname="localhost", enable_SMTPUTF8=True, loop=loop), "127.0.0.1", 0
        )
        started.append(server.sockets[0].getsockname()[1])
        ready.set()
        await server.serve_forever()

    threading.Thread(target=lambda: asyncio.run(serve()), daemon=True, name="smtp-sink").start()
    if not ready.wait(10):
        raise RuntimeError("the SMTP sink did not start")
    return started[0]
