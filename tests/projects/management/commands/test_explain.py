"""The command explain: the arithmetic of a verdict on any day, in three languages, as text and as JSON."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories import OutcomeFactory, SourceFactory, TargetFactory, TerritoryFactory

pytestmark = pytest.mark.django_db

AT = datetime(2025, 1, 10, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def record(time_machine):
    time_machine.move_to(AT)
    pool = TargetFactory(id="pool")
    TargetFactory(id="pool-2", revises=pool, indicator=pool.indicator, value=200, announced=date(2024, 8, 1))
    OutcomeFactory(id="half", indicator=pool.indicator)
    OutcomeFactory(
        id="year",
        indicator=pool.indicator,
        value=170,
        period_end=date(2024, 12, 31),
        source=SourceFactory(published=date(2025, 1, 5)),
        recorded_at=datetime(2025, 1, 6, tzinfo=UTC),
    )
    astana = TerritoryFactory(id="kz-71", name="Astana", name_ru="Астана")
    OutcomeFactory(id="astana", indicator=pool.indicator, territory=astana)


def explained(*arguments):
    out = StringIO()
    call_command("explain", *arguments, stdout=out)
    return out.getvalue().replace("\u00a0", " ")


def test_every_step_is_a_numbered_sentence_with_its_rules():
    lines = explained("pool").splitlines()
    assert [line.split(".")[0] for line in lines] == [str(number) for number in range(1, len(lines) + 1)]
    assert all(line.endswith(").") and "(R" in line for line in lines)
    text = "\n".join(lines)
    assert "Actual: 170 projects, from one report (R2)." in text
    assert "Still missing: 200 − 170 = 30 (R7)." in text
    assert "Verdict: Missed (R11.6)." in text
    assert "the best choice with it covers 182 days, the one taken 366 days (R2)." in text
    assert "(Astana; the target is for Kazakhstan)" in text


@pytest.mark.parametrize("link", ["pool", "pool-2"])
def test_any_link_is_explained_by_its_chain(link):
    assert "(pool-2): 200 projects" in explained(link)


def test_earlier_day_is_explained_with_what_was_public_then():
    text = explained("pool", "--as-of", "2024-07-15")
    assert "(pool): 180 projects" in text
    assert "Expected by then: 180 × 182 ÷ 366 ≈ 89.508 (R7)." in text
    assert "year). Not counted: it was not public yet on the day of the verdict (R1)." in text


def test_known_at_leaves_out_what_was_recorded_later():
    text = explained("pool", "--known-at", "2025-01-05")
    assert "year)" not in text
    assert "Actual: 90 projects, from one report (R2)." in text


@pytest.mark.parametrize(
    ("language", "says"),
    [("en", "Verdict: Missed"), ("ru", "Вывод: Не достигнуто"), ("kk", "Қорытынды: Орындалмады")],
)
def test_languages(language, says):
    assert says in explained("pool", "--language", language)


def test_json_has_code_rules_and_text():
    explanation = json.loads(explained("pool", "--format", "json", "--language", "ru"))
    assert (explanation["target"], explanation["as_of"], explanation["language"]) == ("pool-2", "2025-01-10", "ru")
    assert all(list(step) == ["code", "rules", "text"] for step in explanation["explanation"])
    by_code = {step["code"]: step for step in explanation["explanation"]}
    assert by_code["shortfall"]["rules"] == ["R7"]
    assert by_code["shortfall"]["text"] == "Не хватает: 200 − 170 = 30 (R7)."
    assert "Астана" in by_code["report_other_territory"]["text"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nothing"], "no target “nothing”"),
        (["pool", "--as-of", "2024-13-01"], "--as-of: “2024-13-01” is not a date"),
        (["pool", "--as-of", "2023-01-01"], "Nothing of “pool” had been announced by 2023-01-01."),
        (["pool", "--known-at", "soon"], "--known-at: “soon” is not a moment"),
        (["pool", "--known-at", "2023-01-01"], "among what was recorded by 2023-01-01"),
    ],
)
def test_what_cannot_be_explained_is_said(arguments, says):
    with pytest.raises(CommandError, match=says):
        explained(*arguments)
