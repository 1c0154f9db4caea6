"""Reading the figures of an article: what was promised and what was reported; pure, without a model or a network."""

from projects.reading.limits import MAX_ARTICLE

from .figure import ArticleFigure
from .reader import LANGUAGES, ArticleTooLongError, read_article
from .rounding import rounded_to

__all__ = ["LANGUAGES", "MAX_ARTICLE", "ArticleFigure", "ArticleTooLongError", "read_article", "rounded_to"]
