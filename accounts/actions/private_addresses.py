from __future__ import annotations

from datetime import datetime

from accounts.models import PrivateAddress, User
from accounts.models.private_address import new_secret


def renew_address(*, by: User, at: datetime) -> PrivateAddress:
    """Addresses for the person's own feed and calendar; those drawn earlier lead nowhere from now on."""
    address, _made = PrivateAddress.objects.update_or_create(
        user=by, defaults={"secret": new_secret(), "created_at": at}
    )
    return address


def delete_address(*, by: User) -> bool:
    """The addresses lead nowhere any more; false if there were none."""
    ended, _kinds = PrivateAddress.objects.filter(user=by).delete()
    return ended > 0
