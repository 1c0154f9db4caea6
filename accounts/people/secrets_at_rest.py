"""What guards a log-in is stored encrypted: keys of authenticator apps, seeds of recovery codes.

A copy of the database alone then opens no account. The first of MFA_KEYS encrypts, all of them decrypt, and so do keys
derived from SECRET_KEY and SECRET_KEY_FALLBACKS: a tracker without MFA_KEYS needs none, and can be given them later.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MARK = "fernet:"  # begins what is encrypted; no key of an app and no seed has a colon
SECRETS = ("secret", "seed")  # what is secret in a stored factor: of an app, of recovery codes
LISTS = ("migrated_codes",)
PURPOSE = b"tracker.accounts.second-factor"


class UnreadableSecretError(ValidationError):
    """None of the keys reads it; its text is fit to show to the person who wanted to log in."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Your second factor can no longer be read on this site. Write to whoever runs it: they can remove it, "
                "and then you set up a new one."
            ),
            code="unreadable_second_factor",
        )


def encrypt(text: str) -> str:
    """The text as it is stored."""
    return MARK + _fernet().encrypt(text.encode()).decode()


def decrypt(stored: str) -> str:
    """The text that was stored; one from before there was encryption as it is. Raises UnreadableSecretError."""
    if not stored.startswith(MARK):
        return stored
    try:
        return _fernet().decrypt(stored.removeprefix(MARK).encode()).decode()
    except InvalidToken as error:
        raise UnreadableSecretError from error


def rewrite(data: dict[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    """What a factor stores, with each secret in it changed and all else as it is."""
    single = {name: change(data[name]) for name in SECRETS if name in data}
    several = {name: [change(code) for code in data[name]] for name in LISTS if name in data}
    return {**data, **single, **several}


def _fernet() -> MultiFernet:
    return _with((*settings.MFA_KEYS, settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def _with(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str) -> bytes:
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE)
    return base64.urlsafe_b64encode(derivation.derive(key.encode()))
