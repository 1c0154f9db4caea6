"""Every code of the method and of the record in three languages: one table for each family of codes."""

from .record import ORGANISATION_KINDS, SOURCE_KINDS, STAGES, WHY_NOT
from .targets import ACCUMULATIONS, BASES, CHANGES, DIRECTIONS, MEASURABILITY, QUALIFIERS, TIMINGS
from .track_records import ENDING_MEANINGS, ENDINGS
from .verdicts import (
    CEILING_MEANINGS,
    COMPOUND_CATEGORIES,
    COMPOUND_REASONS,
    FLAGS,
    MEANINGS_WITHOUT_PACE,
    REASONS,
    STATUS_MEANINGS,
    STATUSES,
)

__all__ = [
    "ACCUMULATIONS",
    "BASES",
    "CEILING_MEANINGS",
    "CHANGES",
    "COMPOUND_CATEGORIES",
    "COMPOUND_REASONS",
    "DIRECTIONS",
    "ENDINGS",
    "ENDING_MEANINGS",
    "FLAGS",
    "MEANINGS_WITHOUT_PACE",
    "MEASURABILITY",
    "ORGANISATION_KINDS",
    "QUALIFIERS",
    "REASONS",
    "SOURCE_KINDS",
    "STAGES",
    "STATUSES",
    "STATUS_MEANINGS",
    "TIMINGS",
    "WHY_NOT",
]
