from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from projects.actions.record_claim import day_of, record_claim
from projects.actions.refresh import refresh_affected
from projects.models import Target


def record_target(
    *, by: AbstractBaseUser, at: datetime, confirmed: Collection[str] | None = None, **columns: Any
) -> Target:
    """Records an announced target; ``columns`` are those of Target, ``confirmed``: see ``record_claim``.

    Raises ValidationError naming column and rule.
    """
    target = Target(**columns)
    with transaction.atomic():
        record_claim(target, action="record_target", by=by, at=at, confirmed=confirmed)
        refresh_affected(as_of=day_of(at), at=at, targets=[target.pk])
    return target
