"""Second factors, for the operator: encrypted again with the present key, removed for people who lost theirs."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.accounts import end_sessions
from accounts.models import User
from accounts.people import secrets_at_rest
from projects.models.audit import record_audit


def reencrypt_factors() -> int:
    """Encrypt every secret again with the first key. Returns the number of factors.

    Raises UnreadableSecretError, and changes nothing, if none of the keys can decrypt one of them.
    """
    with transaction.atomic():
        factors = list(Authenticator.objects.select_for_update().order_by("pk"))
        for factor in factors:
            factor.data = secrets_at_rest.rewrite(
                factor.data, lambda stored: secrets_at_rest.encrypt(secrets_at_rest.decrypt(stored))
            )
        Authenticator.objects.bulk_update(factors, ["data"], batch_size=500)
    return len(factors)


def remove_factors(*, person: User, by: User, at: datetime) -> None:
    """Remove a person's second factor and recovery codes, and end their sessions.

    Raises ValidationError if there are none.
    """
    with transaction.atomic():
        factors = Authenticator.objects.filter(user=person)
        types = sorted(factors.values_list("type", flat=True))
        if not types:
            raise ValidationError(_("%s has no second factor.") % person.email)
        factors.delete()
        end_sessions(person)  # they have shown a factor that is gone
        record_audit("remove_second_factor", person, by=by, at=at, details={"types": types})
