"""How far the record reaches: to the day of its newest source."""

from __future__ import annotations

from datetime import date

from projects.models import Source


def newest_source(as_of: date) -> Source | None:
    """The source that became public last by ``as_of`` (R1); None where the record has none. One query, by an index."""
    return Source.objects.published_by(as_of).order_by("-public_on", "-id").first()
