"""People: one model a file, re-exported here."""

from .follow import Follow
from .message import Message
from .preferences import Preferences
from .reminder import Reminder
from .reminding import Reminding
from .snooze import Snooze
from .stopped_address import StoppedAddress
from .user import User

__all__ = ["Follow", "Message", "Preferences", "Reminder", "Reminding", "Snooze", "StoppedAddress", "User"]
