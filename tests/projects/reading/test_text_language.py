"""A text tells its language; the page's own word counts only where the text is short."""

from __future__ import annotations

import pytest

from projects.reading.text_language import language_of

EN = "By 2027 the agency is to build 3,000 homes for families that have been waiting since 2019, and to repair 500."
RU = "В 2024 году в области построено 1 250 домов, на это из бюджета выделено 3,5 млрд тенге, как сообщили в акимате."
KK = "2024 жылы облыста 1 250 үй салынды, бұған бюджеттен 3,5 млрд теңге бөлінді, деп хабарлады әкімдік қызметі."


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        (EN, "", "en"),
        (EN, "ru", "en"),
        (RU, "", "ru"),
        (RU, "kk", "ru"),
        (KK, "ru", "kk"),
        (f"{RU} Об этом сказал глава компании «Қазақстан темір жолы» на станции и в городе.", "", "ru"),
        ("Уряд оголосив про будівництво 1 250 житлових будинків у регіоні, повідомив міністр на засіданні.", "ru", ""),
        ("Өкмөт аймакта 1 250 турак жай курулушун жарыялады, деп билдирди министр кечээ болгон жыйында.", "", ""),
        ("Die Regierung hat den Bau von 1 250 Wohnungen in der Region angekündigt, sagte der Minister.", "en", ""),
        ("1 250 домов", "ru", "ru"),
        ("1 250 домов", "de", ""),
        ("", "kk", "kk"),
        ("1 2 3", "", ""),
    ],
)
def test_language_of_a_text(text, declared, language) -> None:
    assert language_of(text, declared) == language
