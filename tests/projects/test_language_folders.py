"""What a language's folder says of itself, and what is refused."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from projects.language_folders import FOLDERS, LanguageFolder, read_folders
from projects.wording import amount, days, grammar, own_names, place_in_order, sector, spoken
from projects.wording.languages import Phrase, language

pytestmark = pytest.mark.once
INVENTED = LanguageFolder(
    "eo",
    "Esperantzo",
    "Made-up",
    "eo",
    "ltr",
    phrases={"by {}": "zis {}", "water": "akvzo"},
    nouns={"day": ("tagzo", "tagzoj"), "project": ("projektzo", "projektzoj")},
    place_of_form=lambda number: int(number != 1),
)


@pytest.fixture
def invented(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FOLDERS, "eo", INVENTED)


@pytest.mark.usefixtures("invented")
@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        (Phrase("by {}", "до {}", "мерзімі: {}"), "zis X"),
        (Phrase("from {}", "с {}", "{} бастап"), "from X"),
    ],
)
def test_phrase_is_that_of_the_folder_else_english(phrase: Phrase, text: str) -> None:
    assert phrase.text("eo", "X") == phrase.text("eo-XX", "X") == text


@pytest.mark.usefixtures("invented")
@pytest.mark.parametrize(
    ("written", "text"),
    [
        (days(1, "en"), "1 day"),
        (amount(1, "houses", "ru"), "1 дом"),
    ],
)
def test_languages_of_the_code_stay_as_they_are(written: str, text: str) -> None:
    assert written.replace("\u00a0", " ") == text


@pytest.mark.usefixtures("invented")
def test_nouns_follow_the_rule_of_the_folder() -> None:
    values = (Decimal(1), Decimal(2), Decimal("1.5"), Decimal(1500))
    written = [amount(value, "projects", "eo").replace("\u00a0", " ") for value in values]
    assert written == ["1 projektzo", "2 projektzoj", "1,5 projektzoj", "1 500 projektzoj"]
    assert amount(2, "houses", "eo").replace("\u00a0", " ") == "2 houses"


@pytest.mark.usefixtures("invented")
def test_what_the_record_has_columns_for_is_read_in_english() -> None:
    assert (language("eo"), grammar("eo"), grammar("ru"), language("xx")) == ("eo", "en", "ru", "en")
    assert spoken() == ("en", "ru", "kk", "eo")
    assert own_names()["eo"] == "Esperantzo"
    assert sector("water", "eo") == "akvzo"
    assert place_in_order("Alpha", "eo") == place_in_order("Alpha", "en")


@pytest.mark.parametrize(
    ("name", "about", "problem"),
    [
        pytest.param("eo", "name = ", "is not TOML", id="no TOML"),
        pytest.param("eo", "", "name is missing", id="no name"),
        pytest.param("eo", 'name = " "', "name is missing", id="an empty name"),
        pytest.param("eo", "name = 1", "name is missing", id="a number for a name"),
        pytest.param("Eo-x", 'name = "E"', "called as its code", id="no code"),
        pytest.param("eo", 'name = "E"\ncode = "ia"', "called as its code", id="another code"),
        pytest.param("eo", 'name = "E"\ndirection = "up"', "set it to ltr or rtl", id="a direction that is none"),
        pytest.param("xyz", 'name = "E"', "CLDR has no locale 'xyz'", id="a language that CLDR lacks"),
        pytest.param("ru", 'name = "E"', "is there already", id="a language of the code"),
    ],
)
def test_folder_that_cannot_be_used_is_refused(tmp_path: Path, name: str, about: str, problem: str) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "language.toml").write_text(about)
    with pytest.raises(ImproperlyConfigured, match=problem):
        read_folders([tmp_path], taken=("en", "ru", "kk"))


def test_folder_without_phrases_is_a_language_in_english(tmp_path: Path) -> None:
    (tmp_path / "tlh").mkdir()
    (tmp_path / "tlh" / "language.toml").write_text('name = "tlhIngan Hol"\nlocale = "en_GB"\n')
    (folder,) = read_folders([tmp_path])
    assert (folder.code, folder.english, folder.phrase("by {}")) == ("tlh", "tlhIngan Hol", "by {}")
    assert folder.noun(1, ("day", "days")) == "day"
