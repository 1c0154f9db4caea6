"""A variable that our templates name and nobody gave fails the test; Django's own templates keep their habits."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.template.base import Node, Origin

OURS = [str(Path(__file__).resolve().parent.parent / app) for app in ("projects", "accounts", "tracker")]


class UndefinedVariableError(LookupError):
    """Says which variable, in which template, on which line."""


class Undefined(str):
    """Takes the place of Django's string_if_invalid, which it formats with the variable's name."""

    def __mod__(self, variable: Any) -> str:
        node = _rendered()
        origin = getattr(node, "origin", None)
        if isinstance(origin, Origin) and origin.name.startswith(tuple(OURS)):
            line = getattr(getattr(node, "token", None), "lineno", "?")
            raise UndefinedVariableError(f"{origin.name}:{line}: {variable} is not defined")
        return ""


def _rendered() -> Node | None:
    """The innermost template node that is being rendered."""
    frame = sys._getframe(2)
    while frame is not None:
        if isinstance(node := frame.f_locals.get("self"), Node) and hasattr(node, "origin"):
            return node
        frame = frame.f_back  # type: ignore[assignment]  # None ends the loop
    return None
