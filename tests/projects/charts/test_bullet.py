"""The bullet: what was done, what was expected by then, the target; in a row, in a mail, in words."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from projects.charts import bullet, bullet_alt, bullet_png
from projects.charts.bullet import WIDTH, Progress, bullet_shapes, progress
from projects.charts.drawing import Box
from projects.charts.styles import ON_ANY_GROUND, TONES

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
        ("kk", "Мақсатқа апаратын жолдың 50 %-ы өтілді; осы күнге қарай күтілгені – 80 %"),
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
    red, ink = (0xD9, 0x53, 0x4B), (0x55, 0x59, 0x5F)
    assert picture.at(100, 28) == red
    assert picture.alpha(100, 28) == 255
    assert 80 < picture.alpha(300, 28) < 128, "the track lets the ground through"
    assert picture.at(400, 10) == ink, "the target"
    assert picture.at(320, 50) == ink, "what was expected"
    assert picture.alpha(300, 2) == 0, "on a dark ground there is no bright block"


@pytest.mark.parametrize("ground", [(0xFF, 0xFF, 0xFF), (0x22, 0x22, 0x20)], ids=["light", "dark"])
@pytest.mark.parametrize("name", [f"--{tone}" for tone in TONES])
def test_colours_of_a_mail_are_seen_on_a_light_and_on_a_dark_ground(name: str, ground: tuple[int, ...]) -> None:
    """WCAG 1.4.11: what carries meaning has a contrast of 3 to 1."""
    red, green, blue = bytes.fromhex(ON_ANY_GROUND[name][1:])
    lighter, darker = sorted((luminance((red, green, blue)), luminance(ground)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 3


def luminance(colour: tuple[int, ...]) -> float:
    shares = [part / 255 for part in colour]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_bullet_further_than_its_scale_or_back_says_so() -> None:
    assert "beyond" in bullet(verdict("achieved", percent_achieved="3", actual="540"), TARGET, "en")
    assert "beyond" not in bullet(verdict("achieved", percent_achieved="1.2", actual="216"), TARGET, "en")
    back = bullet(verdict("off_track", percent_achieved="-0.1", actual="1"), TARGET, "en")
    assert '<path class="bar-bad"' in back
    assert '<rect class="bar-bad"' not in back
