"""Start-up checks of the data of people, for `manage.py check --database default`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError

from accounts.people import secrets_at_rest


@register(Tags.database)
def second_factors_can_be_read(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """accounts.E001: second factors that none of the keys decrypts let nobody log in."""
    from allauth.mfa.models import Authenticator  # noqa: PLC0415  # models are there by now

    unreadable = 0
    for alias in databases or ():
        try:
            stored = list(Authenticator.objects.using(alias).values_list("data", flat=True))
        except DatabaseError:  # no tables yet
            continue
        unreadable += sum(not _is_readable(data) for data in stored)
    if not unreadable:
        return []
    return [
        Error(
            f"{unreadable} second factors can be read with none of the keys.",
            hint="Add the key they were stored with to MFA_KEYS, or the former SECRET_KEY to SECRET_KEY_FALLBACKS.",
            id="accounts.E001",
        )
    ]


def _is_readable(data: dict[str, Any]) -> bool:
    try:
        secrets_at_rest.rewrite(data, secrets_at_rest.decrypt)
    except secrets_at_rest.UnreadableSecretError:
        return False
    return True
