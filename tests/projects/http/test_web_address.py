"""Addresses are kept without what others hang on to them."""

from __future__ import annotations

import pytest

from projects.http.web_address import tidy_address

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("url", "tidy"),
    [
        ("https://a.kz/x?utm_source=tg&id=5&fbclid=Q", "https://a.kz/x?id=5"),
        ("https://a.kz/x?id=5", "https://a.kz/x?id=5"),
        ("https://a.kz/x?_openstat=1", "https://a.kz/x"),
        ("", ""),
    ],
)
def test_address_is_kept_without_what_mailers_hang_on_to_it(url, tidy) -> None:
    assert tidy_address(url) == tidy
