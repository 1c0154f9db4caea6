"""The steps of an explanation as sentences: each names its numbers and the rules that it applies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import ROUND_CEILING, Decimal, localcontext
from functools import cached_property
from string import Formatter
from typing import Any, Protocol, cast

from . import codes, results
from .amounts import unit_name
from .claims import in_terms, stated
from .dates import by, day, days, period, within
from .isolation import isolated
from .kazakh import Case, in_case
from .languages import Phrase, in_words, language
from .step_phrases import REPORTS, STEPS

REPORT = "report_"
NONE = "–"
_ABBREVIATED = ("г.", "ж.")  # their full stop ends the sentence too
_REPORT_HEAD = Phrase(*["{publisher}, {published:day}: {claim} ({period}; {report}). "] * 3)
_NO_DATE = Phrase("no date named", "срок не назван", "мерзімі аталмаған")
_MISSING = Phrase("; missing: {}", "; не хватает: {}", "; жетпейді: {}")
_UNCHANGED = "unchanged"


class ExplainedStep(Protocol):
    """A step of ``comparison.explaining``."""

    @property
    def code(self) -> str: ...
    @property
    def rules(self) -> tuple[str, ...]: ...
    @property
    def values(self) -> Mapping[str, Any]: ...


def explained(step: ExplainedStep, unit: str, terms: str, lang: str, places: Mapping[str, str] | None = None) -> str:
    """A step as a sentence that ends with its rules: ``Pace: 46,000 ÷ 52,896 ≈ 0.870 (R7).``

    ``unit`` and ``terms`` are those of the explanation; ``places`` has the names of territories by id.
    """
    code = language(lang)
    sentence = _phrase(step.code, code)
    with localcontext(results.WIDE):
        text = _Writer(sentence, step.values, unit, terms, code, places or {}).written()
    for abbreviated in _ABBREVIATED:
        text = text.replace(f"{abbreviated}.", abbreviated)
    text = text.strip()
    return f"{text if text.endswith(_ABBREVIATED) else text.removesuffix('.')} ({', '.join(step.rules)})."


def _phrase(step: str, code: str) -> str:
    if step.startswith(REPORT):
        return _REPORT_HEAD.text(code) + in_words(REPORTS, step.removeprefix(REPORT), code)
    return in_words(STEPS, step, code)


class _Writer(Formatter):
    """Fills a sentence with the values of a step, or with what ``TOGETHER`` makes of several values."""

    def __init__(
        self, sentence: str, values: Mapping[str, Any], unit: str, terms: str, lang: str, places: Mapping[str, str]
    ) -> None:
        self.sentence, self.values, self.lang, self.places = sentence, values, lang, places
        self.unit, self.terms = unit, terms

    def written(self) -> str:
        return self.vformat(self.sentence, (), {})

    def _written_as(self, way: str) -> Iterator[Decimal]:
        """The values that the sentence writes in one of the ``WAYS``."""
        for _text, name, spec, _conversion in self.parse(self.sentence):
            value = self.values.get(name) if name and spec == way else None
            if value is not None:
                yield from map(Decimal, value if isinstance(value, tuple) else (value,))

    @cached_property
    def exact_terms(self) -> bool:
        """Whether all terms of the sentence's formula are printed with all their digits."""
        numbers = (*self._written_as("n"), *self._written_as("sum"))
        return all(map(results.is_exact, numbers)) and all(map(results.is_exact_share, self._written_as("bareshare")))

    @cached_property
    def comparison(self) -> dict[Decimal, Decimal]:
        """The numbers that the sentence compares → as printed."""
        return results.compared(self._written_as("c"))

    def get_value(self, key: int | str, args: Any, kwargs: Any) -> Any:
        name = str(key)
        return self.values[name] if name in self.values and name not in TOGETHER else TOGETHER[name](self)

    def format_field(self, value: Any, format_spec: str) -> str:
        if value is None:
            return NONE
        way, _plus, case = format_spec.partition("+")
        text = WAYS[way](self, value) if way else isolated(str(value))
        return in_case(text, cast(Case, case)) if case else text


def _number(write: Callable[[Decimal, str], str]) -> Callable[[_Writer, Any], str]:
    return lambda writer, value: write(Decimal(value), writer.lang)


def _result(write: Callable[[Decimal, str, bool], str]) -> Callable[[_Writer, Any], str]:
    return lambda writer, value: write(Decimal(value), writer.lang, writer.exact_terms)


def _compared(writer: _Writer, value: Any) -> str:
    return results.in_brackets(writer.comparison[Decimal(value)], writer.lang)


