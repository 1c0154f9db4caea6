"""People: one model a file, re-exported here."""

from .follow import Follow
from .message import Message
from .preferences import Preferences
from .snooze import Snooze
from .stopped_address import StoppedAddress
from .user import User

__all__ = ["Follow", "Message", "Preferences", "Snooze", "StoppedAddress", "User"]
