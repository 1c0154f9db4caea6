"""Every code of the method and of the record has its words in all three languages."""

from __future__ import annotations

import pytest

from projects import wording
from projects.comparison import figures, statuses
from projects.models.assessment import Status
from projects.models.indicator import Indicator
from projects.models.organisation import Organisation
from projects.models.project import ProjectEvent
from projects.models.recorded import Basis, Qualifier
from projects.models.source import Source
from projects.models.target import Target
from projects.wording import codes
from projects.wording.languages import LANGUAGES, Phrase, language
from projects.wording.sectors import SECTORS
from projects.wording.units import PLURAL_LABELS, UNITS

TABLES = {"SECTORS": SECTORS} | {name: table for name, table in vars(codes).items() if name.isupper()}


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("STATUSES", statuses.STATUSES),
        ("STATUSES", Status.values),
        ("STATUS_MEANINGS", statuses.STATUSES),
        ("REASONS", figures.REASONS),
        ("CHANGES", ["raised", "lowered", "postponed", "advanced", "requalified", "withdrawn"]),
        ("QUALIFIERS", Qualifier.values),
        ("BASES", Basis.values),
        ("TIMINGS", Target.Timing.values),
        ("ACCUMULATIONS", Indicator.Accumulation.values),
        ("DIRECTIONS", Indicator.Direction.values),
        ("SOURCE_KINDS", Source.Kind.values),
        ("STAGES", ProjectEvent.Stage.values),
        ("ORGANISATION_KINDS", Organisation.Kind.values),
        ("MEASURABILITY", ["unit", "value", "baseline", "deadline", "responsible", "source"]),
        (
            "COMPOUND_REASONS",
            ["no_baseline", "no_value", "not_positive", "no_deadline", "no_reading", "no_required_change", "no_time"],
        ),
        (
            "WHY_NOT",
            [
                "corrected",
                "our_slip",
                "other_territory",
                "other_terms",
                "no_period",
                "outside_window",
                "another_stands",
                "told_below",
            ],
        ),
        ("COMPOUND_CATEGORIES", ["met", "significant", "moderate", "insufficient", "moving_away"]),
    ],
)
def test_table_has_every_code_of_its_family(table: str, expected: list[str]) -> None:
    assert set(expected) <= set(TABLES[table])


@pytest.mark.parametrize("table", sorted(TABLES))
def test_phrases_are_said_in_all_three_languages(table: str) -> None:
    for code, phrase in TABLES[table].items():
        assert isinstance(phrase, Phrase), code
        assert all(text.strip() for text in phrase), code
        assert phrase.ru != phrase.en, code
        assert phrase.kk != phrase.en, code


def test_units_have_the_forms_of_their_languages() -> None:
    for unit, forms in UNITS.items():
        assert [len(forms[lang]) for lang in LANGUAGES] == [2, 4, 1], unit
        assert forms["kk_ablative"], unit
    assert set(PLURAL_LABELS) <= set(UNITS)


def test_language_not_spoken_here_reads_english() -> None:
    assert [language(code) for code in ("ru-KZ", "kk_KZ", "EN", "de")] == ["ru", "kk", "en", "en"]


def test_unknown_code_is_shown_as_words_rather_than_failing() -> None:
    assert wording.reason("brand_new_reason", "ru") == "brand new reason"


def test_named_functions_read_their_tables() -> None:
    assert wording.status("overdue", "kk") == "Мерзімі өткен"
    assert wording.reason("not_done", "en") == "It has been reported as not done."
    assert wording.change("raised", "ru") == "повышено"


def test_sector_without_words_of_ours_is_shown_as_written() -> None:
    assert wording.sector("housing", "kk") == "тұрғын үй"
    assert wording.sector("deep_sea mining", "ru") == "deep_sea mining"


@pytest.mark.parametrize(
    ("text", "lang"),
    [("Page 3", "en"), ("", "en"), ("стр. 3", "ru"), ("3-бет, кесте", "ru"), ("3-бет, төменде", "kk"), ("Ёж", "ru")],
)
def test_language_of_a_note_is_told_by_its_letters(text: str, lang: str) -> None:
    assert wording.written_in(text) == lang
