"""People: one model a file, re-exported here."""

from .follow import Follow
from .message import Message
from .preferences import Preferences
from .private_address import PrivateAddress
from .program_token import ProgramToken
from .reminder import Reminder
from .reminding import Reminding
from .snooze import Snooze
from .stopped_address import StoppedAddress
from .telegram_chat import TelegramChat
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
