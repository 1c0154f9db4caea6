"""R14: how measurable an announcement is, one point for each thing that it names."""

from __future__ import annotations

from .figures import Measurability, Target
from .goals import RELATIVE
from .quantities import usable


def measurability(link: Target) -> Measurability:
    """Up to six points: unit, value, baseline if needed, deadline, responsible body, source of measurement."""
    milestone = link.indicator.accumulation == "milestone"
    needs_baseline = link.basis in RELATIVE or link.indicator.accumulation == "level"
    points = {
        "unit": milestone or bool(link.indicator.unit.strip()),
        "value": milestone or usable(link.value),
        "baseline": milestone or not needs_baseline or usable(link.baseline_value) or link.baseline_end is not None,
        "deadline": link.deadline is not None,
        "responsible": link.has_responsible,
        "source": link.has_source,
    }
    missing = tuple(name for name, named in points.items() if not named)
    return Measurability(len(points) - len(missing), missing)
