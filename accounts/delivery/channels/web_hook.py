"""Web hooks, with the headers and the signature of the Standard Webhooks specification.

A request without an answer is sent again with the same ``webhook-id``, by which programs recognise repetitions.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from datetime import timedelta
from typing import Any

from django.conf import settings

from accounts.models import Message, WebHook
from accounts.models.web_hook import SECRET_PREFIX
from projects.http.safe_http import Answer, NoAnswerError, NotReachedError, RefusedAddressError, post

from .interface import DeliveryResult

LONGEST_WAIT = timedelta(hours=6)  # the longest Retry-After that is honoured
GONE = 410


def payload(message: Message) -> bytes:
    """The body of the request: the message as JSON, with the text of the mail and the items for programs."""
    members: dict[str, Any] = {
        "type": message.kind,
        "timestamp": message.created_at.isoformat(),
        "data": {
            "key": message.key.partition("@")[0],
            "language": message.language,
            "subject": message.subject,
            "text": message.text,
            "items": message.items,
        },
    }
    return json.dumps(members, ensure_ascii=False, separators=(",", ":")).encode()


def headers(hook: WebHook, message: Message, body: bytes, at: int) -> dict[str, str]:
    """The signed headers. ``at``: seconds since 1970; it is signed, so that a recorded request cannot be replayed."""
    signed = b".".join([_id(message).encode(), str(at).encode(), body])
    key = base64.b64decode(hook.secret.removeprefix(SECRET_PREFIX))
    signature = base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
    return {
        "Content-Type": "application/json",
        "User-Agent": f"promise-tracker (+{settings.CONTACT_URL or settings.SITE_URL})",
        "webhook-id": _id(message),
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{signature}",
    }


def _id(message: Message) -> str:
    return f"msg_{message.pk}"


class WebHookChannel:
    """One request for each message."""

    def open(self) -> None:
        """Each hook is on another server: nothing is kept open."""

    def deliver(self, message: Message) -> DeliveryResult:
        hook = WebHook.objects.filter(user=message.user_id, url=message.recipient, disabled_at=None).first()
        if hook is None:
            return DeliveryResult.refused("This web hook was removed or is switched off.")
        body = payload(message)
        try:
            answer = post(hook.url, body, headers(hook, message, body, int(time.time())))  # an edge: this is the clock
        except RefusedAddressError as error:
            return DeliveryResult.refused(str(error), blames_recipient=True)
        except (NotReachedError, NoAnswerError) as error:
            return DeliveryResult.retry(str(error))
        return _result_of(answer)

    def close(self) -> None:
        """Nothing is kept open."""


def _result_of(answer: Answer) -> DeliveryResult:
    if 200 <= answer.status < 300:
        return DeliveryResult.sent()
    if answer.status == GONE:
        return DeliveryResult.refused("It answers 410: it is gone.", blames_recipient=True)
    if 300 <= answer.status < 400:
        return DeliveryResult.retry(
            f"It answers {answer.status}: redirects are not followed, give the address it leads to."
        )
    return DeliveryResult.retry(f"It answers {answer.status}.", not_before=_retry_after(answer))


def _retry_after(answer: Answer) -> timedelta | None:
    header = next((value for name, value in answer.headers.items() if name.lower() == "retry-after"), "")
    if not (header.isascii() and header.isdigit() and len(header) < 7):
        return None
    return min(timedelta(seconds=int(header)), LONGEST_WAIT)
