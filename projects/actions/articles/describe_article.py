from __future__ import annotations

from datetime import date

from projects.models import Article


def describe_article(
    *, article: Article, title: str, publisher: str, published: date | None, precision: str, language: str
) -> Article:
    """Says what an article is; its text stays as it was taken."""
    article.title, article.publisher = title, publisher
    article.published, article.published_precision = published, precision
    article.language = language
    article.save(update_fields=["title", "publisher", "published", "published_precision", "language"])
    return article


def set_article_state(*, article: Article, state: str) -> Article:
    """Done, dropped, or taken up again."""
    article.state = state
    article.save(update_fields=["state"])
    return article
