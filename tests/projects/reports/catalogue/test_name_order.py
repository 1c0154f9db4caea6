"""Lists are in the order of the names that are shown, the same on every database."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.factories import (
    IndicatorFactory,
    OrganisationFactory,
    ProgrammeFactory,
    ProjectFactory,
    TargetFactory,
    TerritoryFactory,
)

pytestmark = pytest.mark.django_db

NAMES = ["Ақмола", "Алматы", "Әулиеата", "Бурабай", "Ғылым", "Ұлытау", "Үміт", "Хан"]


@pytest.fixture
def record() -> None:
    """Things whose English names are in another order than their Kazakh ones."""
    kz = TerritoryFactory()
    old = OrganisationFactory(id="old", name="Old")
    all_of_it = ProgrammeFactory(id="all", name="All", name_kk="Яғни", territory=kz, responsible=old)
    for number, name in enumerate(NAMES):
        letter = "hgfedcba"[number]
        place = TerritoryFactory(id=f"kz-x{number}", name=f"{letter} place", name_kk=name, parent=kz)
        body = OrganisationFactory(id=f"org{number}", name=f"{letter} body", name_kk=name, succeeds=old)
        programme = ProgrammeFactory(
            id=f"p{number}", name=f"{letter} programme", name_kk=name, responsible=body, territory=place
        )
        TargetFactory(id=f"t{number}", indicator=IndicatorFactory(id=f"i{number}", programme=programme))
        TargetFactory(indicator=IndicatorFactory(name=f"{letter} measure", name_kk=name, programme=all_of_it))
        ProjectFactory(id=f"plant{number}", name=f"{letter} plant", name_kk=name, programme=all_of_it, territory=kz)


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("/programmes/", r"/programmes/p\d/"), ("/organisations/", r"/organisations/org\d/"),
        ("/territories/", r"/territories/kz-x\d/"), ("/territories/kz/", r"/territories/kz-x\d/"),
        ("/projects/", r"/projects/plant\d/"), ("/programmes/all/", r"/projects/plant\d/"),
        ("/organisations/old/", r"/organisations/org\d/"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["kk", "en"])
def test_page_lists_names_in_the_readers_order(client: Client, path: str, link: str, lang: str) -> None:
    page = client.get(f"/{lang}{path}").content.decode()
    linked = re.findall(rf'href="(?:/{lang})?({link})"', page.split("<main")[1])
    numbers = [int(re.findall(r"(\d)/$", address)[0]) for address in dict.fromkeys(linked)]
    assert numbers == sorted(numbers, reverse=lang == "en")
    assert len(numbers) == len(NAMES)
