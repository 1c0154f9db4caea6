"""The bullet of a mail as a PNG that goes with it: drawn once for all promises that look the same.

Its ground is transparent: a mail program that is dark shows no bright block.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from projects.charts.bullet import HEIGHT, PIXELS, TARGET_AT, WIDTH, Progress, bullet_shapes, progress
from projects.charts.drawing import Drawing
from projects.charts.png import png

# A picture has no words, so it depends on two places, to the pixel, and the colour of a status: few thousand at most.
_PIXELS_OF_THE_WAY = PIXELS * TARGET_AT // WIDTH
_ENDS = Decimal("-0.01"), Decimal("1.3")  # beyond either the picture is the same


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG in base64 under the content id by which the HTML shows it."""

    cid: str
    png: str


def bullet_picture(assessment: Mapping[str, Any], value: Decimal | None) -> Picture | None:
    """None where there is nothing to draw."""
    seen = progress(assessment, value)
    if seen is None:
        return None
    return _drawn(Progress(_pixel(seen.done), _pixel(seen.expected), seen.of_way), str(assessment["status"]))


def _pixel(share: Decimal | None) -> Decimal | None:
    if share is None:
        return None
    return Decimal(round(min(max(share, _ENDS[0]), _ENDS[1]) * _PIXELS_OF_THE_WAY)) / _PIXELS_OF_THE_WAY


@lru_cache(maxsize=8192)
def _drawn(seen: Progress, status: str) -> Picture:
    content = png(Drawing("bullet", WIDTH, HEIGHT, "", "", bullet_shapes(seen, status)), PIXELS, on_paper=False)
    name = hashlib.sha256(content).hexdigest()[:24]
    return Picture(f"{name}@bullets", base64.b64encode(content).decode())
