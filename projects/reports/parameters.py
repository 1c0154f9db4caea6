"""Query strings: declared once, read in one place, documented from the same declaration.

The pages and the API declare their parameters as ``Parameter`` rows and call ``read``; the API's schema
and its documentation are made from the same rows, so all three agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Protocol

from django.db.models import Model
from django.utils.translation import gettext as _

from projects.models import RenamedId
from projects.models.fields import validate_public_id
from projects.reading import read_day

MAX_TEXT = 200
MAX_PAGE = 1_000_000
MAX_PAGE_SIZE = 500
EARLIEST = datetime(1, 1, 1, tzinfo=UTC)
LATEST = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})")
_WHOLE = re.compile(r"[0-9]{1,18}")


class Kind(StrEnum):
    TEXT = "text"
    DATE = "date"
    MOMENT = "moment"
    FLAG = "flag"
    CHOICE = "choice"
    WHOLE = "whole"
    REFERENCE = "reference"
    MEMBERS = "members"


@dataclass(frozen=True)
class Parameter:
    """One parameter of a query string.

    ``model`` is what a reference names; ``maximum`` bounds a whole number, or the length of a text. ``choices`` of
    members are all their names, those of objects with dots; the value is a tuple of names.
    """

    name: str
    kind: Kind
    about: str
    choices: tuple[str, ...] = ()
    repeatable: bool = False
    model: type[Model] | None = None
    maximum: int | None = None


@dataclass(frozen=True)
class Problem:
    """What is wrong with one parameter, and the way out."""

    parameter: str
    detail: str


class BadParametersError(Exception):
    """A query string that cannot be answered.

    ``unknown_things`` is true when every value is well formed and some name things that are not in the
    record: an answer of 404 rather than 400.
    """

    def __init__(self, problems: Sequence[Problem], *, unknown_things: bool = False) -> None:
        super().__init__("; ".join(f"{problem.parameter}: {problem.detail}" for problem in problems))
        self.problems = tuple(problems)
        self.unknown_things = unknown_things


class QueryString(Protocol):
    """What ``request.GET`` offers."""

    def __iter__(self) -> Any: ...

    def getlist(self, key: str) -> list[str]: ...


PAGING = (
    Parameter("page", Kind.WHOLE, "Which page, counted from 1.", maximum=MAX_PAGE),
    Parameter("page_size", Kind.WHOLE, f"Entries on a page, at most {MAX_PAGE_SIZE}.", maximum=MAX_PAGE_SIZE),
)
AS_OF = Parameter("as_of", Kind.DATE, "What was known on that day (rule R1).")
RECORDED_AFTER = Parameter(
    "recorded_after", Kind.MOMENT, "Only what was recorded in this tracker after that moment, to the microsecond."
)
SEARCH = Parameter(
    "search", Kind.TEXT, "Words that must all be found, in any of the three languages; the first eight count."
)


def read_parameters(
    declared: Iterable[Parameter], given: QueryString, *, blank_is_absent: bool = False, look_up: bool = True
) -> dict[str, Any]:
    """Values of the parameters that are present, by name; repeatable ones are tuples.

    ``blank_is_absent`` is for forms, which send every field. Without ``look_up`` references are not checked. Raises
    ``BadParametersError`` naming each parameter that is unknown, repeated, malformed or names something unknown.
    """
    by_name = {parameter.name: parameter for parameter in declared}
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    for name in given:
        texts = [text for text in given.getlist(name) if text or not blank_is_absent]
        if not texts:
            continue
        try:
            values[name] = _read_one(by_name, name, texts)
        except ValueError as error:
            problems.append(Problem(name, str(error)))
    if problems:
        raise BadParametersError(problems)
    unknown = _unknown_things(by_name, values) if look_up else []
    if unknown and _follow_renames(by_name, values):
        unknown = _unknown_things(by_name, values)
    if unknown:
        raise BadParametersError(unknown, unknown_things=True)
    return values


def _read_one(by_name: Mapping[str, Parameter], name: str, texts: list[str]) -> Any:
    parameter = by_name.get(name)
    if parameter is None:
        raise ValueError(_("There is no such parameter; known here: %s.") % ", ".join(sorted(by_name)))
    if parameter.kind is Kind.MEMBERS:
        return _members(",".join(texts), parameter.choices)
    if parameter.repeatable:
        return tuple(dict.fromkeys(_value(parameter, text) for text in texts))
    if len(texts) > 1:
        raise ValueError(_("Give it once; it was given %d times.") % len(texts))
    return _value(parameter, texts[0])


def _value(parameter: Parameter, text: str) -> Any:
    match parameter.kind:
        case Kind.DATE:
            return _date(text)
        case Kind.MOMENT:
            return _moment(text)
        case Kind.WHOLE:
            return _whole(text, parameter.maximum)
        case Kind.FLAG:
            return _choice(text, ("true", "false")) == "true"
        case Kind.CHOICE:
            return _choice(text, parameter.choices)
        case _:
            return _id(text) if parameter.kind is Kind.REFERENCE else _text(text, parameter.maximum or MAX_TEXT)


def _choice(text: str, choices: tuple[str, ...]) -> str:
    if text not in choices:
        raise ValueError(_("“%s” is none of: %s.") % (_short(text), ", ".join(choices)))
    return text


def _members(text: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The names between commas, each once."""
    if not text:
        raise ValueError(_("It is empty; leave it out instead."))
    wanted = dict.fromkeys(text.split(","))
    if unknown := [name for name in wanted if name not in names]:
        prefix = unknown[0].rpartition(".")[0]
        beside = [name for name in names if name.rpartition(".")[0] == prefix] if prefix in names else []
        beside = beside or [name for name in names if "." not in name]
        raise ValueError(_("There is no member “%s”; there are: %s.") % (_short(unknown[0]), ", ".join(beside)))
    return tuple(wanted)


