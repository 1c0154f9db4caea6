"""How each role of a shape looks: once, for the stylesheet of the pages and for pictures that stand alone.

``python -m projects.charts`` writes the roles into ``charts.css``; a test holds the two together.
"""

from __future__ import annotations

from pathlib import Path

STYLESHEET = Path(__file__).parent.parent / "static" / "projects" / "charts.css"
MARKER = '/* roles: made from projects/charts/styles.py by "python -m projects.charts" */\n'

# The light colours of the pages by the names of their custom properties: pictures that stand alone have them.
COLOURS = {
    "--paper": "#fcfbf8", "--ink": "#1c1d1f", "--soft": "#565a60", "--rule": "#dcd8cf", "--accent": "#12485a",
    "--shade": "#f2efe8", "--good": "#1d6b43", "--fair": "#5d6b1d", "--warn": "#9a5300", "--bad": "#a8231c",
    "--mute": "#5f6368",
}  # fmt: skip
TONES = ("good", "fair", "warn", "bad", "mute")
TONE_OF = {
    "achieved": "good", "on_track": "good", "achieved_late": "fair", "behind": "warn", "off_track": "bad",
    "overdue": "bad", "missed": "bad",
}  # fmt: skip

_HALO = {"paint-order": "stroke", "stroke": "--paper", "stroke-width": "3", "stroke-linejoin": "round"}

ROLES: dict[str, dict[str, str]] = {
    # the bullet
    "track": {"fill": "--rule"},
    "track-end": {"fill": "none", "stroke": "--soft", "stroke-width": "1"},
    "expected": {"fill": "--ink", "stroke": "--paper", "stroke-width": "1", "paint-order": "stroke"},
    "aim": {"fill": "--ink", "stroke": "--paper", "stroke-width": "1", "paint-order": "stroke"},
    "beyond": {"fill": "none", "stroke": "--paper", "stroke-width": "1.6"},
    **{f"bar-{tone}": {"fill": f"--{tone}"} for tone in TONES},
    # the marks of the statuses
    **{f"mark-{tone}": {"color": f"--{tone}", "fill": "currentColor", "stroke": "none"} for tone in TONES},
    "mark-line": {"fill": "none", "stroke": "currentColor", "stroke-width": "1.6"},
    "mark-dotted": {"fill": "none", "stroke": "currentColor", "stroke-width": "1.6", "stroke-dasharray": "2 1.6"},
    "mark-cut": {"fill": "none", "stroke": "--paper", "stroke-width": "1.6"},
    "mark-fill": {},
}  # fmt: skip


def stylesheet(written: str) -> str:
    """The stylesheet with the roles made anew; what was written by hand comes before them."""
    return written.split(MARKER, maxsplit=1)[0] + rules()


def tone(status: str) -> str:
    """The colour family of a status."""
    return TONE_OF.get(status, "mute")


def rules() -> str:
    """The roles as rules of a stylesheet."""
    lines = [
        f".drawn .{role} {{ {'; '.join(f'{name}: {_property(value)}' for name, value in style.items())}; }}\n"
        for role, style in ROLES.items()
        if style
    ]
    return MARKER + "".join(lines)


def _property(value: str) -> str:
    return f"var({value})" if value.startswith("--") else value


def attributes(role: str) -> dict[str, str]:
    """A role as the attributes of a shape, its colours resolved."""
    return {name: COLOURS.get(value, value) for name, value in ROLES[role].items()}
