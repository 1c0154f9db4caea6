"""The collections of the API that are rows of the record."""

from __future__ import annotations

from .claim_collections import OUTCOMES, PROJECT_EVENTS, PROJECTS, STATUS_CHANGES
from .reference_collections import (
    INDICATORS,
    OFFICES,
    ORGANISATIONS,
    PEOPLE,
    PROGRAMMES,
    PUBLISHERS,
    SOURCES,
    TERRITORIES,
)

COLLECTIONS = (
    ORGANISATIONS,
    TERRITORIES,
    PUBLISHERS,
    PEOPLE,
    OFFICES,
    SOURCES,
    PROGRAMMES,
    INDICATORS,
    OUTCOMES,
    PROJECTS,
    PROJECT_EVENTS,
    STATUS_CHANGES,
)
