"""`manage.py mcp`: the SDK's client starts it and talks over its standard input and output."""

from __future__ import annotations

import os
from pathlib import Path

import anyio
import pytest
from django.core.management import CommandError, call_command
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from projects.management.commands import mcp
from tests import migrated

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[4]


def test_assistant_starts_the_command_and_asks_over_stdio(tmp_path, python):
    migrated.copy(tmp_path / "tracker.sqlite3")
    environment = {"TRACKER_DATA": str(tmp_path), "DEBUG": "1", "PATH": os.environ["PATH"]}
    parameters = StdioServerParameters(
        command=python, args=[str(ROOT / "manage.py"), "mcp"], env=environment, cwd=str(tmp_path)
    )

    async def conversation() -> tuple[list[str], str]:
        async with Client(stdio_client(parameters), mode="legacy") as client:
            tools = [tool.name for tool in (await client.list_tools()).tools]
            empty = await client.call_tool("search_promises", {"search": "180 projects", "language": "ru"})
            return tools, empty.content[0].text

    tools, text = anyio.run(conversation)
    assert "get_promise" in tools
    assert text.startswith("В базе таких обещаний нет.")


def test_without_the_sdk_the_command_says_what_to_install(monkeypatch):
    monkeypatch.setattr(mcp, "is_installed", lambda: False)
    with pytest.raises(CommandError, match=r"-r requirements-extra\.txt") as refused:
        call_command("mcp")
    assert refused.value.returncode == 2
