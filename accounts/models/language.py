"""The language in which a person gets mail."""

from __future__ import annotations

from .digest_preferences import DigestPreferences
from .user import User


def language_of(person: User) -> str:
    """The language of the person's mails."""
    stored = DigestPreferences.objects.filter(user=person).first()
    return stored.language if stored else "en"
