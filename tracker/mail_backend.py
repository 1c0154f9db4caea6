"""EMAIL_URL=folder://, the default on one machine: mail that /dev/mail/ shows, without a mail server."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from tracker import mail


class FolderBackend(BaseEmailBackend):
    """Sends by writing into MAIL_FOLDER: what a management command uses beside `make run`."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            noted = "".join(f"X-Kept-For: {address}\n" for address in message.recipients())
            mail.keep(settings.MAIL_FOLDER, noted.encode() + message.message().as_bytes())
        return len(email_messages)
