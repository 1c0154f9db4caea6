"""People: one model a file, re-exported here."""

from .user import User

__all__ = ["User"]
