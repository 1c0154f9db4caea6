"""Search: words in columns of one table (``containing``), and one search over everything (``index``)."""

from .containing import containing

__all__ = ["containing"]
