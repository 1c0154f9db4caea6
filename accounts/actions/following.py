from __future__ import annotations

from datetime import datetime

from django.db import models, transaction

from accounts.models import Follow, Preferences, User
from projects.models import Organisation, Programme, Target

THINGS: dict[str, type[models.Model]] = {"target": Target, "programme": Programme, "organisation": Organisation}


class UnknownThingError(LookupError):
    """There is nothing of this kind with this id to follow."""


def follow(*, by: User, kind: str, thing_id: str, at: datetime) -> Follow:
    """Follow a thing; following it already changes nothing. Any link of a chain stands for its first.

    Raises UnknownThingError.
    """
    thing = thing_to_follow(kind=kind, thing_id=thing_id)
    with transaction.atomic():
        Preferences.objects.open_for(by, at=at)
        followed, _new = Follow.objects.get_or_create(user=by, **{kind: thing}, defaults={"created_at": at})
    return followed


def unfollow(*, by: User, kind: str, thing_id: str) -> bool:
    """Follow a thing no longer; true if it was followed. Raises UnknownThingError."""
    thing = thing_to_follow(kind=kind, thing_id=thing_id)
    deleted, _each = Follow.objects.filter(user=by, **{kind: thing}).delete()
    return deleted > 0


def toggle(*, by: User, kind: str, thing_id: str, at: datetime) -> bool:
    """Follow what was not followed and the reverse; true if it is followed now. Raises UnknownThingError."""
    if unfollow(by=by, kind=kind, thing_id=thing_id):
        return False
    follow(by=by, kind=kind, thing_id=thing_id, at=at)
    return True


def thing_to_follow(*, kind: str, thing_id: str) -> models.Model:
    """The thing itself; of a target, the first link of its chain. Raises UnknownThingError."""
    if kind not in THINGS or "\0" in thing_id:
        raise UnknownThingError(kind, thing_id)
    thing = THINGS[kind]._default_manager.filter(pk=thing_id).first()
    if thing is None:
        raise UnknownThingError(kind, thing_id)
    while isinstance(thing, Target) and thing.revises is not None:
        thing = thing.revises
    return thing
