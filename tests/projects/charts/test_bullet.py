"""The bullet: what was done, what was expected by then, the target; in a row, in a mail, in words."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from projects.charts import bullet, bullet_alt, bullet_png
from projects.charts.bullet import WIDTH, Progress, bullet_shapes, progress
from projects.charts.drawing import Box

from .pixels import pixels

NONE = dict.fromkeys(("percent_achieved", "pace", "expected", "shortfall", "actual", "resolved_value"))
D = Decimal
TARGET = D(180)


def verdict(status: str = "on_track", **figures: str) -> dict:
    return {**NONE, "status": status, **figures}


@pytest.mark.parametrize(
    ("assessment", "value", "done", "expected"),
    [
        pytest.param(verdict(actual="90", percent_achieved="0.5", pace="0.625"), TARGET, "0.5", "0.8", id="sum"),
        pytest.param(verdict(actual="6", percent_achieved="-0.5", pace="-1"), D(2), "-0.5", "0.5", id="moving away"),
        pytest.param(
            verdict(actual="0", percent_achieved="0", pace="0", expected="45", shortfall="180"), TARGET, "0", "0.25",
            id="nothing done, much expected",
        ),
        pytest.param(verdict(actual="60", pace="1.2"), D(100), "0.6", "0.72", id="ceiling: the part used up"),
        pytest.param(verdict(actual="94.5"), D(90), "1.05", None, id="promise to hold"),
        pytest.param(verdict(actual="500", resolved_value="1000"), D(5), "0.5", None, id="fivefold, start known"),
        pytest.param(verdict("no_data"), TARGET, None, None, id="nothing reported"),
    ],
)  # fmt: skip
def test_bullet_sets_what_was_done_against_what_was_promised(
    assessment: dict, value: Decimal, done: str | None, expected: str | None
) -> None:
    seen = progress(assessment, value)
    assert seen is not None
    assert seen.done == (done and D(done))
    assert seen.expected == (expected and D(expected))


@pytest.mark.parametrize(
    ("assessment", "value"),
    [
        (verdict("not_assessable"), TARGET),
        (verdict("no_data"), None),
        (verdict("withdrawn"), TARGET),
        (verdict(actual="-3"), D(0)),
        (verdict(actual="-3"), D(-5)),
    ],
)
def test_nothing_is_drawn_where_there_is_no_scale(assessment: dict, value: Decimal | None) -> None:
    assert bullet(assessment, value, "en") == ""
    assert bullet_png(assessment, value, "en") == b""
    assert bullet_alt(assessment, value, "en") == ""


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "50% of the way; 80% expected by then"),
        ("ru", "Пройдено 50 % пути к цели; к этой дате ожидалось 80 %"),
        ("kk", "Мақсатқа жолдың 50 % өтілді; осы күнге қарай күтілгені – 80 %"),
    ],
)
def test_bullet_is_told_in_words(lang: str, words: str) -> None:
    assessment = verdict(actual="90", percent_achieved="0.5", pace="0.625")
    assert bullet_alt(assessment, TARGET, lang).replace("\xa0", " ") == words
    assert f"<title>{bullet_alt(assessment, TARGET, lang)}</title>" in bullet(assessment, TARGET, lang)


@pytest.mark.parametrize("share", ["-0.5", "0", "0.0001", "0.5", "1", "1.19", "1.21", "999999999999"])
def test_bullet_stays_within_its_frame(share: str) -> None:
    for expected in ("-0.2", "0.01", "1", "7"):
        for shape in bullet_shapes(Progress(D(share), D(expected), of_way=True), "on_track"):
            if isinstance(shape, Box):
                assert 0 <= shape.x <= shape.x + shape.width <= WIDTH
            else:
                x = float(re.match(r"M([\d.]+)", shape.d)[1])
                assert 0 <= x <= WIDTH


def test_bullet_of_a_mail_is_a_small_picture_with_bar_target_and_expectation() -> None:
    data = bullet_png(verdict("off_track", actual="90", percent_achieved="0.5", pace="0.625"), TARGET, "kk")
    picture = pixels(data)
    assert (picture.width, picture.height) == (480, 56)
    assert len(data) <= 3000
    red, ink, track, paper = (0xA8, 0x23, 0x1C), (0x1C, 0x1D, 0x1F), (0xDC, 0xD8, 0xCF), (0xFC, 0xFB, 0xF8)
    assert picture.at(100, 28) == red
    assert picture.at(300, 28) == track
    assert picture.at(400, 10) == ink, "the target"
    assert picture.at(320, 50) == ink, "what was expected"
    assert picture.at(300, 2) == paper


def test_bullet_further_than_its_scale_or_back_says_so() -> None:
    assert "beyond" in bullet(verdict("achieved", percent_achieved="3", actual="540"), TARGET, "en")
    assert "beyond" not in bullet(verdict("achieved", percent_achieved="1.2", actual="216"), TARGET, "en")
    back = bullet(verdict("off_track", percent_achieved="-0.1", actual="1"), TARGET, "en")
    assert '<path class="bar-bad"' in back
    assert '<rect class="bar-bad"' not in back
