"""The signed addresses that stop a person's digests, reminders or alerts without logging anybody in (RFC 8058)."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing

# What a token stops: its salt.
DIGESTS, REMINDERS, ALERTS = "accounts.unsubscribe", "accounts.unsubscribe.reminders", "accounts.unsubscribe.alerts"
VALID_FOR = timedelta(days=400)  # a mail found in an old mailbox a year later must still be able to stop them


class BadTokenError(ValueError):
    """A token that was not signed here, or too long ago; ``expired`` says which."""

    def __init__(self, *, expired: bool) -> None:
        super().__init__("expired" if expired else "forged")
        self.expired = expired


def token_for(user_id: int, what: str = DIGESTS) -> str:
    """An opaque token in letters that need no escaping in an address."""
    return signing.dumps(user_id, salt=what)


def user_id_of(token: str, what: str = DIGESTS) -> int:
    """Whose mails the token stops; a token for another kind is as bad as a forged one. Raises BadTokenError."""
    try:
        return int(signing.loads(token, salt=what, max_age=VALID_FOR))
    except signing.SignatureExpired:
        raise BadTokenError(expired=True) from None
    except (signing.BadSignature, TypeError, ValueError):
        raise BadTokenError(expired=False) from None
