"""Whether a figure is neither promised nor reported."""

from __future__ import annotations

from collections.abc import Sequence

from .bases import PERCENT, is_compared, is_progress
from .candidates import Candidate
from .figure import FigureBasis
from .parts import is_part
from .sentence import Sentence
from .text import Token
from .words import CURRENCIES, DURATIONS, MEASURES

_PLANTS = frozenset({"facilities", "projects", "enterprises"})
_INPUTS = frozenset({"people", "vehicles"})  # those who do the work, and what they do it with
_WHO = frozenset({"jobs", "people", "families", "places"})
_REACHED = frozenset({"to", "до", "reach", "reached", "reaches"})
_STOOD = frozenset({"stood", "stands", "stand", "remained", "remains"})
_AT = frozenset({"бен", "пен", "мен", "пайызбен"})  # 5%-бен: at 5 %
_RATE_BEFORE = frozenset({"at", "под"})
_PLACE_BEFORE = frozenset({"in", "across", "в", "во", "по"})
_MORE = frozenset(
    {"больше", "меньше", "выше", "ниже", "превышает", "above", "below", "көп", "артық", "кем", "аз", "жоғары"}
)


def _is_of_one_plant(sentence: Sentence, figure: Candidate) -> bool:
    """The cost or the yearly output of a single plant, which is no goal of its own."""
    plants = [signal.last for signal in sentence.of_kind("plant") if signal.last <= figure.first]
    if figure.unit in MEASURES and figure.unit not in CURRENCIES and sentence.right_after(figure, "plant", 0):
        return True  # a 300,000-ton smelter
    if sentence.right_after(figure, "plant", 3) and sentence.right_before(figure, "cost", 1):
        return True  # құны 95 млрд теңге болатын зауыт
    if not plants or any(other.unit in _PLANTS and other.value > 1 for other in sentence.figures):
        return False
    if (figure.unit == "MW" or figure.unit in CURRENCIES) and any(figure.first - last <= 1 for last in plants):
        return True  # ТЭЦ на 240 МВт, a plant for 40 billion
    plants = [last for last in plants if not any(other.first < last <= other.end for other in sentence.figures)]
    if not plants:
        return False
    if figure.unit in CURRENCIES:
        return sentence.near(figure, "cost", 5)
    return figure.unit not in _WHO and (
        sentence.right_after(figure, "yearly", 2) or sentence.right_before(figure, "yearly", 1)
    )


def is_other(sentence: Sentence, figure: Candidate, basis: FigureBasis) -> bool:
    """Whether a figure is neither promised nor reported: a share, a duration, a level for comparison."""
    parts = sentence.parts
    if figure.unit in DURATIONS or "compared" in figure.notes:
        return True
    if sentence.right_after(figure, "each", 0) or sentence.right_before(figure, "over_plan", 1):
        return True
    if figure.unit == "regions" or (figure.unit == "settlements" and _stands_in(parts, figure)):
        return True
    if _is_stage(parts, figure):
        return True
    steps = (0, 1) if basis == "absolute" else (0,)
    if figure.upper is None and any(is_compared(sentence, figure, step) for step in steps):
        return True
    if figure.unit in PERCENT:
        return _is_other_percent(sentence, figure, basis)
    if basis == "absolute" and _is_difference(sentence, figure):
        return True
    if sentence.right_before(figure, "plan_level", 2) and not _reports(sentence):
        return True
    if figure.unit in _INPUTS and sentence.in_clause(figure, "input"):
        return True
    if _is_of_one_plant(sentence, figure):
        return True
    return not _is_reached(parts, figure) and _is_capacity(sentence, figure)


def _is_other_percent(sentence: Sentence, figure: Candidate, basis: FigureBasis) -> bool:
    """Whether a percentage is a share, a rate, a difference of shares, or says how far a plan is fulfilled."""
    parts = sentence.parts
    if is_progress(sentence, figure) or sentence.near(figure, "other", 4):
        return True
    if sentence.right_after(figure, "difference", 0) and sentence.right_after(figure, "share", 2):
        return True
    if sentence.right_before(figure, "plan_level", 2) and not _reports(sentence):
        return True
    if "reached" in figure.notes and sentence.near(figure, "interest", 10):
        return True
    if basis != "absolute" or "reached" in figure.notes:
        return False
    if is_part(parts, figure) or _is_bracketed(parts, figure) or sentence.near(figure, "interest", 8):
        return True
    if _is_reached(parts, figure):
        return False
    is_set = any(s.last == figure.first - 1 for kind in ("target", "outcome") for s in sentence.of_kind(kind))
    if figure.first and parts[figure.first - 1].text in _RATE_BEFORE and not is_set:
        return True  # “lends at 7 %”, as opposed to “is planned at 7 %”
    if parts[figure.end - 1].text in _AT:
        return True
    if sentence.near(figure, "share", 6) and not _is_goal(sentence, figure):
        return True
    return sentence.near(figure, "rate", 5)


