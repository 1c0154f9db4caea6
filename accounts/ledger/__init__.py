"""The ledger of messages: written once (``enqueue``), delivered at most once (``deliver``), never deleted."""

from .enqueue import Content, enqueue

__all__ = ["Content", "enqueue"]
