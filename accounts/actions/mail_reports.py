"""Reports of a mail service: a mail bounced, or its reader complained or unsubscribed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from anymail.signals import EventType, RejectReason

from accounts.delivery.channels.smtp import is_not_about_the_address
from accounts.delivery.stops import stop_address
from accounts.models import Message, StoppedAddress, User

from .digest_preferences import stop_digests

# Mail services repeat a report for some days until it is accepted; an older one is a replay.
OLDEST = timedelta(days=14)
BY_POLICY = {RejectReason.BLOCKED, RejectReason.TIMED_OUT, RejectReason.OTHER}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailReport:
    """One event, in terms common to all mail services (``anymail.signals``). ``answer``: the mail server's answer.

    ``is_soft``: the service itself says that the mail came back for a cause that passes.
    """

    service: str
    kind: str
    recipient: str
    reject_reason: str | None = None
    event_id: str | None = None
    happened_at: datetime | None = None
    answer: str = ""
    is_soft: bool = False

    @property
    def signal(self) -> str:
        """The identity of the report: the same however often it is sent."""
        own = self.event_id or f"{self.kind} {self.recipient.lower()} {self.happened_at} {self.answer}"
        return f"{self.service}:{hashlib.sha256(own.encode()).hexdigest()}"


def process_report(report: MailReport, *, at: datetime) -> str:
    """Stop mail to an address that bounced or complained, or a person's digests. Returns what was done, for the log.

    A report counts once. One that is too old, or from before the address was allowed again, is ignored.
    """
    address = report.recipient.strip().lower()
    reason = _reason(report)
    if reason is None and report.kind != EventType.UNSUBSCRIBED:
        return "nothing to do"
    if _is_out_of_date(address, report.happened_at, at):
        return "out of date"
    person = User.objects.filter(email=address).first()
    if reason is None:
        return "digests stopped" if person is not None and stop_digests(user_id=person.pk) else "nothing to do"
    if person is None and not Message.objects.filter(recipient__iexact=address).exists():
        return "nobody here has this address"
    new = stop_address(address=address, reason=reason, detail=report.answer, at=at, signal=report.signal)
    return "stopped" if new else "known already"


def _reason(report: MailReport) -> str | None:
    """Why the address is to be stopped. None: it is not."""
    if report.kind == EventType.COMPLAINED or report.reject_reason == RejectReason.SPAM:
        return StoppedAddress.Reason.COMPLAINED
    final = report.kind in {EventType.BOUNCED, EventType.REJECTED}
    if not final or report.is_soft or report.reject_reason in BY_POLICY or is_not_about_the_address(report.answer):
        return None
    return None if report.reject_reason == RejectReason.UNSUBSCRIBED else StoppedAddress.Reason.BOUNCED


def _is_out_of_date(address: str, happened_at: datetime | None, at: datetime) -> bool:
    if happened_at is None:
        return False
    lifted = StoppedAddress.objects.filter(address=address, lifted_at__gte=happened_at)
    return happened_at < at - OLDEST or lifted.exists()
