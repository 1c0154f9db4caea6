from __future__ import annotations

from projects.models import Article

State = Article.State
# What an article of the queue becomes, and what it must have been: of two editors the second changes nothing.
STEPS = {"drop": ((State.WAITING, State.READING), State.DROPPED), "restore": ((State.DROPPED,), State.WAITING)}


def move_queued_article(*, article_id: int, step: str) -> Article | None:
    """Drops an article of the queue, or puts it back (``drop``, ``restore``); None where it was not in that state."""
    before, after = STEPS[step]
    rows = Article.objects.filter(pk=article_id, origin=Article.Origin.WATCHED)
    return rows.first() if rows.filter(state__in=before).update(state=after) else None
