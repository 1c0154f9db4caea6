"""Texts of others that are no longer kept: their address and hash stay (ADR 33)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from projects.models import Article, Draft
from projects.models.audit import record_audit
from projects.models.draft import OPEN

MOST_REASON = 500  # characters
UNREAD = (Article.State.WAITING, Article.State.READING)  # without its text it is dropped


def empty_article(*, article: Article, reason: str, by: AbstractBaseUser, at: datetime) -> Article:
    """Stops keeping a text at once, as when its owner asks for it; the audit says why. Raises ValidationError."""
    reason = reason.replace("\0", "").strip()
    if not reason:
        raise ValidationError({"reason": _("Say why the text is no longer to be kept.")})
    if len(reason) > MOST_REASON:
        raise ValidationError({"reason": _("The reason is longer than %d characters.") % MOST_REASON})
    with transaction.atomic():
        row = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
        if row.emptied_at is None:
            row.text, row.emptied_at = "", at
            if row.state in UNREAD:
                row.state = Article.State.DROPPED
            row.save(update_fields=["text", "emptied_at", "state"])
            record_audit("empty_article", row, by=by, at=at, details={"reason": reason, "sha256": row.sha256})
    return row


def empty_unused_articles(*, at: datetime, after: timedelta) -> int:
    """Stops keeping the texts that nothing cites and that were taken so long ago; returns how many. Two queries.

    A text is cited by its source, and by a draft that is open. What was still to be read is dropped.
    """
    drafts = Draft.objects.filter(article=OuterRef("pk"), state__in=OPEN)
    old = Article.objects.filter(taken_at__lte=at - after, source=None, emptied_at=None).exclude(Exists(drafts))
    old.filter(state__in=UNREAD).update(state=Article.State.DROPPED)
    return old.update(text="", emptied_at=at)
