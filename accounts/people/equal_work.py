"""A wrong password takes the same work for each account and for none (ADR 59).

A hash by a former hasher is checked at another speed than one by today's. So while such hashes are stored, every wrong
password is hashed by both.
"""

from __future__ import annotations

from django.contrib.auth.hashers import get_hasher, get_hashers
from django.core.cache import cache
from django.db.models import Q

from accounts.models import User

ASKED_AGAIN_AFTER = 600  # seconds; so long the work goes on after the last former hash


def former_hashes() -> Q:
    """Accounts whose password is stored by another hasher than today's."""
    former = Q(pk__in=())
    for hasher in get_hashers()[1:]:
        former |= Q(password__startswith=f"{hasher.algorithm}$")
    return former


def equalize(password: str, algorithms: set[str]) -> None:
    """Hash the password by each hasher in use that is not among those that its check has used.

    Raises PasswordsBusyError.
    """
    former = [hasher for hasher in get_hashers()[1:] if _is_stored(str(hasher.algorithm))]
    for hasher in [get_hasher(), *former] if former else ():
        if hasher.algorithm not in algorithms:
            hasher.encode(password, hasher.salt())


def _is_stored(algorithm: str) -> bool:
    """Whether somebody's password is stored by it, as of the last minutes."""
    return bool(
        cache.get_or_set(
            f"passwords-by-{algorithm}",
            lambda: User.objects.filter(password__startswith=f"{algorithm}$").exists(),
            ASKED_AGAIN_AFTER,
        )
    )
