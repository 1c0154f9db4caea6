"""The unit of a figure that leaves it out: that of the noun before it, of the whole it is a part of, of the list."""

from __future__ import annotations

from .bases import is_compared
from .candidates import THEIRS, Candidate
from .memory import NOT_SHARED, WHO, Memory
from .parts import is_part
from .sentence import Sentence
from .text import Token
from .units import noun_before
from .words import CURRENCIES, Words

_OF_THEM = frozenset({"мыңы", "миллионы", "миллиарды", "млны", "млрды", "трлны"})  # 850 мыңы: 850 thousand of them
_COLLECTIVE = ("еуі", "ауы")  # төртеуі: four of them
_BILLION = 9
_LEAST_PRONOUN = 2
_ENDS = frozenset({".", ",", ";"})
_AND = frozenset({"and", "и", "а", "және", "ал"})
_AUXILIARIES = frozenset({"will", "are", "were", "have", "had", "would", "should", "already", "уже"})
_ANOTHER_BEFORE = frozenset(
    {"another", "ещё", "еще", "тағы", "other", "remaining", "остальные", "оставшиеся", "қалған"}
)
_ANOTHER_AFTER = frozenset({"more", "others"})


def has_unit(words: Words, sentence: Sentence, figure: Candidate, memory: Memory) -> bool:
    """Whether the figure has a unit, its own or that of what it continues; gives it that unit."""
    parts = sentence.parts
    is_bare = figure.unit in ("", "years") and not figure.power
    if "describes" in figure.notes:
        return False
    if is_bare and figure.last == figure.first + 1 and is_year(parts[figure.first]):
        return False
    if (
        figure.unit == "units"
        and not any(True for _ in sentence.of_kind("capacity"))
        and _is_of_vehicles(words, sentence, figure, memory)
    ):
        figure.unit = "vehicles"
    if figure.unit:
        return True
    if unit := _unit_of_whole(sentence, figure):
        figure.unit = unit
        return True
    if unit := _compared_unit(sentence, figure, memory):
        figure.unit = unit
        return True
    if figure.power >= _BILLION and "unknown noun" not in figure.notes:
        figure.unit = memory.large_thing() or memory.currency(parts[0].start)
        if figure.unit:
            return True
    return _take_part(words, parts, figure, memory) or _take_noun(words, sentence, figure, memory)


def _unit_of_whole(sentence: Sentence, figure: Candidate) -> str:
    """“61 of 180 planned projects”: the unit of the whole that is counted right behind it."""
    index = figure.last
    if index >= len(sentence.parts) or sentence.parts[index].text not in ("of", "из") or figure.power:
        return ""
    whole = next((other for other in sentence.figures if index < other.first <= index + 2), None)
    return whole.unit if whole is not None and whole.value >= figure.value else ""


def _compared_unit(sentence: Sentence, figure: Candidate, memory: Memory) -> str:
    """“80 billion cubic metres against 59 billion now”: the unit of the figure that is compared with another."""
    if not memory.figures or "unknown noun" in figure.notes or not is_compared(sentence, figure):
        return ""
    last = memory.figures[-1]
    return last.unit if last.start >= sentence.parts[0].start and last.unit not in NOT_SHARED else ""


def _take_part(words: Words, parts: list[Token], figure: Candidate, memory: Memory) -> bool:
    """The unit of the whole of which the figure is a part."""
    is_theirs = "ending" in figure.notes and THEIRS.fullmatch(parts[figure.last - 1].text) is not None
    if parts[figure.last - 1].text in _OF_THEM or is_part(parts, figure):
        is_money = figure.power >= 6 and memory.unit in CURRENCIES
        before = words.nouns.at(parts, figure.first - 1) if figure.first else None
        if before is not None and parts[figure.last - 1].text in _OF_THEM:
            figure.unit, figure.noun_last = before[1].partition(":")[0], figure.last
            return True  # халықтың 2,3 миллионы
        unit = memory.currency(parts[0].start) if is_money else memory.whole_of(figure.value)
    elif is_theirs or parts[figure.last - 1].text.endswith(_COLLECTIVE):
        unit = memory.whole_of(figure.value)
    elif _is_another(parts, figure):
        unit = memory.thing if figure.power else memory.same_things()
    else:
        return False
    if not unit:
        return False
    figure.unit, figure.noun_last = unit, figure.last
    return True


