"""Reading the figures of an article: what was promised and what was reported; pure, without a model or a network."""

from .figure import ArticleFigure
from .reader import LANGUAGES, MAX_ARTICLE, ArticleTooLongError, read_article

__all__ = ["LANGUAGES", "MAX_ARTICLE", "ArticleFigure", "ArticleTooLongError", "read_article"]