def _rounded_up(writer: _Writer, value: Any) -> str:
    """A number of days: the result of the printed terms, rounded up."""
    elapsed, goal, actual = (results.calculated(Decimal(writer.values[name])) for name in ("elapsed", "goal", "actual"))
    is_so = bool(actual) and (elapsed * goal / actual).to_integral_value(ROUND_CEILING) == value
    return results.result(Decimal(value), writer.lang, is_so)


def _from(table: dict[str, Phrase]) -> Callable[[_Writer, Any], str]:
    return lambda writer, value: in_words(table, value, writer.lang)


def _each(table: dict[str, Phrase]) -> Callable[[_Writer, Any], str]:
    return lambda writer, value: ", ".join(in_words(table, code, writer.lang) for code in value)


WAYS: dict[str, Callable[[_Writer, Any], str]] = {
    "n": _number(results.bare),
    "c": _compared,
    "eq": _result(results.result),
    "up": _rounded_up,
    "ratio": _result(results.ratio_result),
    "bareratio": _number(results.bare_ratio),
    "share": _result(results.share_result),
    "bareshare": _number(results.bare_share),
    "percent": _result(results.percent_result),
    "barepercent": _number(results.bare_percent),
    "amount": lambda writer, value: in_terms(results.calculated(value), writer.terms, writer.unit, writer.lang),
    "day": lambda writer, value: day(value, writer.lang),
    "days": lambda writer, value: days(value, writer.lang),
    "year": lambda writer, value: str(value),
    "unit": lambda writer, value: unit_name(value, writer.lang) or NONE,
    "place": lambda writer, value: isolated(writer.places.get(value, value)),
    "ids": lambda writer, value: ", ".join(value),
    "sum": lambda writer, value: " + ".join(results.bare(piece, writer.lang) for piece in value),
    "points": lambda writer, value: "; ".join(
        f"{day(on, writer.lang)} – {results.bare(point, writer.lang)}" for on, point in value
    ),
    "status": _from(codes.STATUSES),
    "compound": _from(codes.COMPOUND_CATEGORIES),
    "statuses": _each(codes.STATUSES),
    "changes": lambda writer, value: _each(codes.CHANGES)(writer, value or (_UNCHANGED,)),
    "missing": lambda writer, value: _listed(writer, _each(codes.MEASURABILITY)(writer, value)),
}


def _listed(writer: _Writer, missing: str) -> str:
    return _MISSING.text(writer.lang, missing) if missing else ""


def _claim(writer: _Writer, *, promised: bool) -> str:
    values = writer.values
    return stated(
        basis=values["basis"],
        qualifier=values["qualifier"],
        value=values["value"],
        upper=values["upper_value"],
        unit=values["unit"],
        lang=writer.lang,
        promised=promised,
        compared_with=None if promised else (values["compared_with_start"], values["compared_with_end"]),
    )


def _when(writer: _Writer) -> str:
    start, deadline = writer.values["window_start"], writer.values["deadline"]
    if deadline is None:
        return _NO_DATE.text(writer.lang)
    if writer.values["timing"] == "within_period" and start is not None:
        return within(start, deadline, writer.lang)
    return by(deadline, writer.lang)


def _timing(writer: _Writer) -> str:
    return (
        in_words(codes.TIMINGS, writer.values["timing"], writer.lang) if writer.values["deadline"] is not None else ""
    )


def _period(writer: _Writer) -> str:
    values = writer.values
    return period(values["start"], values["end"], writer.lang)


def _of_period(writer: _Writer) -> str:
    start, end = writer.values["start"], writer.values["end"]
    return f" ({period(start, end, writer.lang)})" if isinstance(end, date) else ""


def _reasons(writer: _Writer) -> str:
    sentences = [in_words(codes.REASONS, reason, writer.lang) for reason in writer.values["reasons"]]
    return ". " + " ".join(sentences) if sentences else ""


def _first_figures(writer: _Writer) -> str:
    percent = writer.values["percent"]
    return "" if percent is None else f", {results.bare_percent(percent, writer.lang)}"


def _no_growth(writer: _Writer) -> str:
    reason, category = writer.values["reason"], writer.values["category"]
    if reason is not None:
        return in_words(codes.COMPOUND_REASONS, reason, writer.lang)
    return in_words(codes.COMPOUND_CATEGORIES, category or "met", writer.lang)


TOGETHER: dict[str, Callable[[_Writer], str]] = {
    "promise": lambda writer: _claim(writer, promised=True),
    "claim": lambda writer: _claim(writer, promised=False),
    "when": _when,
    "timing": _timing,
    "period": _period,
    "of_period": _of_period,
    "reasons": _reasons,
    "first_figures": _first_figures,
    "no_growth": _no_growth,
}
