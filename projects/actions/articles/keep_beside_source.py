from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from projects.actions.articles.keep_article import keep_article
from projects.models import Article, Source
from projects.models.article import ArticleText


def keep_beside_source(*, text: ArticleText, source: Source, by: AbstractBaseUser, at: datetime) -> Article:
    """Keeps the text of a recorded source beside it, as evidence: it does not wait to be read.

    A text that stands beside another source stays there. Raises ValidationError (``keep_article``).
    """
    with transaction.atomic():
        row = keep_article(text, by=by, at=at, origin=Article.Origin.FETCHED)
        if row.source_id is None:
            row.source = source
            if row.state == Article.State.WAITING:
                row.state = Article.State.DONE
            row.save(update_fields=["source", "state"])
    return row
