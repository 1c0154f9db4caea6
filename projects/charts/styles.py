"""The look of each role of a shape, for the stylesheet of the pages and for pictures that stand alone.

``python -m projects.charts`` writes the roles into ``charts.css``; a test proves that they are equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

STYLESHEET = Path(__file__).parent.parent / "static" / "projects" / "charts.css"
MARKER = '/* roles: made from projects/charts/styles.py by "python -m projects.charts" */\n'

# The light colours of the pages by their custom properties, for pictures that stand alone.
COLOURS = {
    "--paper": "#fcfbf8", "--ink": "#1c1d1f", "--soft": "#565a60", "--rule": "#dcd8cf", "--accent": "#12485a",
    "--shade": "#f2efe8", "--good": "#1d6b43", "--fair": "#5d6b1d", "--warn": "#9a5300", "--bad": "#a8231c",
    "--mute": "#5f6368", "--calm": "#3a5f8a",
}  # fmt: skip
# Colours that are visible on white and on the dark background of a mail program; the track is transparent.
ON_ANY_GROUND = {
    **COLOURS, "--paper": "#ffffff", "--ink": "#55595f", "--rule": "#8b919a66", "--good": "#2c9960",
    "--fair": "#76882b", "--warn": "#c2741b", "--bad": "#d9534b", "--mute": "#7b828c", "--calm": "#4f86c6",
}  # fmt: skip
TONES = ("good", "fair", "warn", "bad", "mute", "calm")
TONE_OF = {
    "achieved": "good", "on_track": "good", "achieved_late": "fair", "behind": "warn", "off_track": "bad",
    "overdue": "bad", "missed": "bad", "unreported": "calm",
}  # fmt: skip

_HALO = {"paint-order": "stroke", "stroke": "--paper", "stroke-width": "3", "stroke-linejoin": "round"}

ROLES: dict[str, dict[str, str]] = {
    # the bullet
    "track": {"fill": "--rule"},
    "due-by": {"fill": "--ink", "stroke": "--paper", "stroke-width": "1", "paint-order": "stroke"},
    "aim": {"fill": "--ink", "stroke": "--paper", "stroke-width": "1", "paint-order": "stroke"},
    "beyond": {"fill": "none", "stroke": "--paper", "stroke-width": "1.6"},
    **{f"bar-{tone}": {"fill": f"--{tone}"} for tone in TONES},
    # the frame of a chart
    "grid": {"fill": "none", "stroke": "--rule", "stroke-width": "1"},
    "base": {"fill": "none", "stroke": "--soft", "stroke-width": "1"},
    "tick": {"fill": "none", "stroke": "--soft", "stroke-width": "1"},
    "scale": {"font-size": "13", "fill": "--soft", **_HALO},
    "strong": {"font-size": "13", "font-weight": "600", "fill": "--ink", **_HALO},
    "told": {"font-size": "13", "font-weight": "600", "fill": "--accent", **_HALO},
    "guessed": {"font-size": "13", "font-weight": "600", "fill": "--accent", **_HALO},
    "tip-text": {"font-size": "13", "fill": "--ink"},
    "hit": {"fill": "none", "pointer-events": "all"},
    # the trajectory: promises in ink, reports in the accent colour
    "deadline": {"fill": "none", "stroke": "--ink", "stroke-width": "1.2"},
    "as-of": {"fill": "none", "stroke": "--soft", "stroke-width": "1", "stroke-dasharray": "1 3"},
    "path": {"fill": "none", "stroke": "--soft", "stroke-width": "1.6", "stroke-dasharray": "6 4"},
    "steps": {"fill": "none", "stroke": "--ink", "stroke-width": "1.6"},
    "moved": {"fill": "--paper", "stroke": "--ink", "stroke-width": "1.6"},
    "moved-late": {"fill": "--warn", "stroke": "--ink", "stroke-width": "1.6"},
    "goal": {"fill": "--ink", "stroke": "--paper", "stroke-width": "1.5"},
    "goal-earlier": {"fill": "--paper", "stroke": "--ink", "stroke-width": "1.5"},
    "band": {"fill": "none", "stroke": "--ink", "stroke-width": "8", "opacity": ".3"},
    "expected-at": {"fill": "none", "stroke": "--soft", "stroke-width": "2"},
    "line": {"fill": "none", "stroke": "--accent", "stroke-width": "2.4", "stroke-linejoin": "round"},
    "range": {"fill": "none", "stroke": "--accent", "stroke-width": "8", "opacity": ".35"},
    "range-other": {"fill": "none", "stroke": "--accent", "stroke-width": "8", "opacity": ".16"},
    "dot": {"fill": "--accent", "stroke": "--paper", "stroke-width": "1.5"},
    "dot-other": {"fill": "--paper", "stroke": "--accent", "stroke-width": "1.8"},
    "projection": {"fill": "none", "stroke": "--accent", "stroke-width": "1.8", "stroke-dasharray": "2 4"},
    "dot-projected": {"fill": "--paper", "stroke": "--accent", "stroke-width": "1.8", "stroke-dasharray": "2 2"},
    "whisker": {"fill": "none", "stroke": "--accent", "stroke-width": "1.6"},
    "fan": {"fill": "--accent", "stroke": "none", "opacity": ".14"},
    # pictures that stand alone: the words around a chart
    "kicker": {"font-size": "12", "fill": "--soft"},
    "headline": {"font-size": "20", "font-weight": "600", "fill": "--ink"},
    "subhead": {"font-size": "15", "fill": "--ink"},
    "note": {"font-size": "12", "fill": "--soft"},
    "brand": {"font-size": "12", "font-weight": "600", "fill": "--accent"},
    "rule": {"fill": "--accent"},
    **{f"verdict-{tone}": {"font-size": "15", "font-weight": "600", "fill": f"--{tone}"} for tone in TONES},
    "card-title": {"font-size": "25", "font-weight": "600", "fill": "--ink"},
    "card-promise": {"font-size": "19", "fill": "--ink"},
    "card-figure": {"font-size": "15", "fill": "--ink"},
    **{f"card-verdict-{tone}": {"font-size": "25", "font-weight": "600", "fill": f"--{tone}"} for tone in TONES},
    **{f"state-{tone}": {"font-size": "13", "font-weight": "600", "fill": f"--{tone}"} for tone in TONES},
    # the bar of all promises: decided, undecided, not to be judged
    **{f"full-{tone}": {"fill": f"--{tone}"} for tone in TONES},
    **{
        f"outlined-{tone}": {
            "fill": f"--{tone}", "fill-opacity": ".12", "stroke": f"--{tone}", "stroke-width": "1.5",
        }
        for tone in TONES
    },
    **{
        f"dashed-{tone}": {"fill": "none", "stroke": f"--{tone}", "stroke-width": "1.5", "stroke-dasharray": "4 3"}
        for tone in TONES
    },
    "on-full": {"font-size": "13", "font-weight": "600", "fill": "--paper"},
    "strong-plain": {"font-size": "13", "font-weight": "600", "fill": "--ink"},
    # the map of regions: the darker, the more promises
    "region-0": {"fill": "--shade", "stroke": "--rule", "stroke-width": "1"},
    **{
        f"region-{level}": {"fill": "--accent", "fill-opacity": opacity, "stroke": "--soft", "stroke-width": "1"}
        for level, opacity in ((1, ".1"), (2, ".2"), (3, ".3"))
    },
    "region-name": {"font-size": "11", "fill": "--ink", **_HALO},
    "region-count": {"font-size": "15", "font-weight": "600", "fill": "--ink", **_HALO},
    "region-digits": {"font-size": "11", "fill": "--ink", **_HALO},
    "plain": {},
    # the marks of the statuses
    **{f"mark-{tone}": {"color": f"--{tone}", "fill": "currentColor", "stroke": "none"} for tone in TONES},
    "mark-line": {"fill": "none", "stroke": "currentColor", "stroke-width": "1.6"},
    "mark-dotted": {"fill": "none", "stroke": "currentColor", "stroke-width": "1.6", "stroke-dasharray": "2 1.6"},
    "mark-cut": {"fill": "none", "stroke": "--paper", "stroke-width": "1.6"},
    "mark-fill": {},
}  # fmt: skip


def stylesheet(written: str) -> str:
    """The stylesheet with new roles after its hand-written part."""
    return written.split(MARKER, maxsplit=1)[0] + rules()


def ending_tone(ending: str) -> str:
    """The colour family of what became of a promise that fell due: its status, or that it was moved ahead."""
    return "warn" if ending == "ahead" else tone(ending)


def tone(status: str) -> str:
    """The colour family of a status."""
    return TONE_OF.get(status, "mute")


def rules() -> str:
    """The roles as rules of a stylesheet."""
    lines = [
        f"{_selector(role)} {{ {'; '.join(f'{name}: {_property(name, value)}' for name, value in style.items())}; }}\n"
        for role, style in ROLES.items()
        if style
    ]
    return MARKER + "".join(lines)


def _selector(role: str) -> str:
    """Marks are repeated by ``use``; a rule cannot select its copies by what is around them."""
    return f".{role}" if role.startswith("mark-") else f".drawn .{role}"


def _property(name: str, value: str) -> str:
    if name == "font-size":
        return f"{value}px"
    return f"var({value})" if value.startswith("--") else value


def attributes(role: str, colours: Mapping[str, str] = COLOURS) -> dict[str, str]:
    """A role as the attributes of a shape, its colours resolved."""
    return {name: colours.get(value, value) for name, value in ROLES[role].items()}
