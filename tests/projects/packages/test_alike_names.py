"""Which names are spelt almost alike: real ones, in three languages, and near misses."""

from __future__ import annotations

import pytest

from projects.packages.alike_names import AlikeNames, alike, words_of

pytestmark = pytest.mark.once

ALIKE = [
    ("The Astana Times", "Astana Times"),
    ("Tengrinews", "Tengrinews.kz"),
    ("www.zakon.kz", "Zakon"),
    ("Kazinform", "Kazniform"),
    ("Kazinform", "Казинформ"),
    ("Samruk-Kazyna", "Самрук-Қазына"),
    ("Kazakhtelecom JSC", "Kazakhtelekom"),
    ("Ministry of Labour", "Ministry of Labor"),
    ("Ministry of Finance", "Ministry of Finance of the Republic of Kazakhstan"),
    ("Казахстанская правда", "Kazakhstanskaya Pravda"),
    ("ТОО «КазТрансОйл»", "КазТрансОйл"),
    ("АО «НК «КазМунайГаз»", "КазМунайГаз"),
    ("Казахтелеком", "Казах телеком"),
    ("Министерство финансов РК", "Министерство финансов Республики Казахстан"),
    ("Министерство финансов", "Министерство финансав"),
    ("Національный банк", "Национальный банк"),
    ("Тенгизшевройл", "Тенгизшевроил"),
    ("Бюро национальной статистики", "Национальной статистики бюро"),
    ("Қаржы министрлігі", "Қазақстан Республикасының Қаржы министрлігі"),
    ("ҚР Қаржы министрлігі", "Каржы министрлиги"),
    ("Ұлттық статистика бюросы", "Улттык статистика бюросы"),
    ("«Егемен Қазақстан»", "Егемен Казакстан"),
]
APART = [
    ("Ministry of Industry", "Ministry of Energy"),
    ("Ministry of Trade", "Ministry of Transport"),
    ("Ministry of Finance", "Ministry of Foreign Affairs"),
    ("Akimat of Almaty", "Akimat of Almaty region"),
    ("Government", "Government press service"),
    ("Minex Eurasia", "Minex Forum"),
    ("Kazkorean", "KazTAG"),
    ("Qazaq24", "24KZ"),
    ("КТЖ", "КТК"),
    ("МВД", "МИД"),
    ("Министерство труда", "Министерство туризма"),
    ("Министерство образования", "Министерство просвещения"),
    ("Акимат Актау", "Акимат Актобе"),
    ("Акимат города Алматы", "Акимат города Астаны"),
    ("Правительство Республики Беларусь", "Правительство Республики Казахстан"),
    ("План 2024", "План 2025"),
    ("ТОО", "АО"),
    ("Қаржы министрлігі", "Энергетика министрлігі"),
    ("Алматы әкімдігі", "Алматы облысының әкімдігі"),
    ("Bureau of National Statistics", "Бюро национальной статистики"),
]


@pytest.mark.parametrize(("name", "other"), ALIKE)
def test_names_of_one_publisher_are_alike(name: str, other: str) -> None:
    assert alike(name, other)
    assert alike(other, name)


@pytest.mark.parametrize(("name", "other"), APART)
def test_names_of_two_publishers_are_not(name: str, other: str) -> None:
    assert not alike(name, other)
    assert not alike(other, name)


def test_names_are_looked_up_among_many() -> None:
    names = AlikeNames([f"Publisher number {number}" for number in range(1000)])
    names.add("Kazinform")
    assert list(names.like("Казинформ")) == ["Kazinform"]
    assert list(names.like("Publisher number 7")) == ["Publisher number 7"]
    assert list(names.like("")) == []


@pytest.mark.parametrize("name", ["", "«»", "ТОО", "   ", "🚗", "中文", "a" * 10_000, "ъ"])
def test_any_text_has_words(name: str) -> None:
    assert all(words_of(name))
    assert isinstance(alike(name, "Kazinform"), bool)
