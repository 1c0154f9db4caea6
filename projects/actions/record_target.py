from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from projects.actions.record_claim import record_claim
from projects.models import Target


def record_target(
    *, by: AbstractBaseUser, at: datetime, confirmed: Collection[str] | None = None, **columns: Any
) -> Target:
    """Records an announced target; ``columns`` are those of Target, ``confirmed``: see ``insert_claim``.

    Raises ValidationError naming column and rule.
    """
    target = Target(**columns)
    record_claim(target, by=by, at=at, confirmed=confirmed)
    return target
