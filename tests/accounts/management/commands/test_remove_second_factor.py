"""`remove_second_factor`: an operator helps somebody who has lost their phone."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from projects.models import AuditEntry
from tests.accounts.logging_in import (
    log_in,
    somebody,
    with_factor,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return somebody()


def test_operator_removes_the_factor_of_who_has_lost_it(client, person, mailoutbox):
    with_factor(person)
    call_command("remove_second_factor", person.email.upper(), stdout=StringIO())

    assert log_in(client, person).url == "/following/"
    assert [mail.to for mail in mailoutbox] == [[person.email]]
    assert "by whoever runs the site" in mailoutbox[0].body
    assert AuditEntry.objects.get(action="remove_second_factor").object_id == str(person.pk)
    for email, words in ((person.email, "no second factor"), ("nobody@example.org", "Nobody is known")):
        with pytest.raises(CommandError, match=words):
            call_command("remove_second_factor", email)
