"""The one place that takes secrets out of what is written down: logs, reports of errors, technical pages.

Three kinds are known: parts of addresses (whoever has the address has the right), values of the settings (the key, the
passwords of the servers), and words that announce a secret (``Authorization: Token …``, ``?key=…``).
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from django.conf import settings

MASK = "***"
# Whoever has one of these addresses whole has the right: the secret begins where the text here ends. A test compares
# them with every address of the tracker, and nginx.conf has them too.
SECRET_PREFIXES = (
    "accounts/confirm-email/",
    "accounts/password/reset/key/",
    "following/address/",
    "following/alerts/stop/",
    "following/calendar/",
    "following/feed/",
    "following/reminders/stop/",
    "following/unsubscribe/",
    "following/week/confirm/",
    "following/week/leave/",
)
# However it is typed: in other letters, with a slash too many. It leads nowhere then, but its secret is right.
_SLASH = r"/+(?:\./+)*"
_PREFIXES = "|".join(prefix.replace("/", _SLASH) for prefix in SECRET_PREFIXES)
_SCHEMES = ("token", "bearer", "basic")
_NAMES = ("token", "key", "secret", "password", "signature")
_HEADERS = (
    *("authorization", "proxy-authorization", "cookie", "set-cookie", "x-csrftoken"),
    "x-telegram-bot-api-secret-token",
)


class Secret(NamedTuple):
    """``pattern`` keeps its first group and masks the rest. It matches only where one of ``words`` is.

    To look for the words takes a hundredth of the time. They are in small letters; without any the pattern is always
    tried.
    """

    words: tuple[str, ...]
    pattern: re.Pattern[str]


SECRETS = (
    Secret(
        tuple({prefix.partition("/")[0] for prefix in SECRET_PREFIXES}),
        re.compile(rf"(?i)({_PREFIXES})[^/\s?#\"'<>\\]+"),
    ),
    Secret(_SCHEMES, re.compile(rf"(?i)\b((?:{'|'.join(_SCHEMES)})\s+)[\w.~+/=-]{{16,}}")),
    Secret(_NAMES, re.compile(rf"(?i)((?:^|[?&;\s])(?:[\w-]*(?:{'|'.join(_NAMES)}))=)[^&\s\"'<>\\]+")),
    Secret(
        _HEADERS,
        re.compile(rf"(?i)((?:^|[\s'\"{{,(])(?:{'|'.join(_HEADERS)})['\"]?\s*[:=]\s*\\?['\"]?)[^\n'\"\\]+"),
    ),
    Secret(("/bot",), re.compile(r"(/bot)\d+:[\w-]+")),  # Telegram's addresses hold the bot's token
    Secret(("whsec_",), re.compile(r"()\bwhsec_[\w+/=-]+")),
    # A token for programs, wherever somebody put it.
    Secret((), re.compile(r"()(?<![0-9a-zA-Z])[0-9a-fA-F]{64}(?![0-9a-zA-Z])")),
    Secret(("://",), re.compile(r"(://[^/\s:@]*:)[^/\s@]+(?=@)")),
)
LEAST = 6  # characters; what is shorter is masked where it is announced, or half of every line would be


def mask(text: str) -> str:
    """The text without secrets."""
    masked = _without(text)
    if "%" in masked:
        plain = unquote(masked)
        # Somebody may write letters of an address as %XX, and the log must not be the one place where that helps.
        if (plain_masked := _without(plain)) != plain:
            return plain_masked
    return masked


def mask_all(value: Any) -> Any:
    """The same through lists, tuples and mappings; what is no text stays."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        return {mask_all(key): mask_all(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [mask_all(item) for item in value]
    return value


def _without(text: str) -> str:
    values = secret_values()
    if values is not None:
        text = values.sub(MASK, text)
    # Letters that are no ASCII may count as one that is: every pattern is tried.
    small = text.lower() if text.isascii() else ""
    for words, pattern in SECRETS:
        if not small or not words or any(word in small for word in words):
            text = pattern.sub(rf"\g<1>{MASK}", text)
    return text


class MaskingFilter(logging.Filter):
    """For loggers that have handlers of their own: nothing passes unmasked, tracebacks neither."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = mask(record.getMessage()), None
        if record.exc_info:
            record.exc_text = mask(logging.Formatter().formatException(record.exc_info))
        return True


# --- The values of the settings ------------------------------------------------------------------------------------


def secret_values() -> re.Pattern[str] | None:
    """The settings' own secrets, as they are and as JSON writes them; none before the settings are loaded."""
    return _pattern_of_values() if settings.configured else None


@cache
def _pattern_of_values() -> re.Pattern[str] | None:
    values = {value for value in _values() if len(value) >= LEAST}
    values |= {json.dumps(value)[1:-1] for value in values}
    longest_first = sorted(values, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))) if longest_first else None


def _values() -> Iterator[str]:
    yield settings.SECRET_KEY
    yield from map(str, (*settings.SECRET_KEY_FALLBACKS, *settings.MFA_KEYS))
    yield from (str(database.get("PASSWORD") or "") for database in settings.DATABASES.values())
    yield from (settings.EMAIL_HOST_PASSWORD, settings.METRICS_TOKEN, settings.TELEGRAM_BOT_TOKEN, settings.SENTRY_DSN)
    yield settings.READER_KEY
    for name, value in settings.ANYMAIL.items():
        if re.search("SECRET|KEY|TOKEN|PASSWORD", name):
            yield from (str(value), *str(value).split(":"))
    for url in (settings.CELERY_BROKER_URL, *(str(values.get("LOCATION", "")) for values in settings.CACHES.values())):
        if password := urlsplit(url).password:
            yield from (password, unquote(password))
