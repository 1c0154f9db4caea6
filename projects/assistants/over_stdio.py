"""The protocol over standard input and output: for an assistant on the machine of the record."""

from __future__ import annotations

from asgiref.sync import async_to_sync
from mcp.server.stdio import stdio_server

from .server import server


def serve() -> None:
    """Answers until the input ends. Nothing else may be written to standard output meanwhile."""
    async_to_sync(_serve)()


async def _serve() -> None:
    async with stdio_server() as (read, write):
        await server().run(read, write, server().create_initialization_options())
