"""A second reader of an article, a language model: what it is asked, and how little of its answer is believed; pure."""

from .answer import UnreadableAnswerError, parse_answer
from .check import CheckedAnswer, check_claims
from .compare import Disagreement, compare_readings
from .figure import DISCARDED, SecondFigure
from .numbered_lines import Line, as_sent, number_lines, pieces_of
from .prompt import messages_for

__all__ = [
    "DISCARDED",
    "CheckedAnswer",
    "Disagreement",
    "Line",
    "SecondFigure",
    "UnreadableAnswerError",
    "as_sent",
    "check_claims",
    "compare_readings",
    "messages_for",
    "number_lines",
    "parse_answer",
    "pieces_of",
]
