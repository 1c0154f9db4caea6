"""Mail: a message of the outbox as a mail, and the connection to the mail server."""

from __future__ import annotations

import base64
import logging
import smtplib
from email.mime.image import MIMEImage
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends import smtp

from accounts.models import Message

from .interface import ChannelAwayError, DeliveryResult
from .smtp import NO_MEMORY, hand_over

logger = logging.getLogger(__name__)


def mail_for(message: Message) -> EmailMultiAlternatives:
    """The mail, the same at each attempt. With an unsubscribe address it has the headers of RFC 2369 and 8058."""
    headers = {
        "Message-ID": message.message_id,
        "Auto-Submitted": "auto-generated",
        "Content-Language": message.language,
    }
    if message.unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{message.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail = EmailMultiAlternatives(
        message.subject,
        message.text,
        settings.DEFAULT_FROM_EMAIL,
        [message.recipient],
        reply_to=[settings.MAIL_REPLY_TO] if settings.MAIL_REPLY_TO else None,
        headers=headers,
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    if message.pictures:
        mail.mixed_subtype = "related"  # type: ignore[attr-defined]  # not in the stubs
        for picture in message.pictures:
            mail.attach(_inline(picture["cid"], base64.b64decode(picture["png"])))
    return mail


def _inline(cid: str, png: bytes) -> MIMEImage:
    part = MIMEImage(png, "png")
    part["Content-ID"] = f"<{cid}>"
    part["Content-Disposition"] = "inline"
    return part


class MailChannel:
    """One connection to the mail server, opened when needed and again after it broke."""

    def __init__(self) -> None:
        self._backend: Any = get_connection()
        self._is_open = False

    def open(self) -> None:
        if self._is_open:
            return
        try:
            self._backend.open()
        except (OSError, smtplib.SMTPException) as error:
            raise ChannelAwayError(f"The mail server cannot be reached: {error}") from error
        self._is_open = True

    def deliver(self, message: Message) -> DeliveryResult:
        try:
            mail = mail_for(message)
        except MemoryError:
            return DeliveryResult.retry(NO_MEMORY)
        if isinstance(self._backend, smtp.EmailBackend) and self._backend.connection:
            result, line_is_good = hand_over(self._backend.connection, mail)
        else:
            result, line_is_good = self._send_locally(mail)
        if not line_is_good:
            self.close()
        return result

    def _send_locally(self, mail: EmailMultiAlternatives) -> tuple[DeliveryResult, bool]:
        """For backends that store mail on this machine: mail that fails here was not sent."""
        try:
            self._backend.send_messages([mail])
        except (OSError, smtplib.SMTPException) as error:
            return DeliveryResult.retry(repr(error)), False
        except ValueError as error:  # no mail can be made of it
            return DeliveryResult.refused(repr(error)), True
        return DeliveryResult.sent(), True

    def close(self) -> None:
        self._is_open = False
        try:
            self._backend.close()
        except (OSError, smtplib.SMTPException) as error:
            logger.info("Closing the connection to the mail server failed: %s", error)
            self._backend.connection = None
