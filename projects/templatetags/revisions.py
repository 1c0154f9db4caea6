"""What a new announcement moved, in words: the figure and the deadline, each before and after."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import template
from django.utils.translation import gettext

from projects import wording
from projects.models.names import active_language

from .claims import promise

register = template.Library()


FIGURE, DEADLINE = ("raised", "lowered", "requalified"), ("postponed", "advanced")


@register.simple_tag
def moved_in_all(links: Any) -> list[str]:
    """What the announcements of a chain moved, in numbers: ``1.5 → 1.2 trillion tenge``.

    A withdrawal moves nothing. Of days it is said how far they moved, where both were named: ``…, 9 years later``.
    """
    lang = active_language()
    targets = [link.target for link in links if not link.target.withdrawn]
    figures = wording.steps([promise(target, _unit(target)) for target in targets if target.basis != "done"])
    days = wording.steps([_due(target, lang) for target in targets])
    first, last = targets[0].deadline, targets[-1].deadline
    shift = wording.shift(first, last, lang) if first and last else ""
    return [text for text in (figures, f"{days}, {shift}" if shift else days) if "→" in text]


@register.filter
def announced_and_moved(links: Any) -> str:
    """How often a promise was announced and how often that moved it (R10), of the links of a chain.

    ``Announced 8 times, moved 7 times.`` A withdrawal is neither.
    """
    standing = [link for link in links if not link.target.withdrawn]
    lang, number = active_language(), sum(1 for link in standing if link.moved.change)
    times = {"announced": wording.times(len(standing), lang), "moved": wording.times(number, lang)}
    if not links[-1].target.withdrawn:
        moved = gettext("Announced %(announced)s, moved %(moved)s.")
        unmoved = gettext("Announced %(announced)s, never moved.")
    else:
        moved = gettext("Announced %(announced)s, moved %(moved)s, then withdrawn.")
        unmoved = gettext("Announced %(announced)s, never moved, then withdrawn.")
    return (moved if number else unmoved) % times


@register.filter
def slipped_in_all(days: int | None, first: date) -> str:
    """How far the deadline moved from ``first``, the one that was named first; "" where it did not (R10)."""
    if not days:
        return ""
    lang, last = active_language(), first + timedelta(days)
    if days > 0:
        sentence = gettext("The deadline slipped by %(days)s in all.")
    else:
        sentence = gettext("The deadline was brought forward by %(days)s in all.")
    span = wording.span(min(first, last), max(first, last), lang)
    return sentence % {"days": wording.kazakh_case(span, "dative", lang)}


@register.filter
def promised_ago(report: Any) -> str:
    """How long ago the first announcement of a page of a target was made: ``3 years 2 months ago``."""
    return wording.span_ago(report.links[0].target.announced, report.as_of, active_language())


@register.simple_tag
def moves(before: Any, after: Any) -> list[str]:
    """What differs between two announcements, as short phrases.

    Both are rows of targets, or links of a chain, which know by R10 what they changed.
    """
    lang = active_language()
    promised = (promise(before, _unit(before)), promise(after, _unit(after)))
    due = (_due(before, lang), _due(after, lang))
    phrases = [
        _moved(after, codes, words, *pair, lang)
        for codes, words, pair in (
            (FIGURE, gettext("figure: %(before)s → %(after)s"), promised),
            (DEADLINE, gettext("deadline: %(before)s → %(after)s"), due),
        )
        if pair[0] != pair[1]
    ]
    if not phrases:
        same = all(getattr(before, name, "") == getattr(after, name, "") for name in ("timing", "window_start"))
        phrases.append(wording.change("unchanged" if same else "requalified", lang))
    return phrases


def _moved(link: Any, codes: tuple[str, ...], words: str, before: str, after: str, lang: str) -> str:
    code = next((code for code in codes if code in getattr(link, "change", ())), None)
    if code is None:
        return words % {"before": before, "after": after}
    return f"{wording.change(code, lang)}: {before} → {after}"


def _unit(link: Any) -> str:
    return str(link.indicator.unit if hasattr(link, "indicator") else link.unit)


def _due(link: Any, lang: str) -> str:
    if link.deadline is not None:
        return wording.short_day(link.deadline, lang)
    return wording.read_plainly(link, "deadline_text", lang) or gettext("no date named")
