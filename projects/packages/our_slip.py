"""Whose correction it is, where a package does not say."""

# ruff: noqa: S608 - every name in these statements comes from the description of the tables, never from a package

from __future__ import annotations

from .staging import Staging, record, stage
from .tables import OUTCOMES


def decide_slips(staging: Staging) -> None:
    """Ours where the correction cites the source of what it corrects: that has said the same all along."""
    if not staging.has(OUTCOMES, "corrects"):
        return
    wrong = f"""coalesce((SELECT w.source FROM {stage(OUTCOMES)} w WHERE w.id = {stage(OUTCOMES)}.corrects LIMIT 1),
                         (SELECT w.source_id FROM {record(OUTCOMES)} w WHERE w.id = {stage(OUTCOMES)}.corrects))"""
    staging.run(
        f"UPDATE {stage(OUTCOMES)} SET our_slip = 'true' WHERE our_slip = '' AND corrects <> '' AND source = {wrong}"
    )
