from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from projects.actions.record_claim import copied, day_of, free_id, record_claim
from projects.actions.refresh import refresh_affected
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

    ``withdrawn=True`` records that it was given up. ``announced`` and ``source`` are needed.
    Raises ValidationError, also where the target has been revised already.
    """
    inherited = {name: value for name, value in copied(target).items() if name not in ITS_OWN}
    link = Target(**{**inherited, **columns, "revises": target})
    with transaction.atomic():
        give_id(link)
        record_claim(link, action="revise_target", by=by, at=at, details={"revises": target.pk}, confirmed=confirmed)
        refresh_affected(as_of=day_of(at), at=at, targets=[link.pk])
    return link


def give_id(target: Target) -> None:
    """An id for a later link without one."""
    if not target.id and target.revises_id:
        target.id = free_id(Target, f"{target.revises_id}-revised")
