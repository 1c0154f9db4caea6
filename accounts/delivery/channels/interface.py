"""What a channel is to the ledger: opened, handed one message after another, closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from accounts.models import Message

ERROR_LENGTH = 1000  # characters of what another server said that are kept


class ChannelAwayError(Exception):
    """The other side cannot be reached: nothing was handed over, what is pending stays so."""


@dataclass(frozen=True, slots=True)
class DeliveryResult:
    """What came of handing over one message: the state it comes to, ``pending`` meaning “again later”.

    ``blames_recipient``: the recipient itself was refused, not this message. ``not_before``: how long the other side
    asks to be left alone.
    """

    state: str
    error: str = ""
    blames_recipient: bool = False
    not_before: timedelta | None = None

    def __post_init__(self) -> None:
        """Makes what the other side said fit for a database and a page: strangers choose every byte of it."""
        object.__setattr__(self, "error", _printable(self.error))

    @classmethod
    def sent(cls) -> DeliveryResult:
        return cls(Message.State.SENT)

    @classmethod
    def retry(cls, error: str, not_before: timedelta | None = None) -> DeliveryResult:
        """Certainly not taken this time, and may be another time."""
        return cls(Message.State.PENDING, error, not_before=not_before)

    @classmethod
    def refused(cls, error: str, *, blames_recipient: bool = False) -> DeliveryResult:
        """Certainly not taken, and never will be."""
        return cls(Message.State.FAILED, error, blames_recipient=blames_recipient)

    @classmethod
    def uncertain(cls, error: str) -> DeliveryResult:
        """All was handed over and no answer came: nobody knows."""
        return cls(Message.State.UNCERTAIN, error)


def _printable(text: str) -> str:
    """One line without control characters (NUL is an error of PostgreSQL's) and halves of characters, not too long."""
    return "".join(letter if letter.isprintable() else "�" for letter in " ".join(text[:ERROR_LENGTH].split()))


class Channel(Protocol):
    """One way to reach people. Made anew for each batch and used by one thread."""

    def open(self) -> None:
        """Be ready for ``deliver``; asked before each message, so cheap when open. Raises ChannelAwayError."""

    def deliver(self, message: Message) -> DeliveryResult:
        """Hand over one message. Never raises for what the other side does."""

    def learn(self, message: Message, delivery: DeliveryResult, at: datetime) -> None:
        """Remember of a settled message what matters for the next ones: a recipient to be left alone, a failure."""

    def close(self) -> None:
        """Let go of the line, whatever state it is in. Never raises."""
