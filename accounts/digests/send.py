"""Sending what was frozen, each digest at most once, and the sweep that does everything due."""

from __future__ import annotations

import logging
import smtplib
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from accounts.models import Digest

from .claim import claim_due

# A digest that its claimer has not sent by then is anybody's: the claimer died or found the mail server away.
ORPHANED_AFTER = timedelta(minutes=5)
# By then a sender has an answer or is dead (EMAIL_TIMEOUT is far shorter): nobody knows whether the mail went out.
LOST_AFTER = timedelta(minutes=15)

Clock = Callable[[], datetime]
logger = logging.getLogger(__name__)


class MailServerAwayError(Exception):
    """No connection to the mail server: nothing was sent, what is pending stays pending."""


def sweep(clock: Clock, user_id: int | None = None) -> Counter[str]:
    """Settle what was left behind, then claim and send all that is due; how many digests came to which state.

    Besides the states, ``silent`` counts people who had nothing to hear and ``waiting`` tells of a mail
    server that was away.
    """
    done: Counter[str] = Counter()
    done[Digest.State.UNCERTAIN] += give_up_lost(clock())
    try:
        done += send(_orphans(clock(), user_id), clock)
        while (claimed := claim_due(clock(), user_id)).people:
            done["silent"] += claimed.people - len(claimed.digest_ids)
            done += send(claimed.digest_ids, clock)
    except MailServerAwayError:
        logger.exception("The mail server is away: digests wait")
        done["waiting"] = Digest.objects.filter(state=Digest.State.PENDING).count()
    return done


def give_up_lost(at: datetime) -> int:
    """Mark as uncertain what a sender took long ago and never settled; the next digest covers its window."""
    lost = Digest.objects.filter(state=Digest.State.SENDING, sending_at__lte=at - LOST_AFTER)
    return lost.update(state=Digest.State.UNCERTAIN, settled_at=at, error="The sender never came back.")


def send(digest_ids: Iterable[int], clock: Clock) -> Counter[str]:
    """Send these digests over one connection, passing over those that another sender has taken.

    Raises MailServerAwayError before it takes a digest that it could not hand to anybody.
    """
    done: Counter[str] = Counter()
    with _Line() as line:
        for digest_id in digest_ids:
            line.open()
            waiting = Digest.objects.filter(pk=digest_id, state=Digest.State.PENDING)
            if waiting.update(state=Digest.State.SENDING, sending_at=clock()):
                state, error = line.deliver(Digest.objects.get(pk=digest_id))
                # Also from uncertain: a sender that was given up for lost and knows after all.
                Digest.objects.filter(pk=digest_id, state__in=[Digest.State.SENDING, Digest.State.UNCERTAIN]).update(
                    state=state, settled_at=clock(), error=error
                )
                done[state] += 1
    return done


def message_for(digest: Digest) -> EmailMultiAlternatives:
    """The mail as it goes out, with the headers of a list that can be left in one click (RFC 2369, RFC 8058)."""
    message = EmailMultiAlternatives(
        digest.subject,
        digest.text,
        settings.DEFAULT_FROM_EMAIL,
        [digest.recipient],
        reply_to=[settings.MAIL_REPLY_TO] if settings.MAIL_REPLY_TO else None,
        headers={
            "Message-ID": digest.message_id,
            "List-Unsubscribe": f"<{digest.unsubscribe_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
            "Content-Language": digest.language,
        },
    )
    message.attach_alternative(digest.html, "text/html")
    return message


class _Line:
    """One connection to the mail server, opened when first needed and anew after it broke."""

    def __init__(self) -> None:
        self._connection: Any = get_connection()
        self._is_open = False

    def __enter__(self) -> _Line:
        return self

    def __exit__(self, *_raised: object) -> None:
        self._connection.close()

    def open(self) -> None:
        """Raises MailServerAwayError."""
        if self._is_open:
            return
        try:
            self._connection.open()
        except (OSError, smtplib.SMTPException) as error:
            raise MailServerAwayError(str(error)) from error
        self._is_open = True

    def deliver(self, digest: Digest) -> tuple[str, str]:
        """The state the digest comes to, and the error if it was not sent."""
        try:
            self._connection.send_messages([message_for(digest)])
        except smtplib.SMTPServerDisconnected as error:
            return self._broken(digest, error)
        except (smtplib.SMTPException, ValueError) as error:
            # The server said no, or the message cannot be written: it certainly did not go out.
            logger.warning("Digest %s was refused: %s", digest.pk, error)
            return Digest.State.FAILED, repr(error)
        except OSError as error:
            return self._broken(digest, error)
        return Digest.State.SENT, ""

    def _broken(self, digest: Digest, error: Exception) -> tuple[str, str]:
        """The line broke during the conversation: the server may have taken the mail or not."""
        logger.warning("The line broke while digest %s was sent: %s", digest.pk, error)
        self._connection.close()
        self._is_open = False
        return Digest.State.UNCERTAIN, repr(error)


def _orphans(at: datetime, user_id: int | None) -> list[int]:
    left = Digest.objects.filter(state=Digest.State.PENDING, claimed_at__lte=at - ORPHANED_AFTER)
    if user_id is not None:
        left = left.filter(user_id=user_id)
    return list(left.order_by("claimed_at", "id").values_list("id", flat=True))
