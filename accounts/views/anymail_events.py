"""The receiver of django-anymail's signal about reports of mail services."""

from __future__ import annotations

import logging
from typing import Any

from django.utils import timezone

from accounts.actions.mail_reports import MailReport, process_report

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
    )
    done = process_report(report, at=timezone.now())  # noqa: TID251  # an edge: this is the clock
    logger.info("%s reports %s of a mail: %s", esp_name, event.event_type, done)
