from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from projects.models import Article


class DecidedMeanwhileError(Exception):
    """Somebody else decided on the figure after the page was shown; ``stored`` is what they decided, or None."""

    def __init__(self, stored: Any) -> None:
        super().__init__("decided meanwhile")
        self.stored = stored


def decide_figure(
    *, article: Article, figure: str, decision: Mapping[str, Any] | None, seen: str, by: AbstractBaseUser, at: datetime
) -> Article:
    """Stores what an editor decided on one figure, or takes it back (None). The record stays as it is.

    ``figure`` is its place, as in ``Article.decisions``; ``seen`` is the ``decision_token`` of what the page showed.
    Raises DecidedMeanwhileError.
    """
    with transaction.atomic():
        stored = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
        if not isinstance(stored.decisions, dict):
            stored.decisions = {}
        before = stored.decisions.get(figure)
        if decision_token(before) != seen:
            raise DecidedMeanwhileError(before)
        if decision is None:
            stored.decisions.pop(figure, None)
        else:
            stored.decisions[figure] = {**decision, "by": str(by.pk), "at": at.isoformat()}
        if stored.state == Article.State.WAITING:
            stored.state = Article.State.READING
        stored.save(update_fields=["decisions", "state"])
    return stored


def decision_token(entry: Any) -> str:
    """Names a stored decision, so that nobody overwrites one that they have not seen; empty where there is none."""
    if entry is None:
        return ""
    return hashlib.sha256(json.dumps(entry, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]
