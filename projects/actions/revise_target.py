from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from projects.actions.record_claim import copied, record_claim
from projects.models import Target

# What a later announcement does not inherit: its day, its source, and what the older one printed.
ITS_OWN = frozenset({"announced", "source", "revises", "withdrawn", "deadline_text"})


def revise_target(
    *,
    target: Target,
    by: AbstractBaseUser,
    at: datetime,
    confirmed: Collection[str] | None = None,
    **columns: Any,
) -> Target:
    """Records that a target was announced anew (rule R10): a new link, equal to the old one but for ``columns``.

    ``announced`` and ``source`` are needed. Raises ValidationError, also where the target has been revised already.
    """
    inherited = {name: value for name, value in copied(target).items() if name not in ITS_OWN}
    link = Target(**{**inherited, **columns, "revises": target})
    record_claim(link, by=by, at=at, confirmed=confirmed)
    return link
