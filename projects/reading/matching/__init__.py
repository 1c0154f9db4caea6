"""Which indicator a figure of an article belongs to: by words, unit, scale, period, place and body; pure."""

from .candidate import Candidate, CandidateProgramme, Facts, FigureMatches, Match, Place, Reason, TextMatch, Texts
from .index import CandidateIndex
from .matcher import MOST_MATCHES, match_figures
from .relevance import match_text
from .units import COMPARABLE, in_unit, read_unit, unit_fit

__all__ = [
    "COMPARABLE",
    "MOST_MATCHES",
    "Candidate",
    "CandidateIndex",
    "CandidateProgramme",
    "Facts",
    "FigureMatches",
    "Match",
    "Place",
    "Reason",
    "TextMatch",
    "Texts",
    "in_unit",
    "match_figures",
    "match_text",
    "read_unit",
    "unit_fit",
]
