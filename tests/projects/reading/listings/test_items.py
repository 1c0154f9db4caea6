"""Addresses, titles and days of strangers, made harmless."""

from __future__ import annotations

from datetime import date

import pytest

from projects.reading.listings.items import MAX_ADDRESS, MAX_TITLE, printed_day, tidy_title, tidy_url

BASE = "https://example.kz/news/index.html"


@pytest.mark.parametrize(
    ("url", "tidy"),
    [
        ("a", "https://example.kz/news/a"),
        ("/a?b=1#top", "https://example.kz/a?b=1"),
        (" \n/a\n", "https://example.kz/a"),
        ("HTTPS://Example.KZ:443/A", "https://example.kz/A"),
        ("//other.kz/a", "https://other.kz/a"),
        ("/a b", "https://example.kz/a%20b"),
        ("/жаңалық", "https://example.kz/%D0%B6%D0%B0%D2%A3%D0%B0%D0%BB%D1%8B%D2%9B"),
        ("/a?utm_source=rss&id=7&fbclid=x", "https://example.kz/a?id=7"),
        ("", ""),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("mailto:a@example.kz", ""),
        ("https://name:password@example.kz/", ""),
        ("https://example.kz:99999/", ""),
        ("http://[::1", ""),
        ("/a\x00b", ""),
        ("/a\nHost: evil", ""),
        ("/" + "a" * MAX_ADDRESS, ""),
        ("/" + "ә" * (MAX_ADDRESS // 2), ""),
    ],
)
def test_address_is_absolute_and_of_the_web(url, tidy) -> None:
    assert tidy_url(url, BASE) == tidy


@pytest.mark.parametrize(
    ("title", "tidy"),
    [
        ("  Two\n\twords ", "Two words"),
        ("a\x00b\x1b[31mc", "ab[31mc"),
        ("\u202egnisrever\u202c", "gnisrever"),
        ("zero\u200bwidth", "zerowidth"),
        ("и\u0306", "й"),
        ("x" * 5000, "x" * (MAX_TITLE - 1) + "…"),
        ("", ""),
    ],
)
def test_title_is_one_line_that_hides_nothing(title, tidy) -> None:
    assert tidy_title(title) == tidy


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Tue, 22 Jul 2025 01:00:00 +0500", date(2025, 7, 22)),
        ("Mon, 21 Jul 2025 23:00:00 GMT", date(2025, 7, 21)),
        ("2025-07-22T01:00:00+05:00", date(2025, 7, 22)),
        ("2025-07-22", date(2025, 7, 22)),
        ("2025-07", None),
        ("2025-13-40", None),
        ("32 Jul 2025", None),
        ("yesterday", None),
        ("9" * 100_000, None),
        ("", None),
    ],
)
def test_day_is_the_one_that_was_printed(text, day) -> None:
    assert printed_day(text) == day
