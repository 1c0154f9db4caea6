"""The addresses of a person's own feed and calendar, and of each saved search by itself.

That of a search is made from the person's secret and does not tell it: it can be given away alone. Drawing a new
secret ends all of them.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass

from django.db.models import Q
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.follows.searches import stored_query, with_current_ids
from accounts.models import Follow, PrivateAddress, User
from projects.reports.targets.target_query import TargetQuery

_OF_A_SEARCH = re.compile(r"search-([0-9]{1,18})-([\w-]{43})")


@dataclass(frozen=True, slots=True)
class Addressed:
    """Whose address it is, and of which saved search or sector; None: of all that the person follows."""

    person: User
    search: Follow | None = None


def address_of_search(secret: str, follow_id: int) -> str:
    """The last part of the address of one saved search of the person with that secret."""
    digest = salted_hmac("accounts.follows.search", f"{secret}/{follow_id}", algorithm="sha256").digest()
    return f"search-{follow_id}-{urlsafe_b64encode(digest).decode().rstrip('=')}"


def addressed(address: str) -> Addressed | None:
    """What an address leads to; None for one that nobody has, or has any more. At most two queries."""
    open_ones = PrivateAddress.objects.select_related("user").filter(user__is_active=True)
    named = _OF_A_SEARCH.fullmatch(address)
    if named is None:
        row = open_ones.filter(secret=address).first()
        return None if row is None else Addressed(row.user)
    searches = Follow.objects.exclude(Q(search="") & Q(sector=""))
    follow = searches.filter(pk=int(named[1])).first()
    row = None if follow is None else open_ones.filter(user=follow.user_id).first()
    if follow is None or row is None or not constant_time_compare(address, address_of_search(row.secret, follow.pk)):
        return None
    return Addressed(row.user, follow)


def query_of(search: Follow) -> TargetQuery:
    """What a saved search asks for, with the present ids of what it names. At most one query."""
    if search.sector:
        return TargetQuery(sector=search.sector)
    return with_current_ids({search.search: stored_query(search.search)})[search.search]
