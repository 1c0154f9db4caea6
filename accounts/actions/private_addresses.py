from __future__ import annotations

from datetime import datetime

from accounts.models import PrivateAddress, User
from accounts.models.private_address import new_secret


def renew_address(*, by: User, at: datetime) -> PrivateAddress:
    """New secret addresses for the person's own feed and calendar. Earlier ones stop working."""
    address, _made = PrivateAddress.objects.update_or_create(
        user=by, defaults={"secret": new_secret(), "created_at": at}
    )
    return address


def delete_address(*, by: User) -> bool:
    """Delete the person's secret addresses. False: there were none."""
    deleted, _kinds = PrivateAddress.objects.filter(user=by).delete()
    return deleted > 0
