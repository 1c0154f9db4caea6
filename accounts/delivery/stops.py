"""Mail addresses that nothing is sent to: stopping them, and allowing them again."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.models import StoppedAddress, User


def stop_address(*, address: str, reason: str, detail: str, at: datetime, signal: str | None = None) -> bool:
    """Send nothing more to this address. False: it was stopped already, or the same ``signal`` came before."""
    columns = {"reason": reason, "detail": detail[:2000], "signal": signal, "stopped_at": at}
    try:
        with transaction.atomic():
            StoppedAddress.objects.create(address=address.strip().lower(), **columns)
    except IntegrityError:
        return False
    return True


def allow_address(*, stopped: StoppedAddress, by: User, at: datetime) -> bool:
    """Send to the address again. False: somebody has allowed it meanwhile. The row that stopped it stays."""
    active = StoppedAddress.objects.active().filter(pk=stopped.pk)
    return active.update(lifted_at=at, lifted_by=by) == 1
