"""R14: whether an announcement could be measured at all, one point for each thing it says."""

from __future__ import annotations

from .figures import Measurability, Target
from .goals import RELATIVE
from .quantities import usable


def measurability(link: Target) -> Measurability:
    """Six points: unit, value, baseline where needed, deadline, responsible body, source of measurement."""
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
    missing = tuple(name for name, given in points.items() if not given)
    return Measurability(len(points) - len(missing), missing)
