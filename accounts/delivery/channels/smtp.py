"""One SMTP transaction, step by step: what a broken connection means depends on the step (RFC 5321, 4.2.5 and 6.1).

Until the last byte of the content is sent, the server has taken nothing and the mail may be tried again. After that
only an answer tells whether it was taken.
"""

from __future__ import annotations

import logging
import re
import smtplib
from functools import lru_cache

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import sanitize_address

from .headers import unfold_first_lines
from .interface import DeliveryResult

logger = logging.getLogger(__name__)

# Enhanced codes (RFC 3463) that are not about the address: temporary ones (4.x.x), a full mailbox (x.2.2), a mail that
# is too long (x.2.3), the system, the network, the protocol, the content, a policy (x.3 to x.7).
NOT_THE_ADDRESS = re.compile(r"(?<![\d.])(?:4\.\d\.\d{1,3}|5\.(?:2\.[23]|[3-7]\.\d{1,3}))(?![\d.])")
NO_MEMORY = "The memory ran out before the mail was handed over."
LEADING_PERIOD = re.compile(rb"(?m)^\.")


def is_not_about_the_address(answer: str) -> bool:
    """Whether a mail server's refusal is about something other than the address, by its enhanced code."""
    return NOT_THE_ADDRESS.search(answer) is not None


class _Refused(Exception):
    """The server refused a step."""

    def __init__(self, step: str, code: int, answer: bytes) -> None:
        super().__init__(f"{step}: {code} {answer.decode(errors='replace')}")
        self.step, self.code = step, code


def hand_over(line: smtplib.SMTP, mail: EmailMultiAlternatives) -> tuple[DeliveryResult, bool]:
    """Send a mail: the result, and whether the connection can be used for the next mail."""
    try:
        sender, (recipient,) = _address(mail.from_email), map(_address, mail.to)
        written = mail.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]  # Django's own message takes it
        content = _dot_stuffed(unfold_first_lines(written))
    except ValueError as error:  # an address or a header that cannot be written: no server would take it
        return DeliveryResult.refused(repr(error), blames_recipient=False), True
    except MemoryError:
        return DeliveryResult.retry(NO_MEMORY), True
    try:
        _announce(line, sender, recipient, len(content))
        line.send(content)
    except _Refused as refused:
        return _result_of(line, refused)
    except (OSError, smtplib.SMTPException) as error:
        return DeliveryResult.retry(f"The line broke before the mail was handed over: {error}"), False
    except MemoryError:  # a part of the content may be on its way, its end is not
        return DeliveryResult.retry(NO_MEMORY), False
    try:
        code, answer = line.getreply()
    except (OSError, smtplib.SMTPException) as error:
        logger.warning("The line broke after a mail was handed over: %s", error)
        return DeliveryResult.uncertain(f"The line broke after the mail was handed over: {error}"), False
    if code == 250:
        return DeliveryResult.sent(), True
    if not 400 <= code < 600:
        problem = f"The mail was handed over, and the answer cannot be read: {code} {answer!r}"
        return DeliveryResult.uncertain(problem), False
    return _result_of(line, _Refused("DATA", code, answer))


def _announce(line: smtplib.SMTP, sender: str, recipient: str, size: int) -> None:
    """All steps before the content. Raises _Refused, or what smtplib raises for a broken connection."""
    line.ehlo_or_helo_if_needed()
    options = [f"size={size}"] if line.does_esmtp and line.has_extn("size") else []
    _expect("MAIL", {250}, line.mail(sender, options))
    _expect("RCPT", {250, 251}, line.rcpt(recipient))
    line.putcmd("data")
    _expect("DATA", {354}, line.getreply())


def _expect(step: str, wanted: set[int], reply: tuple[int, bytes]) -> None:
    code, answer = reply
    if code not in wanted:
        raise _Refused(step, code, answer)


def _result_of(line: smtplib.SMTP, refused: _Refused) -> tuple[DeliveryResult, bool]:
    """The result of a refusal: 5xx is permanent. At RCPT and DATA it is about the address, unless its code says no."""
    error = str(refused)
    if 500 <= refused.code < 600:
        blames = refused.step in {"RCPT", "DATA"} and not is_not_about_the_address(error)
        result = DeliveryResult.refused(error, blames_recipient=blames)
    else:
        result = DeliveryResult.retry(error)
    return result, refused.code != 421 and _reset(line)


def _reset(line: smtplib.SMTP) -> bool:
    try:
        return line.rset()[0] == 250
    except (OSError, smtplib.SMTPException):
        return False


def _dot_stuffed(content: bytes) -> bytes:
    """The content as SMTP sends it: leading periods doubled, and a period that ends it."""
    quoted = LEADING_PERIOD.sub(b"..", content)
    return quoted + (b"" if quoted.endswith(b"\r\n") else b"\r\n") + b".\r\n"


@lru_cache(maxsize=1024)
def _address(address: str) -> str:
    return sanitize_address(address, settings.DEFAULT_CHARSET)
