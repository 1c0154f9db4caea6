"""The mark of each status: a shape of its own, and a colour that can be read on the paper of either scheme."""

from __future__ import annotations

import re

import pytest

from projects.charts.marks import mark
from projects.charts.styles import STYLESHEET, TONES, tone
from projects.comparison.statuses import STATUSES
from projects.models.assessment import Status

SITE = STYLESHEET.with_name("site.css").read_text(encoding="utf-8")
AA = 4.5  # WCAG 2.2, 1.4.3


def schemes() -> list[dict[str, str]]:
    """The colours of the light scheme, and of the dark one."""
    matches = [dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{3,6})\b", part)) for part in SITE.split("@media")]
    return [matches[0], matches[1]]


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(paper: str, other: str) -> float:
    darker, lighter = sorted((luminance(paper), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_every_status_has_a_shape_of_its_own() -> None:
    assert tuple(Status.values) == STATUSES
    assert len({str(mark(status)) for status in STATUSES}) == len(STATUSES)


def test_silence_has_a_calm_colour_and_not_that_of_a_failure() -> None:
    assert tone("unreported") == "calm"
    assert [status for status in STATUSES if tone(status) == "calm"] == ["unreported"]
    assert {tone(status) for status in ("overdue", "missed", "off_track")} == {"bad"}
    assert re.search(r"\.status-unreported \{ color: var\(--calm\); \}", SITE)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("name", TONES)
def test_a_colour_can_be_read_on_paper_and_on_shaded_ground(name: str, scheme: int) -> None:
    colours = schemes()[scheme]
    for ground in ("--paper", "--shade"):
        assert contrast(colours[f"--{name}"], colours[ground]) >= AA, ground
