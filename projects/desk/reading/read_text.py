"""The figures of an article with their indicators, kept for a version of the record: a decision reads no text anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from projects.models import Article, RecordVersion
from projects.models.record_version import Version
from projects.models.source import public_on
from projects.reports.editing.readings import ReadFigure, match_article, read_figures
from projects.reports.version_cache import VersionCache

MOST_FIGURES = 500  # that are shown
KEPT = 8  # articles that a process keeps


@dataclass(frozen=True, slots=True)
class ReadText:
    """The first ``MOST_FIGURES`` figures; ``count`` is how many there are."""

    figures: tuple[ReadFigure, ...] = ()
    count: int = 0


article_cache = VersionCache(KEPT)


def read_text(article: Article) -> ReadText:
    """Nothing of a text that is no longer kept, or in a language that nobody has named.

    One query; at most eleven more where the text, what is known of it, or the record is new to this process.
    """
    if not article.language or not article.text:
        return ReadText()
    day = article.published
    published = public_on(day, article.published_precision) if day is not None else None
    version = RecordVersion.objects.current()
    key = (str(version), article.pk, article.sha256, published, article.language, article.publisher)
    return article_cache.get_or_make("article", key, lambda: _read(article, published, version))


def _read(article: Article, published: date | None, version: Version) -> ReadText:
    figures = read_figures(article.text, published, article.language, article.publisher, version)
    shown = figures[:MOST_FIGURES]
    matched = match_article(article.text, shown, published, article.language, article.publisher, version)
    return ReadText(tuple(matched), len(figures))
