"""A change of preferences keeps what was not changed, and refuses kinds of news that do not exist."""

import pytest
from django.core.exceptions import ValidationError

from accounts.actions.digest_preferences import set_preferences
from accounts.models import DigestPreferences
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def only(*kinds):
    return {"kinds": list(kinds)}


def test_what_is_not_chosen_anew_stays(on):
    person = UserFactory()
    set_preferences(by=person, at=on(2024, 4, 1), cadence="daily", **only("overdue"))

    set_preferences(by=person, at=on(2024, 4, 1), language="kk")

    stored = DigestPreferences.objects.get(user=person)
    assert (stored.cadence, stored.kinds, stored.language) == ("daily", ["overdue"], "kk")


@pytest.mark.parametrize("nonsense", [{"kinds": []}, {"kinds": ["weather"]}, {"kinds": "overdue"}, {"quiet": "loud"}])
def test_kinds_that_do_not_exist_are_refused(on, nonsense):
    person = UserFactory()

    with pytest.raises(ValidationError):
        set_preferences(by=person, at=on(2024, 4, 1), **nonsense)
    assert not DigestPreferences.objects.exists()
