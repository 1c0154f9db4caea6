"""People: one model a file, re-exported here."""

from .digest import Digest
from .follow import Follow
from .preferences import Preferences
from .user import User

__all__ = ["Digest", "Follow", "Preferences", "User"]