def is_plain_share(sentence: Sentence, figure: Candidate, basis: FigureBasis) -> bool:
    """A reported percentage that is no change and no level which somebody reached or keeps: “даёт 29 % налогов”."""
    if figure.unit not in PERCENT or basis != "absolute" or "reached" in figure.notes:
        return False
    if _is_reached(sentence.parts, figure):
        return False
    return not any(sentence.in_clause(figure, kind) for kind in ("state", "coverage"))


def _is_goal(sentence: Sentence, figure: Candidate) -> bool:
    """A share that is planned, or a coverage, is what somebody works for: “доля должна составить 80 %”."""
    if sentence.near(figure, "coverage", 5):
        return True
    planned = [signal for signal in sentence.of_kind("target") if not signal.is_weak]
    return any(sentence.clause[signal.first] == sentence.clause[figure.first] for signal in planned)


def _reports(sentence: Sentence) -> bool:
    return any(True for _ in sentence.of_kind("outcome")) and not any(True for _ in sentence.of_kind("target"))


def _is_reached(parts: Sequence[Token], figure: Candidate) -> bool:
    """A share that grows to a level is no share of what was said before: “доля достигнет 95 %”."""
    before = [token.text for token in parts[max(0, figure.first - 2) : figure.first]]
    is_said = any(text in _REACHED or text.startswith("достиг") for text in before)
    is_said = is_said or (len(before) == 2 and before[0] in _STOOD and before[1] == "at")
    return is_said or any(token.text.startswith("жет") for token in parts[figure.last : figure.end + 3])


def _is_bracketed(parts: Sequence[Token], figure: Candidate) -> bool:
    """“5,700 villages (90 %)”: a share of what was said."""
    after = parts[figure.end].text if figure.end < len(parts) else ""
    return figure.first > 1 and parts[figure.first - 1].text == "(" and after == ")"


def _is_stage(parts: Sequence[Token], figure: Candidate) -> bool:
    """“in three stages”."""
    return any(
        token.text.startswith(("stage", "phase", "shift", "этап", "смен", "кезең", "очеред", "ауысым"))
        for token in parts[figure.last : figure.end]
    )


def _stands_in(parts: Sequence[Token], figure: Candidate) -> bool:
    last = parts[figure.end - 1].text
    if figure.first and parts[figure.first - 1].text in _PLACE_BEFORE:
        return parts[figure.first - 1].text in ("in", "across") or last.endswith(("ах", "ях", "ам", "ям", "тах"))
    return last.endswith(("да", "де", "та", "те"))


def _is_difference(sentence: Sentence, figure: Candidate) -> bool:
    parts = sentence.parts
    after = [token.text for token in parts[figure.end : figure.end + 2]]
    before = [token.text for token in parts[max(0, figure.first - 2) : figure.first]]
    if "на" in before and any(text in _MORE for text in after):
        return True
    if sentence.right_after(figure, "difference", 1) and not figure.qualifier:
        return "than" not in before
    return parts[figure.end - 1].text.endswith(("ға", "ге", "қа", "ке")) and any(text in _MORE for text in after)


def _is_capacity(sentence: Sentence, figure: Candidate) -> bool:
    """The capacity of a plant; the power of several stations which were counted belongs to what was promised."""
    if figure.unit in _PLANTS or figure.unit in (*PERCENT, "times"):
        return False
    if figure.unit == "MW" and any(other.unit in _PLANTS and other.value > 1 for other in sentence.figures):
        return False
    return any(
        signal.last <= figure.first
        and figure.first - signal.last <= 3
        and sentence.clause[signal.first] == sentence.clause[figure.first]
        for signal in sentence.of_kind("capacity")
    )
