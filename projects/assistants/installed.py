"""Whether the SDK of the Model Context Protocol is here: images install it, ``make run`` does not."""

from __future__ import annotations

from importlib.util import find_spec

MISSING = (
    "The server for assistants needs the Python package mcp, which is not installed here. Install it with: "
    "pip install --no-deps --require-hashes -r requirements-extra.txt"
)


def is_installed() -> bool:
    """Whether the server can be started. Imports nothing."""
    return find_spec("mcp") is not None
