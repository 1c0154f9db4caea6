"""The queue of articles that watched sources brought, and the watched sources that bring nothing any more."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Value

from projects.models import Article, ArticleMatch, Watch
from projects.models.article import ArticleQuerySet
from projects.models.watch import WatchQuerySet
from projects.reports.named import NAME_COLUMNS, Named
from projects.reports.paging import Page, clamp_page

from .open_work import MOST_SHOWN, Some
from .wanted_reports import WantedReports, wanted_reports

ON_A_PAGE = 25
ON_THE_FIRST_PAGE = 5  # of the desk
MOST_INDICATORS = 4  # that are named of an article
OPEN = (Article.State.WAITING, Article.State.READING)
STATES = ("open", Article.State.DROPPED.value, Article.State.DONE.value)


@dataclass(frozen=True, slots=True)
class QueuedIndicator:
    """An indicator that an article seems to be about; ``target`` is one of it that people wait for, or ""."""

    named: Named
    target: str


@dataclass(frozen=True, slots=True)
class QueuedArticle:
    """A line of the queue. ``is_wanted``: it may answer a followed target whose deadline passed unreported.

    ``more`` counts the indicators that are not named.
    """

    id: int
    url: str
    title: str
    publisher: str
    published: date | None
    published_precision: str
    state: str
    figure_count: int
    is_wanted: bool
    indicators: tuple[QueuedIndicator, ...]
    more: int


def article_queue(state: str, watch: int | None, page: int, at: datetime) -> Page[QueuedArticle]:
    """A page of the queue: what may answer a wanted target first, then what matches most, then the latest.

    Three queries, and those of ``wanted_reports``.
    """
    wanted = wanted_reports(at)
    rows = _rows(state)
    if watch is not None:
        rows = rows.filter(watch=watch)
    count = rows.count()
    page, pages = clamp_page(count, page, ON_A_PAGE)
    return Page(tuple(_lines(rows, wanted, (page - 1) * ON_A_PAGE, ON_A_PAGE)), count, page, pages)


def first_of_queue(at: datetime) -> Some[QueuedArticle]:
    """The first articles of the queue, and how many there are. As many queries."""
    rows = _rows("open")
    count = rows.count()
    return Some(tuple(_lines(rows, wanted_reports(at), 0, ON_THE_FIRST_PAGE)) if count else (), count)


def dead_watches() -> Some[Watch]:
    """Watched sources that have failed for days, the longest first. Two queries."""
    return _some(Watch.objects.dead())


def silent_watches(at: datetime) -> Some[Watch]:
    """Watched sources that answer and have named nothing new for months, the longest first. Two queries."""
    return _some(Watch.objects.silent(at))


def _some(rows: WatchQuerySet) -> Some[Watch]:
    shown = rows.select_related("organisation", "programme")[:MOST_SHOWN]
    return Some(tuple(shown), rows.order_by().count())


def _rows(state: str) -> ArticleQuerySet:
    """Articles of watched sources whose text is still kept."""
    states = OPEN if state == "open" else (state,)
    return Article.objects.filter(origin=Article.Origin.WATCHED, state__in=states, emptied_at=None).order_by()


def _lines(rows: ArticleQuerySet, wanted: WantedReports, start: int, size: int) -> list[QueuedArticle]:
    matches = ArticleMatch.objects.filter(article=OuterRef("pk"), indicator__in=list(wanted.targets))
    waiting: Any = rows.annotate(is_wanted=Exists(matches) if wanted.targets else Value(False))
    order = ("-is_wanted", "-score", F("published").desc(nulls_last=True), "-taken_at", "-pk")
    columns = ("pk", "url", "title", "publisher", "published", "published_precision", "state", "figure_count")
    selected = waiting.order_by(*order).values_list(*columns, "is_wanted")
    shown = list(selected[start : start + size])
    indicators = _indicators([row[0] for row in shown], wanted)
    return [_line(row, indicators[row[0]]) for row in shown]


def _line(row: tuple[Any, ...], indicators: list[QueuedIndicator]) -> QueuedArticle:
    pk, url, title, publisher, published, precision, state, figure_count, is_wanted = row
    return QueuedArticle(
        id=pk,
        url=url,
        title=title,
        publisher=publisher,
        published=published,
        published_precision=precision,
        state=state,
        figure_count=figure_count,
        is_wanted=bool(is_wanted),
        indicators=tuple(indicators[:MOST_INDICATORS]),
        more=max(0, len(indicators) - MOST_INDICATORS),
    )


def _indicators(articles: list[int], wanted: WantedReports) -> dict[int, list[QueuedIndicator]]:
    """What each article is about: the wanted indicators first."""
    names = [f"indicator__{column}" for column in NAME_COLUMNS]
    rows = ArticleMatch.objects.filter(article__in=articles).order_by("article", "place")
    by_article: dict[int, list[QueuedIndicator]] = defaultdict(list)
    for article, *named in rows.values_list("article_id", *names):
        by_article[article].append(QueuedIndicator(Named(*named), wanted.targets.get(named[0], "")))
    for indicators in by_article.values():
        indicators.sort(key=lambda indicator: not indicator.target)
    return by_article
