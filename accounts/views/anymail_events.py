"""The receiver of django-anymail's signal about reports of mail services."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from accounts.actions.mail_reports import MailReport, process_report

# How services call what comes back from a full mailbox, or from somebody who is on holiday. django-anymail calls all of
# it bounced: Brevo and Mandrill, MailerSend, Postmark, Amazon SES.
SOFT = frozenset({"soft_bounce", "soft_bounced", "SoftBounce", "Transient"})
logger = logging.getLogger(__name__)


def on_tracking(sender: Any, event: Any, esp_name: str, **_: Any) -> None:
    """One event of ``anymail.signals.tracking``."""
    if not event.recipient:
        return
    answer = " ".join(part for part in (event.description, event.mta_response) if part)
    report = MailReport(
        service=esp_name,
        kind=event.event_type,
        recipient=event.recipient,
        reject_reason=event.reject_reason,
        event_id=event.event_id,
        happened_at=event.timestamp,
        answer=answer,
        is_soft=_is_soft(event.esp_event),
    )
    done = process_report(report, at=timezone.now())  # noqa: TID251  # an edge: this is the clock
    logger.info("%s reports %s of a mail: %s", esp_name, event.event_type, done)


def _is_soft(event: Any) -> bool:
    """Whether a service calls it so in its own event."""
    parts = [event, *(event.get(name) for name in ("bounce", "data"))] if isinstance(event, Mapping) else []
    names = ("event", "type", "Type", "bounceType")
    values = [part.get(name) for part in parts if isinstance(part, Mapping) for name in names]
    return any(isinstance(value, str) and value in SOFT for value in values)
