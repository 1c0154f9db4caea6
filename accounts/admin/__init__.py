"""People in the admin: who they are, what they follow, when they hear from us, and the ledger of what was sent."""

from .ledger import MessageAdmin
from .people import DigestPreferencesAdmin, FollowAdmin, UserAdmin
from .stops import StoppedAddressAdmin
from .tokens import ProgramTokenAdmin

__all__ = [
    "DigestPreferencesAdmin",
    "FollowAdmin",
    "MessageAdmin",
    "ProgramTokenAdmin",
    "StoppedAddressAdmin",
    "UserAdmin",
]
