from __future__ import annotations

from allauth.mfa.adapter import DefaultMFAAdapter

from accounts.people import secrets_at_rest


class MFAAdapter(DefaultMFAAdapter):
    """Stores the secrets of second factors encrypted."""

    def encrypt(self, text: str) -> str:
        return secrets_at_rest.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Raises UnreadableSecretError."""
        return secrets_at_rest.decrypt(encrypted_text)