def _take_noun(words: Words, sentence: Sentence, figure: Candidate, memory: Memory) -> bool:
    """The unit of the noun before the figure, or of the figures around it."""
    if unit := _parallel_unit(sentence, figure, memory):
        figure.unit = unit
        return True
    noun = noun_before(words, sentence.parts, figure, figure.since, with_agents=not memory.unit)
    if "unknown noun" in figure.notes:
        is_telling = figure.is_word or figure.power or figure.value >= 10 or "ending" in figure.notes
        figure.unit = noun or (memory.unit if figure.power else "") if is_telling else ""
        figure.unit = figure.unit or "units"
        return True
    if figure.is_word and not figure.power:
        figure.unit = memory.same_things() if _is_pronoun(words, sentence, figure) else ""
        return bool(figure.unit)
    following = (
        later.unit for later in sentence.figures if later.first > figure.first and later.unit not in NOT_SHARED
    )
    unit = _unit_beside(sentence, figure, memory)
    figure.unit = noun or unit or memory.named or (next(following, "") or "units" if figure.power else "")
    return bool(figure.unit)


def _unit_beside(sentence: Sentence, figure: Candidate, memory: Memory) -> str:
    """The unit that is in force: that of people or jobs only in the sentence that counts them."""
    last = memory.figures[-1] if memory.figures else None
    if last is not None and last.unit in WHO and last.start >= sentence.parts[0].start and figure.value > 1:
        between = [token.text for token in sentence.parts[: figure.first] if token.start >= last.end]
        if "," in between and ";" not in between:
            return last.unit
    return memory.unit if figure.power or memory.unit not in CURRENCIES else memory.thing


def _parallel_unit(sentence: Sentence, figure: Candidate, memory: Memory) -> str:
    """“612,000 people in 2023 and 640,000 in 2024”: the unit of the figure which “and” joins it to."""
    if not memory.figures or "unknown noun" in figure.notes or (figure.is_word and not figure.power):
        return ""
    last = memory.figures[-1]
    is_joined = figure.first > 0 and sentence.parts[figure.first - 1].text in _AND
    is_alike = last.unit not in NOT_SHARED and last.start >= sentence.parts[0].start
    return last.unit if is_joined and is_alike and last.unit not in CURRENCIES else ""


def is_year(token: Token) -> bool:
    """Whether a token is the number of a year."""
    return token.text.isdigit() and len(token.text) == 4 and token.text[:2] in ("19", "20", "21")


def _is_another(parts: list[Token], figure: Candidate) -> bool:
    """“eleven more”, “ещё девять”, “тағы 12”."""
    if figure.power >= 6 or "unknown noun" in figure.notes:
        return False
    before = {token.text for token in parts[max(0, figure.first - 1) : figure.first]}
    return bool(before & _ANOTHER_BEFORE) or any(
        token.text in _ANOTHER_AFTER for token in parts[figure.last : figure.last + 1]
    )


def _is_pronoun(words: Words, sentence: Sentence, figure: Candidate) -> bool:
    """“Ninety-five will be added”: a number word with a verb of its own."""
    if figure.value < _LEAST_PRONOUN or figure.last >= len(sentence.parts):
        return False
    word = sentence.parts[figure.last].text
    if figure.first and sentence.parts[figure.first - 1].text == "-" and word in _ENDS:
        return True  # “в 2027 году — восемь.”
    return (
        word in _AUXILIARIES
        or words.target_verb.fullmatch(word) is not None
        or (words.outcome_verb.fullmatch(word) is not None and word not in words.words.not_verbs)
    )


def _is_of_vehicles(words: Words, sentence: Sentence, figure: Candidate, memory: Memory) -> bool:
    if "vehicles" in (memory.unit, memory.thing):
        return True
    index = 0
    while index < len(sentence.parts):
        noun = words.nouns.at(sentence.parts, index) if sentence.parts[index].kind == "word" else None
        if noun is not None and noun[1] == "vehicles":
            return True
        index += 1 if noun is None else noun[0]  # бытовой техники: household appliances
    return False
