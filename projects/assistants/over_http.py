"""The protocol over HTTP: one request, one answer in JSON, nothing kept in between.

The SDK is written for ASGI; this is the bridge from Django's request to it and back. A session manager lives as long as
its request: no session, no stream and no task outlives an answer.
"""

from __future__ import annotations

from typing import Any

from asgiref.sync import async_to_sync
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings

from .limits import MAX_BODY
from .server import REQUEST, server

PASSED_ON = ("accept", "content-type", "origin")  # and whatever begins with mcp-


def respond(request: HttpRequest, body: bytes) -> HttpResponse:
    """The SDK's answer to a body. Runs in this thread and its connection to the database."""
    started, parts = async_to_sync(_exchange)(_scope(request), body, _security(request))
    response = HttpResponse(b"".join(parts), status=started["status"])
    del response["Content-Type"]
    for name, value in started["headers"]:
        response[name.decode("latin-1")] = value.decode("latin-1")
    response.headers.setdefault("Content-Type", "text/plain; charset=utf-8")
    return response


async def _exchange(
    scope: dict[str, Any], body: bytes, security: TransportSecuritySettings
) -> tuple[dict[str, Any], list[bytes]]:
    """The message that begins the answer, and the parts of its body."""
    waiting: list[dict[str, Any]] = [{"type": "http.request", "body": body, "more_body": False}]
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return waiting.pop() if waiting else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    manager = StreamableHTTPSessionManager(
        server(), json_response=True, stateless=True, security_settings=security, max_request_body_size=MAX_BODY
    )
    async with manager.run():
        await manager.handle_request(scope, receive, send)
    started, *rest = sent
    return started, [message.get("body", b"") for message in rest]


def _scope(request: HttpRequest) -> dict[str, Any]:
    headers = [(b"host", request.get_host().encode("latin-1"))]  # a name without the header too, as Django has it
    headers += [
        (name.lower().encode("latin-1"), value.encode("latin-1", "replace"))
        for name, value in request.headers.items()
        if name.lower() in PASSED_ON or name.lower().startswith("mcp-")
    ]
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": request.scheme,
        "path": request.path,
        "raw_path": request.path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": headers,
        "server": None,
        "client": None,
        REQUEST: request,
    }


def _security(request: HttpRequest) -> TransportSecuritySettings:
    """Who may ask: the hosts of ALLOWED_HOSTS, which Django has checked by now; pages of these origins only."""
    return TransportSecuritySettings(
        allowed_hosts=[request.get_host()], allowed_origins=[settings.SITE_URL, *settings.MCP_ORIGINS]
    )
