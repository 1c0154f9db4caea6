"""Whoever finds a weakness is told where to report it, once the operator has named somebody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ADDRESS = "/.well-known/security.txt"


def test_the_file_names_the_contact_and_does_not_expire_soon(client, settings) -> None:
    settings.CONTACT_URL = "mailto:editors@example.org"
    answer = client.get(ADDRESS)
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert fields["Contact"] == "mailto:editors@example.org"
    assert fields["Canonical"] == f"{settings.SITE_URL}{ADDRESS}"
    assert {"en", "ru", "kk"} <= set(fields["Preferred-Languages"].split(", "))
    left = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)  # noqa: TID251  # the file tells real time
    assert timedelta(days=170) < left < timedelta(days=365)


def test_without_a_contact_there_is_no_file(client, settings) -> None:
    settings.CONTACT_URL = ""
    assert client.get(ADDRESS).status_code == 404
