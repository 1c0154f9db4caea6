"""Signed tokens in addresses that confirm a subscription without an account, or end it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing

from .stop_tokens import VALID_FOR, reading_a_token

CONFIRM, LEAVE = "accounts.week.confirm", "accounts.week.leave"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the owner of an address confirms: whose weeks (a country's id, "" for all), and in which language."""

    subscriber_id: UUID
    territory: str
    language: str


def confirming_token(choice: Choice) -> str:
    return signing.dumps([str(choice.subscriber_id), choice.territory, choice.language], salt=CONFIRM)


def leaving_token(subscriber_id: UUID) -> str:
    return signing.dumps(str(subscriber_id), salt=LEAVE)


def read_confirming(token: str) -> Choice:
    """Raises BadTokenError for a token that was not signed here, or whose address is forgotten by now."""
    valid_for: timedelta = settings.FORGET_UNCONFIRMED_AFTER
    with reading_a_token():
        id, territory, language = signing.loads(token, salt=CONFIRM, max_age=valid_for)
        return Choice(UUID(id), str(territory), str(language))


def read_leaving(token: str) -> UUID:
    """Raises BadTokenError as above; such a token is good for more than a year."""
    with reading_a_token():
        return UUID(signing.loads(token, salt=LEAVE, max_age=VALID_FOR))
