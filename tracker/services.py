"""Addresses of the services of others that the tracker asks: an archive of pages, the second reader.

Each reader takes one value and raises ImproperlyConfigured naming the variable; passwords and keys are never repeated
in the message.
"""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured

from tracker.addresses import refused, split


def archive(url: str) -> str:
    """ARCHIVE_URL: an https address with ``{url}`` where the address of a page goes; empty for none."""
    if not url:
        return ""
    parts = split("ARCHIVE_URL", url)
    if (
        parts.scheme not in {"https", "http"}
        or not parts.hostname
        or url.count("{url}") != 1
        or "{url}" in parts.netloc
    ):
        raise refused("ARCHIVE_URL", url, "an address with {url} in it, as https://web.archive.org/save/{url}")
    return url


def reader(url: str) -> str:
    """READER_URL: the base of an OpenAI-compatible API, or the whole address of its chat completions."""
    if not url:
        return ""
    meant = "the base of an OpenAI-compatible API, as http://127.0.0.1:8080/v1"
    parts = split("READER_URL", url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.port == 0:
        raise ImproperlyConfigured(f"READER_URL is no address of the web: set it to {meant}.")
    if parts.username is not None or parts.password is not None:
        raise ImproperlyConfigured(f"READER_URL holds a name or password: put the key into READER_KEY, here {meant}.")
    if not url.isascii() or not url.isprintable() or " " in url or parts.fragment:
        raise ImproperlyConfigured(f"READER_URL has a space, a # or another sign than ASCII: set it to {meant}.")
    path = parts.path.rstrip("/")
    if not path.endswith("/chat/completions"):
        path = f"{path or '/v1'}/chat/completions"
    return parts._replace(path=path).geturl()


def reader_key(key: str) -> str:
    """READER_KEY: what goes into the Authorization header; it is never repeated."""
    if not all("!" <= character <= "~" for character in key):
        raise ImproperlyConfigured(
            "READER_KEY has a space, a line break or another sign than ASCII: set the key alone."
        )
    return key
