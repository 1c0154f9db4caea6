"""Whether the SDK of the Model Context Protocol is here: images install it, ``make run`` does not."""

from __future__ import annotations

from projects.http import extra_packages

MISSING = (
    "The server for assistants needs the Python package mcp, which is not installed here. Install it with: "
    f"{extra_packages.INSTALL}"
)


def is_installed() -> bool:
    """Whether the server can be started. Imports nothing."""
    return extra_packages.is_installed("mcp")
