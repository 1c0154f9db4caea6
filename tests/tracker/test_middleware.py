"""What every request passes: an address without its final slash."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings


@pytest.mark.django_db
@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize("method", ["get", "post", "put", "patch"])
def test_address_without_its_slash_is_redirected(debug: bool, method: str) -> None:
    with override_settings(DEBUG=debug):
        answer = getattr(Client(), method)("/targets?as_of=2026-01-01")
    assert answer.status_code == 301
    assert answer.headers["Location"] == "/targets/?as_of=2026-01-01"


@pytest.mark.django_db
def test_redirect_to_the_slash_leads_to_no_other_host() -> None:
    answer = Client().get("//example.org/api/v1/outcomes")
    assert not answer.headers.get("Location", "").startswith("//")
