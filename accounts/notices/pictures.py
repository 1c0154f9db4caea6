"""The bullet chart of a target in a mail, as a PNG attached to it. Targets that look the same share a picture.

Its background is transparent, for mail programs with a dark theme.
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

# A picture has no words. It depends on two positions in pixels and on the colour of a status: a few thousand pictures.
_PIXELS_OF_THE_WAY = PIXELS * TARGET_AT // WIDTH
_ENDS = Decimal("-0.01"), Decimal("1.3")  # beyond either the picture is the same


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG in base64 under the content id by which the HTML shows it."""

    cid: str
    png: str


def bullet_picture(assessment: Mapping[str, Any], value: Decimal | None) -> Picture | None:
    """The picture of an assessment; None if there is nothing to draw. ``value``: the promised figure."""
    drawn = progress(assessment, value)
    if drawn is None:
        return None
    return _picture(Progress(_pixel(drawn.done), _pixel(drawn.expected), drawn.of_way), str(assessment["status"]))


def _pixel(share: Decimal | None) -> Decimal | None:
    if share is None:
        return None
    return Decimal(round(min(max(share, _ENDS[0]), _ENDS[1]) * _PIXELS_OF_THE_WAY)) / _PIXELS_OF_THE_WAY


@lru_cache(maxsize=8192)
def _picture(drawn: Progress, status: str) -> Picture:
    content = png(Drawing("bullet", WIDTH, HEIGHT, "", "", bullet_shapes(drawn, status)), PIXELS, on_paper=False)
    name = hashlib.sha256(content).hexdigest()[:24]
    return Picture(f"{name}@bullets", base64.b64encode(content).decode())
