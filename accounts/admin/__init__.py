"""People in the admin: who they are, what they follow, when they get digests, and the outbox."""

from .outbox import MessageAdmin
from .people import DigestPreferencesAdmin, FollowAdmin, UserAdmin
from .stops import StoppedAddressAdmin
from .tokens import ProgramTokenAdmin
from .week_subscribers import WeekSubscriberAdmin

__all__ = [
    "DigestPreferencesAdmin",
    "FollowAdmin",
    "MessageAdmin",
    "ProgramTokenAdmin",
    "StoppedAddressAdmin",
    "UserAdmin",
    "WeekSubscriberAdmin",
]
