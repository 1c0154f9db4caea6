from __future__ import annotations

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings

from accounts.people import secrets_at_rest


class MFAAdapter(DefaultMFAAdapter):
    """Stores the secrets of second factors encrypted. Of a passkey only the public key is stored, no secret."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The site that passkeys are for: the host of SITE_URL, whatever the request calls it."""
        return {"id": settings.PASSKEY_HOST, "name": settings.MFA_TOTP_ISSUER}

    def encrypt(self, text: str) -> str:
        return secrets_at_rest.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Raises UnreadableSecretError."""
        return secrets_at_rest.decrypt(encrypted_text)
