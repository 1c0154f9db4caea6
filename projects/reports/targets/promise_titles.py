"""What a promise is called: the one way from a target of the record, read or stored, to its title."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from projects.comparison.goals import is_ceiling_shape
from projects.models import Indicator, Target
from projects.reports.named import Named
from projects.wording import PromiseTitle, TitledPromise, promise_title
from projects.wording.languages import LANGUAGES, language

from .target_entry import TargetEntry


def title_of(target: TargetEntry | Target, lang: str) -> PromiseTitle:
    """What a target is called in a language.

    A stored target is read with ``TITLED``, else its indicator, programme and places cost a query each.
    """
    return promise_title(titled_promise(target, lang), lang)


_QUALIFIER = TitledPromise._fields.index("qualifier")
# What a title needs beside a stored target.
TITLED = ("indicator__territory", "indicator__programme")


def titled_promise(target: TargetEntry | Target, lang: str) -> TitledPromise:
    """What the title of a target is made of."""
    shape: TargetEntry | Indicator = target.indicator if isinstance(target, Target) else target
    place = _place(target) if isinstance(target, Target) else target.place
    indicator, code = target.indicator, language(lang)
    return TitledPromise(
        getattr(indicator, f"name_{code}", "") or indicator.name,
        indicator.name,
        shape.unit,
        target.basis,
        target.qualifier,
        target.value,
        target.upper_value,
        target.window_start,
        target.deadline,
        target.timing,
        target.baseline_start,
        target.baseline_end,
        place.in_language(code) if place else "",
        is_ceiling_shape(shape.accumulation, shape.direction, target.qualifier),
        (target.interim_for_id if isinstance(target, Target) else target.interim_for) is not None,
        target.withdrawn,
    )


def title_of_row(parts: Sequence[Any], lang: str) -> PromiseTitle:
    """What a row of a list is called, from its ``title_parts``, which are in the language already."""
    *what, place, accumulation, direction, interim_for, withdrawn = parts
    is_ceiling = is_ceiling_shape(accumulation, direction, parts[_QUALIFIER])
    promise = TitledPromise._make((*what, place or "", is_ceiling, interim_for is not None, withdrawn))
    return promise_title(promise, lang)


def titles_in_all_languages(target: TargetEntry | Target) -> dict[str, str]:
    """The members ``title``, ``title_ru`` and ``title_kk`` of the API."""
    english, russian, kazakh = (title_of(target, lang).text for lang in LANGUAGES)
    return {"title": english, "title_ru": russian, "title_kk": kazakh}


def _place(target: Target) -> Named | None:
    indicator = target.indicator
    own = indicator.territory
    if own is None or own.pk == indicator.programme.territory_id:
        return None
    return Named.of(own)
