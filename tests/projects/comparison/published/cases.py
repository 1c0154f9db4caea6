"""The published figures that our method is tested against, as their sources print them."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def load(name: str) -> list[dict[str, Any]]:
    """Return the cases of one file, each under its source: a list of groups, or of cases as such."""
    document = json.loads((HERE / name).read_text(encoding="utf-8"), parse_float=Decimal)
    return [case for group in document for case in group.get("cases", [group])]


def differing(name: str) -> dict[str, str]:
    """Return the listed differences of one file: case id → reason."""
    return json.loads((HERE / "differences.json").read_text(encoding="utf-8")).get(name, {})
