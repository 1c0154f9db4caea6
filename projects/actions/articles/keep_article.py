from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from projects.models import Article
from projects.models.article import MAX_ADDRESS, ArticleText
from projects.models.fields import LONG_TEXT
from projects.reading.clean_text import clean_text


def keep_article(article: ArticleText, *, by: AbstractBaseUser | None, at: datetime, origin: str) -> Article:
    """Keeps a text as it is now; the row that there is where its address gave the same text before.

    ``by`` is None where a watch took it. A text that was no longer kept is kept again. Raises ValidationError for a
    text that is empty, and for an address that is too long.
    """
    text, is_cut = clean_text(article.text)
    url = article.url.strip()
    if not text:
        raise ValidationError({"text": _("There is no text to read in it.")})
    if len(url.encode()) > MAX_ADDRESS:
        raise ValidationError({"url": _("The address is too long: %d bytes are kept.") % MAX_ADDRESS})
    digest = sha256(text.encode()).hexdigest()
    if (row := _kept(url, digest)) is not None:
        return _with_text(row, text, at)
    row = Article(
        url=url,
        title=_line(article.title),
        publisher=_line(article.publisher),
        published=article.published,
        published_precision=article.published_precision,
        language=article.language if article.language in Article.Language.values else "",
        text=text,
        sha256=digest,
        is_cut=article.is_cut or is_cut,
        taken_at=at,
        taken_by_id=by.pk if by is not None else None,
        origin=origin,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        if (same := _kept(url, digest)) is None:  # else somebody kept it at the same moment
            raise
        return same
    return row


def _kept(url: str, digest: str) -> Article | None:
    return Article.objects.filter(url=url, sha256=digest).first() if url else None


def _with_text(row: Article, text: str, at: datetime) -> Article:
    if row.emptied_at is not None:
        row.text, row.emptied_at, row.taken_at = text, None, at
        if row.state == Article.State.DROPPED:
            row.state = Article.State.WAITING
        row.save(update_fields=["text", "emptied_at", "taken_at", "state"])
    return row


def _line(text: str) -> str:
    """What fits into one line of the record."""
    return " ".join(clean_text(text)[0].split())[:LONG_TEXT]
