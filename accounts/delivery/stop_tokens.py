"""Signed tokens in addresses that stop a person's digests, reminders or alerts without a log-in (RFC 8058)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.core import signing
from django.core.exceptions import ObjectDoesNotExist

# The salt of a token says what it stops.
DIGESTS, REMINDERS, ALERTS = "accounts.unsubscribe", "accounts.unsubscribe.reminders", "accounts.unsubscribe.alerts"
VALID_FOR = timedelta(days=400)  # a mail found a year later must still be able to stop them


class BadTokenError(ValueError):
    """A token that was not signed here, or too long ago (``expired``)."""

    def __init__(self, *, expired: bool) -> None:
        super().__init__("expired" if expired else "forged")
        self.expired = expired


@contextmanager
def reading_a_token() -> Iterator[None]:
    """Whatever is wrong with a token that is read in the block is a BadTokenError."""
    try:
        yield
    except signing.SignatureExpired:
        raise BadTokenError(expired=True) from None
    except (signing.BadSignature, TypeError, ValueError, AttributeError, ObjectDoesNotExist):
        raise BadTokenError(expired=False) from None


def token_for(user_id: int, salt: str = DIGESTS) -> str:
    """A token of characters that need no escaping in an address."""
    return signing.dumps(user_id, salt=salt)


def user_id_of(token: str, salt: str = DIGESTS) -> int:
    """Whose mails the token stops. Raises BadTokenError, also for a token that stops another kind of mail."""
    with reading_a_token():
        return int(signing.loads(token, salt=salt, max_age=VALID_FOR))
