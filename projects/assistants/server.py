"""The server of the Model Context Protocol, as the SDK speaks it: tools, resources and prompts, all to be read."""

from __future__ import annotations

from functools import cache
from typing import Any

import mcp_types as types
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import close_old_connections
from django.http import HttpRequest
from django.utils import timezone
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError

from .arguments import input_schema
from .asking import Reply, reply_to
from .documents import DOCUMENTS, INSTRUCTIONS, read_document
from .prompts import PROMPTS, written_prompt
from .tools.every_tool import TOOLS

NAME, VERSION = "promise-tracker", "1"
REQUEST = "promise_tracker.request"  # in the ASGI scope: Django's request, whose address is counted
Context = ServerRequestContext[Any, Any]
READ_ONLY = types.ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


@cache
def server() -> Server[Any]:
    """The one server of this process. It keeps nothing between two questions."""
    return Server(
        NAME,
        version=VERSION,
        title="Promise tracker",
        description="Public promises of governments, what sources report of them, and a verdict by a published method.",
        instructions=INSTRUCTIONS,
        website_url=settings.SITE_URL,
        on_list_tools=_list_tools,
        on_call_tool=_call_tool,
        on_list_resources=_list_resources,
        on_read_resource=_read_resource,
        on_list_prompts=_list_prompts,
        on_get_prompt=_get_prompt,
    )


@cache
def _tools() -> types.ListToolsResult:
    return types.ListToolsResult(
        tools=[
            types.Tool(
                name=tool.name,
                title=tool.title,
                description=tool.about,
                input_schema=input_schema(tool.arguments, tool.required),
                output_schema=dict(tool.schema),
                annotations=READ_ONLY,
            )
            for tool in TOOLS
        ]
    )


async def _list_tools(_context: Context, _params: types.PaginatedRequestParams | None) -> types.ListToolsResult:
    return _tools()


async def _call_tool(context: Context, params: types.CallToolRequestParams) -> types.CallToolResult:
    """Reads the record in the thread that the request came in, with its connection to the database."""
    reply = await sync_to_async(_reply)(params.name, params.arguments or {}, _request(context))
    text = types.TextContent(type="text", text=reply.text)
    return types.CallToolResult(content=[text], structured_content=reply.structured, is_error=reply.structured is None)


def _reply(name: str, arguments: dict[str, Any], request: HttpRequest | None) -> Reply:
    """Over stdio no request begins and ends, so the connections to the database are looked after here."""
    if request is None:
        close_old_connections()
    try:
        return reply_to(name, arguments, timezone.localdate(), request)
    finally:
        if request is None:
            close_old_connections()


def _request(context: Context) -> HttpRequest | None:
    """Django's request; None over stdio, where whoever asks runs the server."""
    return None if context.request is None else context.request.scope.get(REQUEST)


async def _list_resources(_context: Context, _params: types.PaginatedRequestParams | None) -> types.ListResourcesResult:
    return types.ListResourcesResult(
        resources=[
            types.Resource(
                uri=document.uri,
                name=document.name,
                title=document.title,
                description=document.about,
                mime_type="text/markdown",
            )
            for document in DOCUMENTS
        ]
    )


async def _read_resource(_context: Context, params: types.ReadResourceRequestParams) -> types.ReadResourceResult:
    uri = str(params.uri)
    text = read_document(uri)
    if text is None:
        raise MCPError(code=types.INVALID_PARAMS, message="There is no such resource.", data={"uri": uri[:200]})
    return types.ReadResourceResult(
        contents=[types.TextResourceContents(uri=params.uri, text=text, mime_type="text/markdown")]
    )


async def _list_prompts(_context: Context, _params: types.PaginatedRequestParams | None) -> types.ListPromptsResult:
    return types.ListPromptsResult(
        prompts=[
            types.Prompt(
                name=prompt.name,
                title=prompt.title,
                description=prompt.about,
                arguments=[
                    types.PromptArgument(name=name, description=about, required=name in prompt.required)
                    for name, about in prompt.arguments.items()
                ],
            )
            for prompt in PROMPTS
        ]
    )


async def _get_prompt(_context: Context, params: types.GetPromptRequestParams) -> types.GetPromptResult:
    try:
        about, text = written_prompt(params.name, params.arguments or {})
    except ValueError as error:
        raise MCPError(code=types.INVALID_PARAMS, message=str(error)) from None
    message = types.PromptMessage(role="user", content=types.TextContent(type="text", text=text))
    return types.GetPromptResult(description=about, messages=[message])
