from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from projects.actions.record_claim import record_claim
from projects.actions.revise_target import next_link
from projects.models import Source, Target


def withdraw_target(
    *, target: Target, announced: date, source: Source, by: AbstractBaseUser, at: datetime, **text: Any
) -> Target:
    """Records that a target was given up (rule R10): a new link that withdraws it, its figures unchanged.

    ``text``: ``id``, ``locator``, ``note``, ``speaker``. Raises ValidationError where it has been revised already.
    """
    link = next_link(target, {**text, "announced": announced, "source": source, "withdrawn": True})
    record_claim(link, by=by, at=at, action="withdraw_target")
    return link
