"""The unit of a number: the currency, measure or noun beside it, else that of the figure it continues."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from .candidates import THEIRS, Candidate, currency_before
from .text import Token
from .words import CURRENCIES, DURATIONS, MEASURES, Words

_THESE = frozenset({"these", "those", "the", "its", "such"})
_AGENTS = frozenset({"enterprises", "facilities"})
_VERBS = frozenset({"growth", "decline", "outcome", "target"})
_MOST_DESCRIBING = 12
_OUTPUT = ("өндіріс", "производств")  # counted behind a number, before one it is what is produced
_WITH = frozenset(
    {
        "worth",
        "costing",
        "totaling",
        "totalling",
        "стоимостью",
        "сумму",
        "for",
        "with",
        "на",
        "с",
        "(",
        "or",
        "или",
        "немесе",
        "яғни",
    }
)
MOST_WORDS = 4  # between a number and its noun
MOST_WORDS_BEFORE = 7  # between a noun and the number that counts it


def find_unit(words: Words, parts: Sequence[Token], candidate: Candidate, limit: int) -> None:
    """Gives the candidate its unit and the end of its noun. ``limit`` is the first token of the next number."""
    if candidate.unit:
        return
    currency, place = currency_before(words, parts, candidate)
    if currency:
        candidate.unit, candidate.first, candidate.noun_last = currency, place, candidate.last
        return
    _noun_after(words, parts, candidate, min(limit, len(parts)))


def _noun_after(words: Words, parts: Sequence[Token], candidate: Candidate, limit: int) -> None:
    index, steps = _after_qualifier(words, parts, candidate), 0
    if index < limit and (multiple := words.multiples.at(parts, index)) is not None and multiple[1] == "times":
        candidate.unit, candidate.noun_last = "times", index + multiple[0]
        return
    if _stands_alone(words, parts, candidate, index):
        return
    if index + 2 < limit and parts[index].text == "of" and parts[index + 1].text in _THESE:
        index += 2
    unknown = 0
    while index < limit and steps <= MOST_WORDS:
        token = parts[index]
        if token.text == "-" and steps == 0 and parts[index - 1].end == token.start:
            index += 1
            continue
        if _is_measure(words, parts, index, candidate, is_next=steps == 0):
            return
        if token.kind != "word" or (token.text in words.stops and (steps or not _is_duration(words, parts, index))):
            unknown = 0 if token.text == "ones" else unknown
            break
        index = _compound(words, parts, index)
        noun = _counted_noun(words, parts, index)
        if noun is not None and not (candidate.power and noun[1] in DURATIONS):
            _take(candidate, noun[1], index + noun[0])
            if not _only_describes(words, parts, index, noun[0], candidate):
                return
            index += noun[0]
            steps += 1
            continue
        if noun is not None or (
            not candidate.unit and _is_verb(words, parts, index) and not _describes(words, parts, index)
        ):
            break
        unknown = unknown or index
        if words.words.head == "first" and not words.modifier.fullmatch(parts[index].text):
            break
        index, steps = index + 1, steps + 1
    if not candidate.unit and unknown:
        candidate.notes.add("unknown noun")
        candidate.noun_last = _unknown_end(words, parts, unknown, limit)


def _describes(words: Words, parts: Sequence[Token], index: int) -> bool:
    """Whether a participle stands before the noun: “180 planned projects”."""
    is_past = words.code == "en" and parts[index].text.endswith("ed")  # “48,000 supported entrepreneurs”
    if not is_past and words.participle.fullmatch(parts[index].text) is None:
        return False
    return any(
        parts[place].kind == "word" and words.nouns.at(parts, place) is not None
        for place in range(index + 1, min(index + 3, len(parts)))
    )


def _counted_noun(words: Words, parts: Sequence[Token], index: int) -> tuple[int, str] | None:
    noun = words.nouns.at(parts, index)
    return None if noun is not None and noun[0] == 1 and _is_adjective(words, parts, index) else noun


def _stands_alone(words: Words, parts: Sequence[Token], candidate: Candidate, index: int) -> bool:
    """Whether the next word is not counted: 48-і, forty-eight of them; үш қабатты үй, a house of three storeys."""
    if "ending" in candidate.notes and THEIRS.fullmatch(parts[index - 1].text):
        return True
    if index >= len(parts) or candidate.value > _MOST_DESCRIBING or candidate.power:
        return False
    text = parts[index].text
    if text in words.words.not_verbs or not words.describing.fullmatch(text) or _is_noun(words, parts, index):
        return False
    if not _is_noun(words, parts, index + 1):
        return False
    candidate.notes.add("describes")
    return True


def _is_noun(words: Words, parts: Sequence[Token], index: int) -> bool:
    return index < len(parts) and parts[index].kind == "word" and words.nouns.at(parts, index) is not None


def _is_adjective(words: Words, parts: Sequence[Token], index: int) -> bool:
    """Whether a word that has the stem of a noun describes the next one: 10 школьных автобусов."""
    if words.words.head != "first" or index + 1 >= len(parts) or not words.adjective.fullmatch(parts[index].text):
        return False
    return parts[index + 1].kind == "word" and words.nouns.at(parts, index + 1) is not None


def _is_duration(words: Words, parts: Sequence[Token], index: int) -> bool:
    noun = words.nouns.at(parts, index)
    return noun is not None and noun[1] in DURATIONS


def _compound(words: Words, parts: Sequence[Token], index: int) -> int:
    """The last part of a word with hyphens, which is what is counted: бизнес-объектов, home-made."""
    whole = words.nouns.at(parts, index)
    while (
        index + 2 < len(parts)
        and parts[index + 1].text == "-"
        and parts[index + 2].kind == "word"
        and parts[index].end == parts[index + 1].start
        and parts[index + 1].end == parts[index + 2].start
        and (whole is None or whole[0] == 1)
        and parts[index + 2].text not in words.endings
    ):
        index += 2
    return index


def _is_measure(words: Words, parts: Sequence[Token], index: int, candidate: Candidate, *, is_next: bool) -> bool:
    """Takes a currency, a percent sign or “times” for the unit."""
    unit = words.units.at(parts, index)
    if unit is None or not (is_next or unit[1] in CURRENCIES or unit[1] == "percent"):
        return False
    if unit[1] == "times" and parts[index].text in ("раз", "раза") and not _is_times(parts, candidate):
        return False
    candidate.unit, candidate.noun_last = unit[1], index + unit[0]
    return True


def _is_verb(words: Words, parts: Sequence[Token], index: int) -> bool:
    token = parts[index]
    signal = words.signals.at(parts, index)
    if signal is not None and {"target", "outcome"} & set(signal[1].split()):
        return True
    is_past = words.outcome_verb.fullmatch(token.text) and token.text not in words.words.not_verbs
    return bool(words.target_verb.fullmatch(token.text) or is_past)


def _unknown_end(words: Words, parts: Sequence[Token], index: int, limit: int) -> int:
    """Behind the word that is counted; adjectives before it belong to it."""
    while index < limit - 1 and words.words.head == "first" and words.modifier.fullmatch(parts[index].text):
        if parts[index + 1].kind != "word" or parts[index + 1].text in words.stops:
            break
        index += 1
    return index + 1


def _take(candidate: Candidate, meaning: str, last: int) -> None:
    unit, _, power = meaning.partition(":")
    candidate.notes.discard("power")
    candidate.unit, candidate.noun_last = unit, last
    if power:
        factor = Decimal(10) ** int(power)
        candidate.value *= factor
        if candidate.upper is not None:
            candidate.upper *= factor


def _only_describes(words: Words, parts: Sequence[Token], index: int, length: int, candidate: Candidate) -> bool:
    """Whether the noun only describes the next one: “300 school places”."""
    if words.words.head == "first" or candidate.unit in MEASURES or candidate.unit in DURATIONS:
        return False
    return length == 1 and words.bare.fullmatch(parts[index].text) is not None


def _is_times(parts: Sequence[Token], candidate: Candidate) -> bool:
    """“в 2,5 раза”, as opposed to “5 раз проводили”."""
    return any(parts[index].text in ("в", "во") for index in range(max(0, candidate.first - 3), candidate.first))


def _after_qualifier(words: Words, parts: Sequence[Token], candidate: Candidate) -> int:
    """Behind a qualifier that stands between number and noun: 8 мыңнан астам адам."""
    index = candidate.last
    if index < len(parts) and (meaning := words.after.at(parts, index)) is not None:
        candidate.qualifier = meaning[1]
        return index + meaning[0]
    if index < len(parts) and words.joints.get(parts[index].text) == "until":
        candidate.qualifier = "at_most"
        return index + 1
    return index


def is_secondary(parts: Sequence[Token], candidate: Candidate) -> bool:
    """Whether a figure only says more of the one before it: “18 schools for 12,600 pupils”, “60 km, or 12 roads”."""
    before = parts[max(0, candidate.first - 2) : candidate.first]
    return candidate.since > 0 and any(token.text in _WITH for token in before)


def _phrase_at(words: Words, parts: Sequence[Token], index: int, since: int) -> tuple[int, str] | None:
    """The noun at a token, or the phrase that ends with it: square metres."""
    if parts[index].kind != "word":
        return None
    if index > since and parts[index - 1].kind == "word":
        phrase = words.nouns.at(parts, index - 1)
        if phrase is not None and phrase[0] > 1:
            return phrase
    return words.nouns.at(parts, index)


def noun_before(words: Words, parts: Sequence[Token], candidate: Candidate, since: int, *, with_agents: bool) -> str:
    """The unit of a noun before the number, no farther than the number before it: “car sales: 150,000”.

    ``with_agents``: also of those who do something: “заводы нарастили сборку до 24 тыс.” counts no plants.
    """
    unit, has_verb = "", False
    while since and since < candidate.first and parts[since].kind == "word" and words.nouns.at(parts, since):
        since += 1  # “19 million square metres of housing (plan: 15)”: that noun belongs to the number before
    for index in range(candidate.first - 1, max(since, candidate.first - MOST_WORDS_BEFORE) - 1, -1):
        if parts[index].text == ";":
            break
        signal = words.signals.at(parts, index) if parts[index].kind == "word" else None
        if signal is not None and "share" in signal[1].split():
            break  # “individual houses made up 7.8 million”
        has_verb |= signal is not None and bool(_VERBS & set(signal[1].split()))
        noun = _phrase_at(words, parts, index, since)
        if noun is not None:
            name = noun[1].partition(":")[0]
            if parts[index].text.startswith(_OUTPUT) or (has_verb and not with_agents and name in _AGENTS):
                continue
            if name not in DURATIONS and name not in ("regions", "settlements"):
                unit = name
                break
    return unit
