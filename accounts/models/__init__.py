"""The models of people, one a file, re-exported here."""

from .browser_session import BrowserSession
from .digest_preferences import DigestPreferences
from .follow import Follow
from .message import Message
from .private_address import PrivateAddress
from .program_token import ProgramToken
from .reminder_preferences import ReminderPreferences
from .snooze import Snooze
from .stopped_address import StoppedAddress
from .telegram_chat import TelegramChat
from .told_item import ToldItem
from .told_mistake import CorrectionSearch, ToldMistake
from .user import User
from .web_hook import WebHook
from .week_subscriber import WeekSubscriber

__all__ = [
    "BrowserSession",
    "CorrectionSearch",
    "DigestPreferences",
    "Follow",
    "Message",
    "PrivateAddress",
    "ProgramToken",
    "ReminderPreferences",
    "Snooze",
    "StoppedAddress",
    "TelegramChat",
    "ToldItem",
    "ToldMistake",
    "User",
    "WebHook",
    "WeekSubscriber",
]
