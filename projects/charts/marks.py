"""The smallest pictures: a mark for each status, and the bullet of a list row. Colours come from the stylesheet."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from projects import wording

# One shape for each status on a 12 × 12 field, so that none is told by colour alone.
_SHAPES: dict[str, str] = {
    "achieved": '<circle cx="6" cy="6" r="6"/><path class="cut" d="M3 6.2 5.2 8.4 9 4"/>',
    "achieved_late": '<circle class="line" cx="6" cy="6" r="5"/><path class="line" d="M3.4 6.2 5.3 8 8.6 4.2"/>',
    "on_track": '<path d="M6 .5 11.5 11h-11z"/>',
    "behind": '<path class="line" d="M1 6h8.5M6.5 3l3 3-3 3"/>',
    "off_track": '<path d="M.5 1h11L6 11.5z"/>',
    "too_early": '<circle class="line" cx="6" cy="6" r="5"/><path class="line" d="M6 3v3l2 1.4"/>',
    "no_data": '<circle class="line dotted" cx="6" cy="6" r="5"/>',
    "overdue": '<path d="M6 0 12 6 6 12 0 6z"/><path class="cut" d="M6 3v3.6M6 8.3v1"/>',
    "missed": '<path d="M0 0h12v12H0z"/><path class="cut" d="m3.4 3.4 5.2 5.2m0-5.2L3.4 8.6"/>',
    "not_assessable": '<path class="line" d="M1 1h10v10H1z"/>'
    '<path class="line" d="M4.4 4.6c0-2 3.2-2 3.2 0 0 1.2-1.6 1.2-1.6 2.3M6 8.4v.9"/>',
    "withdrawn": '<circle class="line" cx="6" cy="6" r="5"/><path class="line" d="M2.6 9.4l6.8-6.8"/>',
}
_WIDTH, _HEIGHT, _TARGET_AT = 120, 14, 100


def mark(status: str) -> SafeString:
    """The shape of a status; the word stands beside it, so it is hidden from screen readers."""
    shape = mark_safe(_SHAPES.get(status, _SHAPES["no_data"]))  # noqa: S308  # our own constant above
    return format_html('<svg class="mark" viewBox="0 0 12 12" aria-hidden="true" focusable="false">{}</svg>', shape)


def bullet(assessment: Mapping[str, Any], value: Decimal | None, lang: str) -> SafeString:
    """How far along a target is, where the path should have been by then, and the target itself.

    The scale ends at 120 % of the way; nothing is drawn where there is no figure to draw.
    """
    done = _progress(assessment, value)
    if done is None:
        return SafeString("")
    expected = _expected(assessment, done)
    return format_html(
        '<svg class="bullet bullet-{}" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<rect class="track" y="4" width="{}" height="6"/><rect class="done" y="4" width="{}" height="6"/>'
        '{}<rect class="goal" x="{}" y="0" width="2" height="14"/></svg>',
        assessment["status"], _WIDTH, _HEIGHT, wording.percent(done, lang), _WIDTH, _place(done),
        format_html('<rect class="expected" x="{}" y="2" width="1.5" height="10"/>', _place(expected))
        if expected is not None
        else "",
        _TARGET_AT - 1,
    )  # fmt: skip


def _progress(assessment: Mapping[str, Any], value: Decimal | None) -> Decimal | None:
    """The share of the way; of a ceiling, the share used up."""
    if assessment["percent_achieved"] is not None:
        return Decimal(assessment["percent_achieved"])
    if assessment["actual"] is None or not value or value < 0 or assessment["resolved_value"] not in (None, str(value)):
        return None
    return Decimal(assessment["actual"]) / value


def _expected(assessment: Mapping[str, Any], done: Decimal) -> Decimal | None:
    pace = assessment["pace"]
    if pace is None or assessment["percent_achieved"] is None or Decimal(pace) == 0:
        return None
    return done / Decimal(pace)


def _place(share: Decimal) -> Decimal:
    return round(min(max(share * _TARGET_AT, Decimal(0)), Decimal(_WIDTH)), 1)
