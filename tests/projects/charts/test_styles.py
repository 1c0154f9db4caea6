"""Pages and files share their styles, and the fonts have every letter."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from projects import wording
from projects.charts import letters
from projects.charts.styles import COLOURS, ROLES, STYLESHEET, stylesheet

SITE = STYLESHEET.with_name("site.css")
ROOT = Path(wording.__file__).parent.parent


def test_stylesheet_has_the_roles_as_they_are_specified() -> None:
    written = STYLESHEET.read_text(encoding="utf-8")
    assert written == stylesheet(written), "run python -m projects.charts"


def test_pictures_that_stand_alone_have_the_light_colours_of_the_pages() -> None:
    light = SITE.read_text(encoding="utf-8").split("@media")[0]
    on_pages = dict(re.findall(r"(--[\w-]+): (#[0-9a-f]+)", light))
    assert {name: on_pages[name] for name in COLOURS} == COLOURS


def test_roles_name_no_colour_that_the_dark_scheme_could_not_change() -> None:
    for role, style in ROLES.items():
        for name in ("fill", "stroke", "color"):
            assert style.get(name, "none") in {"none", "currentColor", *COLOURS}, role


@pytest.mark.parametrize(
    "word", ["əғқңөұүһі".replace("ə", "ә"), "ӘҒҚҢӨҰҮҺІ", "Ёёйщъы", "0123456789", "−–—…→≥≤«»“”₸%  "]
)
def test_letters_of_the_three_languages_are_in_the_font(word: str) -> None:
    assert set(word) - _drawable() == set()


def test_every_word_of_the_interface_can_be_drawn() -> None:
    texts = [file.read_text(encoding="utf-8") for file in (ROOT / "wording").glob("*.py")]
    texts += [file.read_text(encoding="utf-8") for file in ROOT.glob("locale/*/LC_MESSAGES/django.po")]
    assert len(texts) > 10
    assert set("".join(texts)) - _drawable() - {"\n", "\t"} == set()


def _drawable() -> set[str]:
    """The letters that both font files have."""
    return set.intersection(*(set(map(chr, TTFont(path).getBestCmap())) for path in letters.FILES.values()))


def test_words_are_measured_cut_and_wrapped() -> None:
    assert letters.width("888", 10) == pytest.approx(3 * letters.width("0", 10))
    assert letters.width("Жоба", 13, 600) > letters.width("Жоба", 13)
    assert letters.cut("Projects launched", 13, 200) == "Projects launched"
    short = letters.cut("Projects launched", 13, 60)
    assert short.endswith("…")
    assert letters.width(short, 13) <= 60
    assert letters.wrapped("one two three", 10, letters.width("one two", 10)) == ["one two", "three"]
    assert all(letters.width(letter, 10) <= 60 for letter in letters.wrapped("слово " * 40, 10, 60, lines=3))
    assert len(letters.wrapped("слово " * 40, 10, 60, lines=3)) == 3


WIDTHS = [
    ("0123456789", 4970, 5130),
    ("Promised by 31 December 2030", 13090, 13434),
    ("Қазақстан әңгіме ұғым һәм", 11944, 12283),
    ("“ё” — № 1 %", 5162, 5356),
    ("漢", 1000, 1000),
]


@pytest.mark.parametrize(("text", "regular", "semibold"), WIDTHS)
def test_width_is_the_sum_of_the_advances_in_the_font_file(text: str, regular: int, semibold: int) -> None:
    assert letters.width(text, 1000) == pytest.approx(regular)
    assert letters.width(text, 1000, 600) == pytest.approx(semibold)


def test_font_files_are_read_only_when_a_picture_is_drawn() -> None:
    program = "import sys, projects.charts.letters; sys.exit('fontTools' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
