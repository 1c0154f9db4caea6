from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.follows import searches
from accounts.models import DigestPreferences, Follow, ReminderPreferences, User
from accounts.models.follow import KINDS, MAX_NAME
from projects.models import Organisation, Programme, RenamedId, Target, Territory
from projects.models.names import active_language
from projects.reports.targets.target_query import TargetQuery

ROWS: dict[str, type[models.Model]] = {
    "target": Target,
    "programme": Programme,
    "organisation": Organisation,
    "territory": Territory,
}
MAX_SEARCHES = 30  # each is asked for every digest


class UnknownThingError(LookupError):
    """There is no thing of this kind with this id."""


class EverythingError(ValueError):
    """A search without a filter would follow everything."""


@dataclass(frozen=True, slots=True)
class Followable:
    """A thing that can be followed. ``id``: of a target the first link of its chain, of a search its query string.

    ``row``: its row of the record, if it is one. ``query``: of a search.
    """

    kind: str
    id: str
    row: models.Model | None = None
    query: TargetQuery | None = None


def follow(*, by: User, kind: str, thing_id: str, at: datetime, name: str = "") -> Follow:
    """Follow a thing. If it is followed already, nothing changes. Any link of a chain stands for its first.

    A search without a ``name`` is named after its filters. Raises UnknownThingError, EverythingError,
    BadParametersError for a search that cannot be read, and ValidationError for more than MAX_SEARCHES.
    """
    thing = thing_to_follow(kind=kind, thing_id=thing_id)
    with transaction.atomic():
        DigestPreferences.objects.get_or_create_for(by, at=at)
        ReminderPreferences.objects.get_or_create_for(by, at=at)
        existing = Follow.objects.filter(user=by, **_lookup(thing)).first()
        if existing is not None:
            return existing
        fresh: dict[str, Any] = {"created_at": at}
        if thing.query is not None:
            User.objects.select_for_update().get(pk=by.pk)  # two requests at once must not both count one too few
            if Follow.objects.filter(user=by).exclude(search="").count() >= MAX_SEARCHES:
                raise ValidationError(
                    _("You follow %d searches, which is as many as one can; stop following one first.") % MAX_SEARCHES
                )
            fresh["name"] = _name(name) or searches.describe_search(thing.query, active_language())
        followed, _new = Follow.objects.get_or_create(user=by, **_lookup(thing), defaults=fresh)
    return followed


def unfollow(*, by: User, kind: str, thing_id: str) -> bool:
    """Stop following a thing, also one that is no longer in the record. False: it was not followed.

    Raises what ``follow`` raises for a thing that is neither followed nor in the record.
    """
    column = {f"{kind}_id" if kind in ROWS else kind: thing_id}
    follows = Follow.objects.filter(user=by)
    if kind in KINDS and thing_id and "\0" not in thing_id and follows.filter(**column).exists():
        return follows.filter(**column).delete()[0] > 0
    return follows.filter(**_lookup(thing_to_follow(kind=kind, thing_id=thing_id))).delete()[0] > 0


def rename_search(*, by: User, follow_id: int, name: str) -> Follow:
    """Rename a followed search. Raises UnknownThingError, and ValidationError for a name that is empty or too long."""
    followed = Follow.objects.filter(user=by, pk=follow_id).exclude(search="").first()
    if followed is None:
        raise UnknownThingError("search", str(follow_id))
    followed.name = _name(name)
    if not followed.name:
        raise ValidationError(_("A saved search needs a name."))
    followed.save(update_fields=["name"])
    return followed


def thing_to_follow(*, kind: str, thing_id: str) -> Followable:
    """The thing that can be followed: of a target the first link of its chain, of a search the one thing it filters by.

    Raises UnknownThingError, EverythingError, and BadParametersError for a search that cannot be read.
    """
    if kind not in KINDS or "\0" in thing_id:
        raise UnknownThingError(kind, thing_id)
    if kind == "search":
        query = _question(thing_id)
        kind, thing_id = searches.thing_of(query)
        if kind == "search":
            return Followable(kind, thing_id, query=query)
    if kind == "sector":
        if not thing_id or not Programme.objects.filter(sector=thing_id).exists():
            raise UnknownThingError(kind, thing_id)
        return Followable(kind, thing_id)
    row = ROWS[kind]._default_manager.filter(pk=thing_id).first()
    if row is None:
        renamed = RenamedId.objects.current(kind, [thing_id]).get(thing_id)
        row = ROWS[kind]._default_manager.filter(pk=renamed).first()
    if row is None:
        raise UnknownThingError(kind, thing_id)
    while isinstance(row, Target) and row.revises is not None:
        row = row.revises
    return Followable(kind, str(row.pk), row=row)


def _question(query_string: str) -> TargetQuery:
    query = searches.parse_search(query_string)
    if not query.filtered:
        raise EverythingError(query_string)
    return query


def _lookup(thing: Followable) -> dict[str, str]:
    return {f"{thing.kind}_id" if thing.kind in ROWS else thing.kind: thing.id}


def _name(text: str) -> str:
    """The name as it is stored: one line of printable characters. Raises ValidationError if it is too long."""
    name = "".join(letter for letter in " ".join(text.split()) if letter.isprintable())
    if len(name) > MAX_NAME:
        raise ValidationError(_("A name has at most %d characters.") % MAX_NAME)
    return name
