"""Services that the tracker asks: each form of their addresses that is accepted, and what is said about the others."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from tracker import services

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("", ""),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/v1/chat/completions"),
        ("http://127.0.0.1:8080/v1/", "http://127.0.0.1:8080/v1/chat/completions"),
        ("https://models.example.org/api/v2", "https://models.example.org/api/v2/chat/completions"),
        ("http://[::1]:8080/v1/chat/completions?version=1", "http://[::1]:8080/v1/chat/completions?version=1"),
    ],
)
def test_second_reader_is_the_base_of_an_api_or_its_chat_completions(given: str, address: str) -> None:
    assert services.reader(given) == address


@pytest.mark.parametrize(
    "url",
    [
        "127.0.0.1:8080", "file:///etc/passwd", "http://", "http://host:0/", "http://host:x/", "http://u:secret@host/v1",
        "http://secret@host/v1", "http://host/v 1", "http://host/v1#secret", "http://host/v1\r\nX: secret", "https://модель/v1",
    ],
)  # fmt: skip
def test_second_reader_that_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="READER_URL") as refusal:
        services.reader(url)
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize("key", ["secret key", "secret\r\nX: y", "secret\n", "ключ-secret"])
def test_key_of_the_second_reader_that_is_no_header_is_refused(key: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="READER_KEY") as refusal:
        services.reader_key(key)
    assert "secret" not in str(refusal.value)
    assert services.reader_key("sk-Ab_9+/=") == "sk-Ab_9+/="


@pytest.mark.parametrize("url", ["", "https://web.archive.org/save/{url}", "https://archive.example/?save={url}&v=1"])
def test_archive_address_is_taken_as_it_is(url: str) -> None:
    assert services.archive(url) == url


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://archive.example/save/", "ARCHIVE_URL .*{url}"),
        ("https://{url}/save/", "ARCHIVE_URL .*{url}"),
        ("https://archive.example/{url}/{url}", "ARCHIVE_URL .*{url}"),
        ("ftp://archive.example/{url}", "ARCHIVE_URL .*{url}"),
        ("archive.example/{url}", "ARCHIVE_URL"),
    ],
)
def test_archive_that_is_no_address_with_a_place_for_the_page_is_refused(url: str, words: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=words):
        services.archive(url)
