"""The kind and the unit of a figure: shares, single plants, inputs, parts of a whole, words that describe one."""

from __future__ import annotations

from datetime import date

import pytest

from projects.reading.articles import read_article

PUBLISHED = date(2026, 5, 20)


def kinds(language: str, text: str) -> list[str]:
    """Each figure as “value unit kind”."""
    return [f"{figure.value:f} {figure.unit} {figure.kind}" for figure in read_article(text, language, PUBLISHED)]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("61 of 180 planned clinics were opened.", ["61 facilities outcome", "180 facilities target"]),
        ("They lend at 4%.", ["4 percent other"]),
        ("The deficit is planned at 4%.", ["4 percent target"]),
        ("Farmers took 58% of the money.", ["58 percent other"]),
        ("The share of wind is to rise to 12% from the current 7%.", ["12 percent target", "7 percent other"]),
        ("A steel mill will cost 70 billion tenge.", ["70000000000 KZT other"]),
        ("The 40,000-ton smelter opened.", ["40000 tonnes other"]),
        ("In 2024, 800 workers and 90 trucks were deployed.", ["800 people other", "90 vehicles other"]),
        ("Output will reach 80 million tonnes against 59 million now.", [
            "80000000 tonnes target", "59000000 tonnes other"]),
        ("9 dams are being built now.", ["9 facilities target"]),
        ("Nine dams have opened; eleven more will follow.", ["9 facilities outcome", "11 facilities target"]),
        ("2 billion trees are planned, 1.15 billion have been planted.", [
            "2000000000 units target", "1150000000 units outcome"]),
        ("Growth in 2025 was 6.1%, in mining 4%.", ["6.1 percent outcome", "4 percent outcome"]),
        ("The plan was 30 dams. They built 28 dams.", ["30 facilities target", "28 facilities outcome"]),
        ("Nauryz loans: 4G came to 30 villages.", ["30 settlements outcome"]),
    ],
)  # fmt: skip
def test_english_kinds(text: str, figures: list[str]) -> None:
    assert kinds("en", text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Сдано 7 млн кв. м, или 60 тыс. квартир; план — 8 млн.", [
            "7000000 m2 outcome", "60000 dwellings outcome", "8000000 m2 target",
        ]),
        ("Закуплено 13 школьных автобусов.", ["13 vehicles outcome"]),
        ("Открыто 19 школ из запланированных на год 90.", ["19 schools outcome", "90 schools target"]),
        ("Строится ТЭЦ на 240 МВт.", ["240 MW other"]),
        ("Малый бизнес даёт 29% налогов.", ["29 percent other"]),
        ("Доля своих товаров должна составить 80%.", ["80 percent target"]),
        ("Ставка снижена с 22 до 19%.", ["22 percent other", "19 percent other"]),
        ("Рост должен быть не ниже 6%.", ["6 percent target"]),
        ("К работам привлечено 9 тыс. человек.", ["9000 people other"]),
        ("На эти цели ушло 9 млрд тенге.", ["9000000000 KZT outcome"]),
        ("Открыто 12 бизнес-объектов.", ["12 facilities outcome"]),
        ("В 2025 году завершат обход (106 км).", ["106 km outcome"]),
    ],
)  # fmt: skip
def test_russian_kinds(text: str, figures: list[str]) -> None:
    assert kinds("ru", text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Министрлікке 40 мектеп салу тапсырылды.", ["40 schools target"]),
        ("Биыл 40 мектеп тапсырылды.", ["40 schools outcome"]),
        ("Жоспарланған 90 жобаның 62-сі іске қосылды.", ["90 projects target", "62 projects outcome"]),
        ("36 жобаны қаржыландырып, 21 млрд теңге бөлді.", ["36 projects outcome", "21000000000 KZT outcome"]),
        ("Тозу 62%-дан 54%-ға төмендеді.", ["62 percent other", "54 percent outcome"]),
        ("Алқап 89 мың гектардан 80 мың гектарға қысқарды.", ["89000 hectares other", "80000 hectares outcome"]),
        ("Құрылыс 64%-ға аяқталды.", ["64 percent other"]),
        ("Үш қабатты үй салынды.", []),
        ("Оның 4,2 трлны бюджеттен бөлінді.", ["4200000000000 units outcome"]),
        ("«Наурыз» бағдарламасымен 8 мың отбасы несие алды.", ["8000 families outcome"]),
        ("Құны 95 млрд теңге болатын зауыт салынып жатыр.", ["95000000000 KZT other"]),
        ("Жүк айналымы ұлғайды, 7 млн тонна болды.", ["7000000 tonnes outcome"]),
        ("Диқандарға 5%-бен 7 млрд теңге несие берілді.", ["5 percent other", "7000000000 KZT outcome"]),
    ],
)  # fmt: skip
def test_kazakh_kinds(text: str, figures: list[str]) -> None:
    assert kinds("kk", text) == figures
