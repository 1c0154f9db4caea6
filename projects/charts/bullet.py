"""The bullet of list rows, cards and mails: the actual, the value expected by then, and the target.

Everything comes from the verdict: nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from typing import Any

from django.utils.safestring import SafeString

from projects import wording

from .drawing import Box, Drawing, Path, Shape, text_number
from .png import png
from .styles import tone
from .svg import in_row

WIDTH, HEIGHT = 120, 14
TARGET_AT = 100  # the scale ends at 120 % of the way
PIXELS = 480  # the width of the picture in a mail: sharp at up to half of it
_TRACK, _BAR = (3.0, 8.0), (5.0, 4.0)  # top and height


@dataclass(frozen=True, slots=True)
class Progress:
    """Shares: what is ``done`` (None: nothing reported), and what was ``expected`` by then.

    ``of_way``: shares of the way from the start of the path to the target. Otherwise they are shares of the announced
    value: the used part of a ceiling, or the level of a promise to hold.
    """

    done: Decimal | None
    expected: Decimal | None
    of_way: bool


def progress(assessment: Mapping[str, Any], value: Decimal | None) -> Progress | None:
    """What a bullet shows of an assessment object; None without a scale.

    ``value`` is the announced value of the link that the verdict is about.
    """
    aim = Decimal(assessment["resolved_value"]) if assessment["resolved_value"] is not None else value
    if assessment["percent_achieved"] is not None:
        done = Decimal(assessment["percent_achieved"])
        return Progress(done, _on_the_way(assessment, done), of_way=True)
    if aim is None or aim <= 0 or assessment["status"] in ("not_assessable", "withdrawn"):
        return None
    if assessment["actual"] is None:
        return Progress(None, None, of_way=True)
    done = Decimal(assessment["actual"]) / aim
    pace = assessment["pace"]  # of a ceiling: expected / actual
    return Progress(done, done * Decimal(pace) if pace is not None else None, of_way=False)


def _on_the_way(assessment: Mapping[str, Any], done: Decimal) -> Decimal | None:
    """The expected share: ``done`` divided by the pace."""
    pace, expected, missing = assessment["pace"], assessment["expected"], assessment["shortfall"]
    if pace is not None and Decimal(pace) != 0:
        return done / Decimal(pace)
    if expected is None or missing is None or done != 0 or Decimal(missing) == 0:
        return None
    return abs(Decimal(expected) - Decimal(assessment["actual"])) / Decimal(missing)  # still at the very start


def bullet_drawing(assessment: Mapping[str, Any], value: Decimal | None, lang: str) -> Drawing | None:
    """The bullet of an assessment object; None without a scale."""
    seen = progress(assessment, value)
    return None if seen is None else _drawn(seen, assessment["status"], lang)


def _drawn(seen: Progress, status: str, lang: str) -> Drawing:
    return Drawing("bullet", WIDTH, HEIGHT, _in_words(seen, lang), "", bullet_shapes(seen, status))


def _in_words(seen: Progress, lang: str) -> str:
    return wording.progress(seen.done, seen.expected, lang, of_way=seen.of_way)


def bullet_shapes(seen: Progress, status: str) -> tuple[Shape, ...]:
    shapes: list[Shape] = [Box("track", 0, _TRACK[0], WIDTH, _TRACK[1])]
    if seen.done is not None:
        shapes += _bar(seen.done, f"bar-{tone(status)}")
    shapes.append(Box("aim", TARGET_AT - 1.25, 0, 2.5, HEIGHT))
    if seen.expected is not None:
        x = text_number(_place(seen.expected))
        shapes.append(Path("due-by", f"M{x} 8.5l3.2 5.5h-6.4z"))
    return tuple(shapes)


def bullet_keys(
    assessment: Mapping[str, Any], value: Decimal | None, lang: str
) -> Iterator[tuple[str, tuple[Shape, ...]]]:
    """(words, shapes of the key on a field of 24 × 12) for each part of a bullet; nothing without a scale."""
    seen = progress(assessment, value)
    if seen is None:
        return
    if seen.done is not None:
        yield wording.chart("reported", lang), (Box(f"bar-{tone(assessment['status'])}", 0, 4, 24, 4),)
    if seen.expected is not None:
        yield wording.chart("expected", lang), (Path("due-by", "M12 3l3.2 5.5h-6.4z"),)
    yield wording.chart("target_due", lang), (Box("aim", 11, 0, 2.5, 12),)


def _bar(done: Decimal, role: str) -> list[Shape]:
    """The bar; an arrow to the left: further off than at the start; a notch: beyond the scale."""
    top, height = _BAR
    if done < 0:
        return [Path(role, "M0 7 6 3.5v7z")]
    bar: list[Shape] = [Box(role, 0, top, _place(done), height)]
    if done * TARGET_AT > WIDTH:
        bar.append(Path("beyond", f"M111 {top - 1}l3 3-3 3M115 {top - 1}l3 3-3 3"))
    return bar


def _place(share: Decimal) -> float:
    return float(min(max(share * TARGET_AT, Decimal(0)), Decimal(WIDTH)))


DRAWN_FROM = ("percent_achieved", "pace", "expected", "actual", "shortfall", "resolved_value", "status")
_facts = itemgetter(*DRAWN_FROM)


def bullet(assessment: Mapping[str, Any], value: Decimal | None, lang: str) -> SafeString:
    """The bullet of a list row, as SVG; empty without a scale."""
    return bullet_from(_facts(assessment), None if value is None else str(value), lang)


@lru_cache(maxsize=20_000)
def bullet_from(facts: tuple[Any, ...], value: str | None, lang: str) -> SafeString:
    """The same from the values of ``DRAWN_FROM`` in an assessment object, and the announced value as text."""
    assessment = dict(zip(DRAWN_FROM, facts, strict=True))
    seen = progress(assessment, None if value is None else Decimal(value))
    return SafeString("") if seen is None else in_row(_drawn(seen, assessment["status"], lang))


def bullet_png(assessment: Mapping[str, Any], value: Decimal | None, lang: str) -> bytes:
    """The bullet as a PNG of 480 × 56 pixels and at most 3 kB, for mails; show it at most half as wide.

    ``assessment`` is a ``TargetEntry.assessment`` and ``value`` the entry's. Returns ``b""`` without a scale (no value,
    a milestone, withdrawn). ``bullet_alt`` is its alt text.
    """
    drawing = bullet_drawing(assessment, value, lang)
    return b"" if drawing is None else png(drawing, PIXELS, on_paper=False)


def bullet_alt(assessment: Mapping[str, Any], value: Decimal | None, lang: str) -> str:
    """The bullet in words: “50% of the way; 70% expected by then”; empty without a scale."""
    seen = progress(assessment, value)
    return "" if seen is None else _in_words(seen, lang)
