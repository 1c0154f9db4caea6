"""Every code of the method and of the record in three languages: one table for each family of codes."""

from .record import ORGANISATION_KINDS, SOURCE_KINDS, STAGES, WHY_NOT
from .targets import ACCUMULATIONS, BASES, CHANGES, DIRECTIONS, MEASURABILITY, QUALIFIERS, TIMINGS
from .verdicts import COMPOUND_CATEGORIES, COMPOUND_REASONS, FLAGS, REASONS, STATUS_MEANINGS, STATUSES

__all__ = [
    "ACCUMULATIONS",
    "BASES",
    "CHANGES",
    "COMPOUND_CATEGORIES",
    "COMPOUND_REASONS",
    "DIRECTIONS",
    "FLAGS",
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
