"""Mail: a message of the ledger as a mail, and the line to the mail server."""

from __future__ import annotations

import base64
import logging
import smtplib
from datetime import datetime
from email.mime.image import MIMEImage
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends import smtp

from accounts.delivery.stops import stop_address
from accounts.models import Message, StoppedAddress

from .interface import ChannelAwayError, DeliveryResult
from .smtp import hand_over

logger = logging.getLogger(__name__)


def mail_for(message: Message) -> EmailMultiAlternatives:
    """The mail as it goes out, the same at every attempt; one that can be left has the headers of RFC 2369 and 8058."""
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
    """One connection to the mail server, opened when first needed and anew after it broke."""

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
        if isinstance(self._backend, smtp.EmailBackend) and self._backend.connection:
            delivery, line_is_good = hand_over(self._backend.connection, mail_for(message))
        else:
            delivery, line_is_good = self._written(message)
        if not line_is_good:
            self.close()
        return delivery

    def _written(self, message: Message) -> tuple[DeliveryResult, bool]:
        """Backends that write mail somewhere on this machine: what fails here has not gone out."""
        try:
            self._backend.send_messages([mail_for(message)])
        except (OSError, smtplib.SMTPException) as error:
            return DeliveryResult.retry(repr(error)), False
        except ValueError as error:  # it cannot be written as a mail at all
            return DeliveryResult.refused(repr(error)), True
        return DeliveryResult.sent(), True

    def learn(self, message: Message, delivery: DeliveryResult, at: datetime) -> None:
        if delivery.blames_recipient:
            stop_address(address=message.recipient, reason=StoppedAddress.Reason.REFUSED, detail=delivery.error, at=at)

    def close(self) -> None:
        self._is_open = False
        try:
            self._backend.close()
        except (OSError, smtplib.SMTPException) as error:
            logger.info("The line to the mail server ended badly: %s", error)
            self._backend.connection = None
