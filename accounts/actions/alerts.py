from __future__ import annotations

from datetime import datetime

from accounts.models import Follow, User

from .follows import UnknownThingError, thing_to_follow


def set_alerts(*, by: User, target_id: str, wanted: bool, at: datetime) -> Follow:
    """Tell the person of a followed target at once, from ``at`` on, or in the digest only.

    Raises UnknownThingError for a target that does not exist or is not followed.
    """
    thing = thing_to_follow(kind="target", thing_id=target_id)
    follow = Follow.objects.filter(user=by, target=thing.id).first()
    if follow is None:
        raise UnknownThingError(target_id)
    if not wanted:
        follow.instant_since = None
    elif follow.instant_since is None:
        follow.instant_since = at
    follow.save(update_fields=["instant_since"])
    return follow


def stop_alerts(*, user_id: int) -> bool:
    """Send this person no more instant alerts; their follows stay. False: they got none."""
    return Follow.objects.filter(user_id=user_id, instant_since__isnull=False).update(instant_since=None) > 0
