from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from projects.actions.record_claim import record_claim
from projects.models import Outcome


def record_outcome(
    *, by: AbstractBaseUser, at: datetime, confirmed: Collection[str] | None = None, **columns: Any
) -> Outcome:
    """Records a reported figure; ``columns`` are those of Outcome, ``id`` made of indicator and period if absent.

    ``confirmed``: see ``insert_claim``. Raises ValidationError naming the column and the rule.
    """
    outcome = Outcome(**columns)
    record_claim(outcome, by=by, at=at, confirmed=confirmed)
    return outcome
