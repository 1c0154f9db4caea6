"""Start-up checks."""

from __future__ import annotations

import pytest

from tracker.checks import key_of_the_second_reader_is_not_sent_in_clear

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("url", "key", "warned"),
    [
        ("", "", False),
        ("http://model.example.org/v1/chat/completions", "", False),
        ("http://model.example.org/v1/chat/completions", "sk-secret", True),
        ("https://model.example.org/v1/chat/completions", "sk-secret", False),
        ("http://127.0.0.1:8080/v1/chat/completions", "sk-secret", False),
        ("http://[::1]:8080/v1/chat/completions", "sk-secret", False),
    ],
)
def test_key_in_clear_is_warned_of(settings, url, key, warned) -> None:
    settings.READER_URL, settings.READER_KEY = url, key
    warnings = key_of_the_second_reader_is_not_sent_in_clear()
    assert bool(warnings) == warned
    assert "sk-secret" not in str(warnings)
