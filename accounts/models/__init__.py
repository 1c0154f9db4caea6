"""People: one model a file, re-exported here."""

from .digest_preferences import Preferences
from .follow import Follow
from .message import Message
from .private_address import PrivateAddress
from .program_token import ProgramToken
from .reminder_preferences import Reminding
from .snooze import Snooze
from .stopped_address import StoppedAddress
from .telegram_chat import TelegramChat
from .told import Reminder
from .user import User
from .web_hook import WebHook

__all__ = [
    "Follow",
    "Message",
    "Preferences",
    "PrivateAddress",
    "ProgramToken",
    "Reminder",
    "Reminding",
    "Snooze",
    "StoppedAddress",
    "TelegramChat",
    "User",
    "WebHook",
]
