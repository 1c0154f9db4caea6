"""The page of preferences: what is saved, and what is refused at its field."""

import re

import pytest

from accounts.models import DigestPreferences
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
CHOSEN = {
    "cadence": "daily",
    "weekday": "2",
    "hour": "7",
    "time_zone": "Europe/Berlin",
    "language": "ru",
    "kinds": ["overdue", "decided"],
    "quiet": "nothing",
}


def test_preferences_are_saved_and_say_when_the_next_digest_comes(client, person):
    response = client.post("/following/preferences/", CHOSEN, follow=True)

    stored = DigestPreferences.objects.get(user=person)
    assert (stored.cadence, stored.hour, stored.time_zone, stored.language) == ("daily", 7, "Europe/Berlin", "ru")
    page = response.content.decode()
    assert "Saved. Your next digest is due" in page
    assert "(Berlin)" in page
    assert not re.search("[а-я]{4}", page.split("Saved. ")[1].split("<")[0]), "the mails are Russian, the page is not"


@pytest.mark.parametrize(
    "nonsense",
    [
        {"cadence": "hourly"},
        {"hour": "24"},
        {"hour": "x"},
        {"time_zone": "Mars/Olympus"},
        {"language": "de"},
        {"weekday": "9"},
        {"kinds": []},
        {"kinds": ["weather"]},
        {"quiet": "loud"},
    ],
)
def test_nonsense_is_said_at_its_field_and_changes_nothing(client, person, nonsense):
    response = client.post("/following/preferences/", {**CHOSEN, **nonsense})

    assert response.status_code == 200
    assert "field-error" in response.content.decode()
    assert DigestPreferences.objects.get(user=person).cadence == "weekly"


def test_somebody_without_a_row_sees_the_defaults(client):
    client.force_login(UserFactory())

    assert "Asia/Almaty" in client.get("/following/preferences/").content.decode()
    assert client.get("/following/").status_code == 200
