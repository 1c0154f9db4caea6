"""The state of the second reader's opinion of an article. It lies in the cache: losing it costs a question.

A request only asks: a worker of the queue for outgoing requests waits for the answer. At most ``AT_ONCE`` articles are
read at once, by all editors together, and nothing waits in line: a page that finds no room asks again while it is open.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import date

from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from projects.http.rate_limits import SecondReaderAllowance
from projects.http.second_reader import SecondReading, read_again
from projects.models import Article
from projects.models.source import public_on
from projects.reading.articles import LANGUAGES
from projects.reading.second_reader.prompt import VERSION

TASK = "projects.tasks.ask_second_reader"
AT_ONCE = 2
KEPT = 7 * 86_400  # seconds that an answer is kept
FAILED = 3600  # and a failure; an editor can ask again at once
PICK_UP = 60  # seconds in which a worker takes a question up, or it is void

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Opinion:
    """``state``: ``none``, ``asked``, ``busy`` (no room), ``limited``, ``unsent`` (no broker), ``failed`` or ``read``.

    ``seconds`` to wait belong to ``limited``; ``reading`` to ``failed`` and ``read``.
    """

    state: str
    reading: SecondReading | None = None
    seconds: int = 0


def can_be_asked(article: Article) -> bool:
    """Whether there is a second reader, and a text that we read too."""
    return bool(settings.READER_URL) and article.language in LANGUAGES and bool(article.text)


def published_on(article: Article) -> date | None:
    """The day that relative times count from, for both readers: the last that the article's date can mean."""
    return public_on(article.published, article.published_precision) if article.published is not None else None


def opinion_of(article: Article) -> Opinion:
    """What is known now; asks nothing."""
    content = cache.get(_key(article))
    if content is None:
        return Opinion("none")
    if isinstance(content, SecondReading):
        return Opinion("failed" if content.failure and not content.read_until else "read", content)
    return Opinion("asked")


def ask_opinion(request: HttpRequest, article: Article, *, again: bool = False) -> Opinion:
    """Has a worker ask the second reader, unless it is known, being asked, or there is no room.

    ``again``: although it failed.
    """
    opinion = opinion_of(article)
    if opinion.state == "asked" or (opinion.reading is not None and not (again and opinion.reading.failure)):
        return opinion
    key = _key(article)
    slot = _take_slot(key)
    if slot is None:
        return Opinion("busy")
    if (seconds := SecondReaderAllowance().spend(request)) is not None:
        _leave_slot(slot, key)
        return Opinion("limited", seconds=seconds)
    cache.set(key, "asked", _lasts())
    try:
        current_app.send_task(TASK, (article.pk, slot), expires=PICK_UP, retry=False)
    except Exception:
        logger.warning("No worker could be woken for the second reader", exc_info=True)
        cache.delete(key)
        _leave_slot(slot, key)
        return Opinion("unsent")
    return Opinion("asked")


def read_opinion(article_id: int, slot: int) -> None:
    """A worker's part: asks, checks, keeps. Does nothing for a question that is void or answered."""
    article = Article.objects.filter(pk=article_id).first()
    if article is None:
        return
    key = _key(article)
    try:
        if cache.get(key) != "asked" or not can_be_asked(article):
            return
        reading = read_again(article.text, article.language, published_on(article), settings.READER_SECONDS)
        cache.set(key, reading, FAILED if reading.failure else KEPT)
    finally:
        _leave_slot(slot, key)


def _key(article: Article) -> str:
    """All that the answer depends on."""
    day = published_on(article)
    parts = (settings.READER_URL, settings.READER_MODEL, article.sha256, article.language, day, VERSION)
    return f"second-reader:{hashlib.sha256(repr(parts).encode()).hexdigest()}"


def _lasts() -> int:
    return int(settings.READER_SECONDS) + PICK_UP


def _take_slot(key: str) -> int | None:
    """The number of a free slot, now taken; it is free again after the longest that a reading lasts."""
    return next((slot for slot in range(AT_ONCE) if cache.add(_slot(slot), key, _lasts())), None)


def _leave_slot(slot: int, key: str) -> None:
    if cache.get(_slot(slot)) == key:
        cache.delete(_slot(slot))


def _slot(number: int) -> str:
    return f"second-reader-slot:{number}"
