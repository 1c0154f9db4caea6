"""Reading figures and dates as people type them, without guessing; independent of Django and of the record.

``read_figure`` and ``read_day`` never raise. They give one reading, several to ask about, or a problem. Each language
is a file in ``languages/``.
"""

from .days import read_day
from .figures import read_figure
from .results import DayReading, DayResult, FigureReading, FigureResult, Problem

__all__ = ["DayReading", "DayResult", "FigureReading", "FigureResult", "Problem", "read_day", "read_figure"]
