"""Encryption of second factors: keys of authenticator apps and seeds of recovery codes.

A copy of the database alone opens no account. The first of MFA_KEYS encrypts and all of them decrypt. So do keys
derived from SECRET_KEY and SECRET_KEY_FALLBACKS: MFA_KEYS may be absent, and may be added later.
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

MARK = "fernet:"  # before encrypted text; keys of apps and seeds have no colon
SECRETS = ("secret", "seed")  # members of a stored factor that are secret: of an app, of recovery codes
LISTS = ("migrated_codes",)
PURPOSE = b"tracker.accounts.second-factor"


class UnreadableSecretError(ValidationError):
    """None of the keys decrypts it. The message is shown to the person who wants to log in."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Your second factor can no longer be read on this site. Write to whoever runs it: they can remove it, "
                "and then you set up a new one."
            ),
            code="unreadable_second_factor",
        )


def encrypt(text: str) -> str:
    """The encrypted text, as it is stored."""
    return MARK + _fernet().encrypt(text.encode()).decode()


def decrypt(stored: str) -> str:
    """The stored text decrypted; text from before there was encryption as it is. Raises UnreadableSecretError."""
    if not stored.startswith(MARK):
        return stored
    try:
        return _fernet().decrypt(stored.removeprefix(MARK).encode()).decode()
    except InvalidToken as error:
        raise UnreadableSecretError from error


def rewrite(data: dict[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    """The data of a factor with ``change`` applied to each secret."""
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
