"""Keys of news that name a thing which was given another id: it is no news for that."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from projects.models import RenamedId

KINDS = ("target", "outcome", "indicator")  # whose ids stand in keys
_PART = re.compile(r"[^:@+]+")
_OUTCOMES = re.compile(r"[^:@]*\+[^:@]*")  # of a dispute, in their order


def ids_of_today() -> dict[str, str]:
    """The ids of today by former ids. One query."""
    return dict(RenamedId.objects.filter(kind__in=KINDS).values_list("old_id", "new_id"))


def with_ids_of_today(keys: Iterable[str], renamed: Mapping[str, str]) -> set[str]:
    """The keys, and beside each that names a former id the same with the id of today.

    Both can stay: nothing else gets a former id (ADR 10).
    """
    former = {*keys}
    return former | {with_other_ids(key, renamed) for key in former} if renamed else former


def ids_as_recorded() -> dict[str, str]:
    """The ids under which things were recorded, by those of today (ADR 50). One query."""
    renamed = RenamedId.objects.filter(kind__in=KINDS).order_by("-renamed_at", "-pk")
    return dict(renamed.values_list("new_id", "old_id"))  # the first one that was given is read last


def with_other_ids(key: str, renamed: Mapping[str, str]) -> str:
    """The key with each id replaced for which ``renamed`` has another."""
    key = _PART.sub(lambda part: renamed.get(part[0], part[0]), key)
    return _OUTCOMES.sub(lambda ids: "+".join(sorted(ids[0].split("+"))), key)
