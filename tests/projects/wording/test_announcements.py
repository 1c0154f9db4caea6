"""What an editor reads beside a promise: each proposal's reason and what the promise means, in three languages."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from projects import wording

START, END = date(2027, 1, 1), date(2027, 12, 31)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Only what is reported for its time (2027) counts; what is missing then is missed for good."),
        (
            "ru",
            "Считается только то, что сообщено за срок (2027 г.); чего тогда не хватит, то не выполнено окончательно.",
        ),
        ("kk", "Тек осы мерзімде (2027 ж.) болғаны есептеледі; сонда жетпегені біржола орындалмаған болып қалады."),
    ],
)
def test_sum_within_a_year(lang, text):
    assert wording.counting("sum", "within_period", lang, start=START, deadline=END) == text


@pytest.mark.parametrize("lang", wording.LANGUAGES)
def test_each_kind_of_promise_means_something_else(lang):
    kinds = list(product(("sum", "level", "milestone"), ("within_period", "by_deadline")))
    texts = {wording.counting(*kind, lang, start=START, deadline=END) for kind in kinds}
    texts.add(wording.counting("sum", "within_period", lang, start=START, deadline=END, is_ceiling=True))
    texts |= {wording.counting(accumulation, "by_deadline", lang) for accumulation in ("sum", "level", "milestone")}
    assert len(texts) == 10
    assert not any("{" in text for text in texts)


def test_open_beginning_is_shown_open():
    assert "(… – 31 December 2027)" in wording.counting("sum", "within_period", "en", deadline=END)
    assert "(1 January 2027 – …)" in wording.counting("sum", "by_deadline", "en", start=START)


@pytest.mark.parametrize("lang", wording.LANGUAGES)
def test_reason_names_the_word_it_was_found_by(lang):
    assert "built" in wording.proposal_reason("sum", "built", lang)
    assert wording.proposal_reason("usual", "", lang)


def test_what_has_no_verdict_says_why():
    assert wording.not_assessable(has_unit=True, lacks_baseline=False, lang="en") == ""
    assert "unit" in wording.not_assessable(has_unit=False, lacks_baseline=False, lang="en")
    assert "earlier value" in wording.not_assessable(has_unit=False, lacks_baseline=True, lang="en")
