"""The interface of a channel: it is opened, handed one message after another, and closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from accounts.models import Message

ERROR_LENGTH = 1000  # characters of another server's answer that are stored


class ChannelAwayError(Exception):
    """The other side cannot be reached. Nothing was handed over; pending messages stay pending."""


@dataclass(frozen=True, slots=True)
class DeliveryResult:
    """The result of handing over one message: its next ``state``; ``pending`` means that it is tried again.

    ``blames_recipient``: the recipient was refused, not only this message. ``not_before``: the pause that the other
    side asks for.
    """

    state: str
    error: str = ""
    blames_recipient: bool = False
    not_before: timedelta | None = None

    def __post_init__(self) -> None:
        """Make the other side's answer fit for a database and a page: strangers choose every byte of it."""
        object.__setattr__(self, "error", _printable(self.error))

    @classmethod
    def sent(cls) -> DeliveryResult:
        return cls(Message.State.SENT)

    @classmethod
    def retry(cls, error: str, not_before: timedelta | None = None) -> DeliveryResult:
        """Certainly not taken; it may be another time."""
        return cls(Message.State.PENDING, error, not_before=not_before)

    @classmethod
    def refused(cls, error: str, *, blames_recipient: bool = False) -> DeliveryResult:
        """Certainly not taken, and never to be tried again."""
        return cls(Message.State.FAILED, error, blames_recipient=blames_recipient)

    @classmethod
    def uncertain(cls, error: str) -> DeliveryResult:
        """Handed over without an answer: nobody knows whether it was taken."""
        return cls(Message.State.UNCERTAIN, error)


def _printable(text: str) -> str:
    """One line of at most ERROR_LENGTH characters, without control characters (as NUL) and surrogates."""
    return "".join(letter if letter.isprintable() else "�" for letter in " ".join(text[:ERROR_LENGTH].split()))


class Channel(Protocol):
    """One way to reach people. Each sweep makes its own, and one thread uses it."""

    def open(self) -> None:
        """Connect, if not connected. Called before each message. Raises ChannelAwayError."""

    def deliver(self, message: Message) -> DeliveryResult:
        """Hand over one message. Never raises for what the other side does."""

    def close(self) -> None:
        """Close the connection, whatever state it is in. Never raises."""
