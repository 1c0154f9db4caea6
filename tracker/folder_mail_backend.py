"""How mail leaves: into a folder that /dev/mail/ shows (EMAIL_URL=folder://, the default), or to a mail server."""

from __future__ import annotations

import smtplib
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend

from accounts.delivery.channels.headers import unfold_first_lines
from tracker import mail


class FolderBackend(BaseEmailBackend):
    """Sends by writing into MAIL_FOLDER: what a management command uses beside `make run`."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            noted = "".join(f"X-Kept-For: {address}\n" for address in message.recipients())
            mail.keep(settings.MAIL_FOLDER, noted.encode() + unfold_first_lines(message.message().as_bytes()))
        return len(email_messages)


class SmtpBackend(EmailBackend):
    """Django's own, with every header of a mail begun on the line of its name."""

    @property
    def connection_class(self) -> Any:
        return _begun_headers(super().connection_class)


def _begun_headers(line: type[smtplib.SMTP]) -> type[smtplib.SMTP]:
    """A connection of that class which mends the head of what it sends."""

    class Line(line):  # type: ignore[valid-type,misc]  # SMTP or SMTP_SSL, as the settings have it
        def sendmail(self, from_addr: str, to_addrs: Any, msg: Any, *options: Any, **named: Any) -> Any:
            content = unfold_first_lines(msg) if isinstance(msg, bytes) else msg
            return super().sendmail(from_addr, to_addrs, content, *options, **named)

    return Line
