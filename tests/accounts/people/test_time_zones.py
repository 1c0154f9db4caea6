"""The list of time zones: grouped, in the reader's language, each zone once."""

from datetime import UTC, datetime

import pytest

from accounts.people.time_zones import zone_choices
from tests.factories import ProgrammeFactory, TerritoryFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_the_zones_are_grouped_and_named_in_the_readers_words(client, follower):
    """Those of the record's countries come first."""
    for code, name in (("kz", "Казахстан"), ("de", "Германия"), ("xx", "Нигде")):
        ProgrammeFactory(id=code, territory=TerritoryFactory(id=code, name=code, name_ru=name))
    client.force_login(follower())
    client.cookies["django_language"] = "ru"

    page = client.get("/following/preferences/").content.decode()

    assert '<optgroup label="Казахстан">' in page
    assert page.index('<optgroup label="Германия">') < page.index('<option value="Europe/Berlin">Берлин (UTC+')
    assert page.index('<option value="Europe/Berlin">') < page.index('<optgroup label="Казахстан">')
    assert "Нигде" not in page[page.index("<optgroup") :]
    assert '<option value="Asia/Almaty" selected>Алматы (UTC+5)</option>' in page
    assert page.count("<option") > 300


def test_a_zone_of_another_list_stays_chosen(client, follower):
    client.force_login(follower(time_zone="US/Eastern"))

    assert '<option value="US/Eastern" selected>' in client.get("/following/preferences/").content.decode()


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
@pytest.mark.parametrize("chosen", ["Asia/Almaty", "Asia/Calcutta", "Asia/Kolkata", "Asia/Saigon", "US/Eastern"])
def test_every_zone_is_there_once(lang, chosen):
    groups = zone_choices(datetime(2024, 4, 1, tzinfo=UTC), lang, chosen)
    names, words = zip(*(choice for _heading, choices in groups for choice in choices), strict=True)
    cities = [label.split(" (UTC")[0] for label in words]
    assert not [city for city in set(cities) if cities.count(city) > 1]
    assert len(set(names)) == len(names) > 300
    assert chosen in names
    assert len({name for name in names if name in {"Asia/Kolkata", "Asia/Calcutta"}}) == 1
