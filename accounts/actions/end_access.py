"""What ends with an old password that somebody else may know."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import PrivateAddress, TelegramChat, User, WebHook

from .private_addresses import renew_address
from .tokens import revoke_tokens


def end_access(*, person: User, at: datetime) -> None:
    """Ends all that acts for a person or tells what they follow: by it whoever knew the password goes on.

    Tokens are revoked, private addresses drawn anew, web hooks switched off; the chat is unlinked, and an offered code
    links none.
    """
    with transaction.atomic():
        revoke_tokens(person=person, by=person, at=at)
        if PrivateAddress.objects.filter(user=person).exists():
            renew_address(by=person, at=at)
        WebHook.objects.filter(user=person, disabled_at=None).update(disabled_at=at)
        TelegramChat.objects.filter(user=person).update(chat_id=None, linked_at=None, code_until=at)
