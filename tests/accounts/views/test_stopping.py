"""The page that stops digests offers less often and fewer kinds instead."""

import pytest

from accounts.delivery.stop_tokens import token_for
from accounts.models import DigestPreferences
from accounts.models.news_kinds import KINDS

pytestmark = pytest.mark.django_db


@pytest.fixture
def leaving(client, follower):
    person = follower()

    def post(**data):
        response = client.post(f"/following/unsubscribe/{token_for(person.pk)}/", data)
        return response, DigestPreferences.objects.get(user=person)

    return post


@pytest.mark.parametrize("times", [1, 2, 3])
def test_less_often_is_offered_and_asking_again_changes_nothing_more(leaving, times):
    for _again in range(times):
        response, stored = leaving(choice="less", cadence="monthly")

    assert response.status_code == 200
    assert (stored.cadence, stored.due_at is not None) == ("monthly", True)
    assert "Digests come every month now" in response.content.decode()


def test_more_often_is_not_what_that_link_is_for(leaving):
    leaving(choice="less", cadence="monthly")
    response, stored = leaving(choice="less", cadence="weekly")
    assert (response.status_code, stored.cadence) == (200, "monthly")


def test_fewer_kinds_are_offered(leaving):
    response, stored = leaving(choice="fewer", kinds=["overdue", "decided"])

    assert response.status_code == 200
    assert (stored.kinds, stored.cadence) == (["overdue", "decided"], "weekly")


@pytest.mark.parametrize(
    "data",
    [
        {"choice": "fewer"},
        {"choice": "fewer", "kinds": ["weather"]},
        {"choice": "less", "cadence": "hourly"},
        {"choice": "x"},
    ],
)
def test_nonsense_is_said_and_changes_nothing(leaving, data):
    response, stored = leaving(**data)

    assert response.status_code == 400
    assert "Nothing was changed." in response.content.decode()
    assert (stored.cadence, stored.kinds) == ("weekly", list(KINDS))


def test_a_link_to_digests_that_are_off_switches_none_on(leaving):
    leaving(choice="stop")
    for data in ({"choice": "less", "cadence": "monthly"}, {"choice": "fewer", "kinds": ["overdue"]}):
        response, stored = leaving(**data)
        assert (response.status_code, stored.cadence, stored.due_at) == (200, "off", None)
    assert "No more digests" in response.content.decode()


def test_the_page_offers_to_change_instead_of_leaving(client, follower):
    page = client.get(f"/following/unsubscribe/{token_for(follower(cadence='daily').pk)}/").content.decode()

    assert "Send them every week instead" in page
    assert "Send them every month instead" in page
    assert page.count('name="kinds"') == len(KINDS)