def _id(text: str) -> str:
    if len(text) > MAX_TEXT or not re.match(validate_public_id.regex, text):
        raise ValueError(_("“%s” is not an id: lower-case letters, digits and single hyphens.") % _short(text))
    return text


def _date(text: str) -> date:
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    match [reading.first.isoformat() for reading in read_day(text).readings]:
        case [day]:
            raise ValueError(_("“%(text)s” is written %(day)s here.") % {"text": _short(text), "day": day})
        case [day, other]:
            either = {"text": _short(text), "day": day, "other": other}
            raise ValueError(_("“%(text)s” can be %(day)s or %(other)s: write the one that is meant.") % either)
    raise ValueError(_("“%s” is not a date; write it as 2026-01-31.") % _short(text))


def _moment(text: str) -> datetime:
    if _MOMENT.fullmatch(text):
        try:
            moment = datetime.fromisoformat(text.upper())
        except ValueError:
            pass
        else:
            return _in_utc(moment)
    raise ValueError(
        _("“%s” is not a moment; write it as 2026-01-31T12:00:00Z (a plus sign is written %%2B).") % _short(text)
    )


def _in_utc(moment: datetime) -> datetime:
    """The moment in UTC. A moment that its offset moves beyond the calendar becomes the end of the calendar."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return EARLIEST if moment.year == 1 else LATEST


def _whole(text: str, maximum: int | None) -> int:
    number = int(text) if _WHOLE.fullmatch(text) else 0
    if number < 1 or (maximum is not None and number > maximum):
        raise ValueError(_("“%s” is not a whole number from 1 to %d.") % (_short(text), maximum or 10**18))
    return number


def _text(text: str, longest: int) -> str:
    if not text:
        raise ValueError(_("It is empty; leave it out instead."))
    if len(text) > longest:
        raise ValueError(_("It is longer than %d characters.") % longest)
    if "\x00" in text:
        raise ValueError(_("It contains the character NUL, which no text of the record has."))
    return text


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"


def _follow_renames(by_name: Mapping[str, Parameter], values: dict[str, Any]) -> bool:
    """Replaces former ids by present ones; returns whether there were any. A query for each reference."""
    followed = False
    for name, value in values.items():
        model = by_name[name].model
        if model is None:
            continue
        given = value if isinstance(value, tuple) else (value,)
        new_ids = RenamedId.objects.current(str(model._meta.model_name), given)
        if new_ids:
            renamed = tuple(dict.fromkeys(new_ids.get(id, id) for id in given))
            values[name] = renamed if isinstance(value, tuple) else renamed[0]
            followed = True
    return followed


def _unknown_things(by_name: Mapping[str, Parameter], values: Mapping[str, Any]) -> list[Problem]:
    """The references to things that do not exist. One query for each given reference."""
    problems = []
    for name, value in values.items():
        model = by_name[name].model
        if model is None:
            continue
        wanted = set(value) if isinstance(value, tuple) else {value}
        existing = set(model._default_manager.filter(pk__in=wanted).values_list("pk", flat=True))
        problems += [
            Problem(name, _("There is no %s “%s” in the record.") % (model._meta.verbose_name, missing))
            for missing in sorted(wanted - existing)
        ]
    return problems
