"""The SDK's client over HTTP, to a real server on a real socket."""

from __future__ import annotations

import anyio
import pytest
from mcp.client import Client

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


def test_client_of_the_sdk_asks_over_http(live_server, settings, monkeypatch):
    settings.ALLOWED_HOSTS = ["localhost"]
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)

    async def conversation(mode: str) -> tuple[str, str]:
        async with Client(f"{live_server.url}/mcp", mode=mode) as client:
            answer = await client.call_tool("explain_method", {"word": "overdue"})
            return client.protocol_version, answer.structured_content["words"][0]["word"]

    assert anyio.run(conversation, "auto") == ("2026-07-28", "overdue")
    assert anyio.run(conversation, "legacy") == ("2025-11-25", "overdue")
