"""What the record holds for a figure, and why it belongs to an indicator, in three languages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest

from projects import wording
from projects.wording.held_figures import RELATIONS
from projects.wording.languages import LANGUAGES


@dataclass(frozen=True)
class Claim:
    relation: str = "restates"
    kind: str = "target"
    basis: str = "absolute"
    qualifier: str = "exactly"
    value: Decimal | None = Decimal("1300000000000")
    upper_value: Decimal | None = None
    start: date | None = date(2031, 1, 1)
    end: date | None = date(2031, 12, 31)
    published: date | None = date(2031, 2, 5)
    publisher: str = "Gazette"
    changes: tuple[str, ...] = ()
    now: Decimal | None = None


@dataclass(frozen=True)
class Read:
    value: Decimal = Decimal("1500000000000")
    upper_value: Decimal | None = None
    qualifier: str = "exactly"
    period_end: date | None = date(2031, 12, 31)


MONEY = Claim()
REVISED = replace(MONEY, relation="revises", changes=("raised",))
PUT_OFF = replace(MONEY, relation="revises", start=None, changes=("postponed",))
GROWTH = replace(MONEY, relation="disagrees", kind="outcome", basis="percent_change", value=Decimal("4.5"))


@pytest.mark.parametrize(
    ("claim", "read", "lang", "sentence"),
    [
        (
            MONEY, Read(), "en",
            "Restates what is promised: 1.3 trillion tenge, in 2031 (Gazette, 5 February 2031). "
            "There is nothing to enter.",
        ),
        (REVISED, Read(), "en", "Revises 1.3 trillion tenge → 1.5 trillion tenge: raised."),
        (REVISED, Read(), "ru", "Меняет 1,3 трлн тенге → 1,5 трлн тенге: повышено."),
        (REVISED, Read(), "kk", "Өзгереді: 1,3 трлн теңге → 1,5 трлн теңге. Көтерілді."),
        (PUT_OFF, Read(period_end=date(2033, 12, 31)), "en", "Revises 31 December 2031 → 31 December 2033: postponed."),
        (
            PUT_OFF, Read(period_end=date(2033, 12, 31)), "ru",
            "Меняет 31 декабря 2031 г. → 31 декабря 2033 г.: срок перенесён на более поздний.",
        ),
        (
            replace(MONEY, relation="restates_earlier", now=Decimal("1500000000000")), Read(), "en",
            "Restates an earlier announcement: 1.3 trillion tenge, in 2031 (Gazette, 5 February 2031). "
            "Now it is 1.5 trillion tenge. There is nothing to enter.",
        ),
        (
            replace(MONEY, relation="restates_report", kind="outcome", publisher=""), Read(), "ru",
            "Уже сообщалось: 1,3 трлн тенге, 2031 г. (5 февраля 2031 г.). Записывать нечего.",
        ),
        (GROWTH, Read(), "en", "Disagrees with what is recorded: +4.5%, 2031 (Gazette, 5 February 2031)."),
        (replace(MONEY, relation="new", kind=""), Read(), "kk", "Жаңа: осы уақыт үшін жазбада ештеңе жоқ."),
    ],
)  # fmt: skip
def test_sentence(claim: Claim, read: Read, lang: str, sentence: str) -> None:
    assert wording.held(claim, read, "KZT", lang).replace("\xa0", " ") == sentence


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("relation", RELATIONS)
def test_every_relation_has_a_label_and_a_sentence(relation: str, lang: str) -> None:
    assert wording.relation(relation, lang)
    kinds = ("",) if relation in ("new", "other") else ("target", "outcome")
    for kind in kinds:
        for claim in (MONEY, replace(MONEY, end=None, start=None), replace(MONEY, published=None, publisher="")):
            text = wording.held(replace(claim, relation=relation, kind=kind), Read(), "KZT", lang)
            assert text.endswith((".", "?"))
            assert ".." not in text
            assert "{" not in text


@pytest.mark.parametrize(
    ("code", "words", "lang", "text"),
    [
        ("words", ("social", "housing"), "en", "words: social, housing"),
        ("unit", ("KZT",), "ru", "единица: тенге"),
        ("unit", ("projects",), "kk", "өлшем бірлігі: жобалар"),
        ("place", ("Шымкент",), "ru", "место: Шымкент"),
        ("value", (), "en", "the record has this very figure"),
    ],
)
def test_reason(code: str, words: tuple[str, ...], lang: str, text: str) -> None:
    assert wording.match_reason(code, words, lang) == text
