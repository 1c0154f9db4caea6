"""Ranges (“5–7 million”) and changes (“from 12 to 60”) made of two numbers."""

from __future__ import annotations

from decimal import Decimal

from .candidates import Candidate
from .sentence import Sentence
from .words import Words

_JOINTS = frozenset({"-", "to", "до", "and", "мен", "пен", "бен", "…"})
_FROM = ("тан", "тен", "дан", "ден", "нан", "нен")
_MOST_BETWEEN = 6
_LEVEL = frozenset({"ға", "ге", "қа", "ке"})
_TO = frozenset({"to", "до"})


def join_ranges(words: Words, sentence: Sentence) -> list[Candidate]:
    """The figures with the two ends of a range made one; of a change the first is only compared with."""
    result: list[Candidate] = []
    for figure in sentence.figures:
        if result and (joined := _joined(words, sentence, result[-1], figure)) is not None:
            result[-1] = joined
            continue
        result.append(figure)
    return result


def _joined(words: Words, sentence: Sentence, low: Candidate, high: Candidate) -> Candidate | None:
    parts = sentence.parts
    between = [token.text for token in parts[low.end : high.first]]
    if words.code == "kk" and _is_from_level(between, low, sentence, high):
        low.unit = low.unit or high.unit
        low.notes.add("compared")
        high.notes.add("reached")
        return None
    if words.code == "kk" and not between and _is_from_to(sentence, low, high):
        _share_scale(low, high)
        low.unit = low.unit or high.unit
        if any(True for kind in ("growth", "decline") for _ in sentence.of_kind(kind)) or low.value >= high.value:
            low.notes.add("compared")
            high.qualifier = ""
            high.notes.add("reached")
            return None
        return _range(low, high)
    if len(between) > 3 or not between or low.upper is not None:
        return None
    is_glued = between == ["-"] and not low.unit  # 1,5–2 раза
    if (low.unit == "times") != (high.unit == "times") and not (is_glued and high.unit == "times"):
        return None
    joint = between[-1]
    if joint not in _JOINTS and not (words.code == "kk" and "ending" in low.notes and not between):
        return None
    before = parts[low.first - 1].text if low.first else ""
    if low.qualifier and before not in ("between", "между"):
        before = parts[low.first - 2].text if low.first > 1 else before
    if low.unit and low.unit != high.unit and (high.unit or (joint == "-" and low.noun_last > low.last)):
        return None  # “10 months – 2.6 million”
    if joint in ("and", "мен", "пен", "бен") and before not in ("between", "между") and not _within(sentence, high):
        return None
    if (high.sign and joint != "-") or ("," in between and before in ("на", "by")):
        return None  # “by 120 thousand, to 740 thousand”
    is_change = before in ("с", "со") or _changes(sentence, low) or (before == "from" and low.value > high.value)
    is_change = is_change and joint in _TO
    if not is_change and len(between) > 1:
        return None
    _share_scale(low, high)
    low.unit = low.unit or high.unit
    if is_change:
        low.notes.add("compared")
        high.qualifier = ""
        high.notes.add("reached")
        return None
    return None if low.value >= high.value else _range(low, high)


def _is_from_to(sentence: Sentence, low: Candidate, high: Candidate) -> bool:
    """“5-тен 7-ге дейін”."""
    after = [token.text for token in sentence.parts[high.last : high.end + 1]]
    return "дейін" in after and sentence.parts[low.end - 1].text.endswith(_FROM)


def _is_from_level(between: list[str], low: Candidate, sentence: Sentence, high: Candidate) -> bool:
    """“62%-дан 54%-ға төмендеді”."""
    if not between and "ending" in low.notes and "ending" in high.notes:
        is_from = sentence.parts[low.last - 1].text.endswith(_FROM)
        return is_from and sentence.parts[high.last - 1].text in _LEVEL
    if not between and low.noun_last > low.last and high.noun_last > high.last and low.unit == high.unit:
        is_from = sentence.parts[low.end - 1].text.endswith(_FROM)
        return is_from and sentence.parts[high.end - 1].text.endswith(tuple(_LEVEL))
    if between[:1] != ["-"] or between[1:2] not in [[ending] for ending in _FROM] or low.unit != high.unit:
        return False
    if len(between) > _MOST_BETWEEN or "," in between:
        return False  # 25,8%-дан 2030 жылға қарай 40%-ға
    return any(token.text in _LEVEL for token in sentence.parts[high.last : high.end + 2])


def _range(low: Candidate, high: Candidate) -> Candidate:
    return Candidate(
        low.first, high.last, low.value, power=high.power, unit=high.unit or low.unit, noun_last=high.noun_last,
        since=low.since, upper=high.value,
        other_value=low.other_value if high.other_value is not None else None, notes=high.notes | low.notes,
    )  # fmt: skip


def _share_scale(low: Candidate, high: Candidate) -> None:
    """“1.2 to 3.5 million”: the scale belongs to both."""
    is_shared = not low.power and high.power and low.value < 1000 and (not low.unit or low.unit == high.unit)
    if is_shared and low.noun_last <= low.last:
        low.value *= Decimal(10) ** high.power
        low.power = high.power


def _changes(sentence: Sentence, low: Candidate) -> bool:
    return any(signal.last <= low.first for kind in ("growth", "decline") for signal in sentence.of_kind(kind))


def _within(sentence: Sentence, high: Candidate) -> bool:
    after = sentence.parts[high.end : high.end + 2]
    return any(token.text in ("аралығында", "арасында") for token in after)
