"""A mail server that takes everything and keeps nothing: `python -m tests.benchmarks.sink PORT [SECONDS]`.

SECONDS is how long it thinks about each mail, as a server at the other end of a network does.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from typing import Any

from aiosmtpd.smtp import SMTP


class Taking:
    def __init__(self, thinks: float) -> None:
        self._thinks = thinks

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd calls it so
        if self._thinks:
            await asyncio.sleep(self._thinks)
        return "250 taken"


async def _serve(port: int, thinks: float) -> None:
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Taking(thinks), hostname="sink", loop=loop), "127.0.0.1", port)
    print("listening", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 0))
