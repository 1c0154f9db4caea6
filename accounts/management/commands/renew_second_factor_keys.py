from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.actions.second_factors import reencrypt_factors
from accounts.people.secrets_at_rest import UnreadableSecretError


class Command(BaseCommand):
    help = "Stores all second factors with the first key of MFA_KEYS; afterwards the other keys can be dropped."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            number = reencrypt_factors()
        except UnreadableSecretError:
            raise CommandError(
                "A second factor can be read with none of the keys; nothing was changed. Add the key it was "
                "stored with to MFA_KEYS, or the former SECRET_KEY to SECRET_KEY_FALLBACKS."
            ) from None
        self.stdout.write(f"{number} second factors are stored with the first key.")
