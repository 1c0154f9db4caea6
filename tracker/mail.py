"""Mail kept as files, one .eml a message: the launcher's SMTP sink and mail_backend write, /dev/mail/ reads.

Standard library alone: the launcher uses it without Django.
"""

from __future__ import annotations

import re
import time
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage as StandardMessage
from pathlib import Path
from typing import Any

NAME = re.compile(r"\d{20}-[0-9a-f]{8}")


def keep(folder: Path, content: bytes) -> str:
    """Write one message whole or not at all; return its name, which sorts by the moment of arrival."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{time.time_ns():020d}-{uuid.uuid4().hex[:8]}"
    unfinished = folder / f"{name}.part"
    unfinished.write_bytes(content)
    unfinished.rename(folder / f"{name}.eml")
    return name


@dataclass(frozen=True)
class Kept:
    """One kept message, read."""

    name: str
    kept_at: datetime  # aware, UTC
    content: bytes
    message: StandardMessage

    @property
    def recipients(self) -> str:
        """Everybody it was addressed or delivered to."""
        return ", ".join(str(value) for name in ("To", "X-Kept-For") for value in self.message.get_all(name, []))

    @property
    def text(self) -> str:
        return self._part("plain")

    @property
    def html(self) -> str:
        return self._part("html")

    def _part(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        return str(part.get_content()) if part else ""

    def inline(self) -> dict[str, StandardMessage]:
        """Pictures the HTML refers to, by content id."""
        return {
            str(part["Content-ID"]).strip("<> "): part
            for part in self.message.walk()
            if isinstance(part, StandardMessage) and part["Content-ID"]
        }


def read(folder: Path, name: str) -> Kept | None:
    """The message of that name; None if there is none (or the name is none of ours)."""
    path = folder / f"{name}.eml"
    if not NAME.fullmatch(name) or not path.is_file():
        return None
    content = path.read_bytes()
    message: Any = message_from_bytes(content, policy=policy.default)
    kept_at = datetime.fromtimestamp(int(name[:20]) / 1e9, tz=UTC)
    return Kept(name=name, kept_at=kept_at, content=content, message=message)


def newest(folder: Path, limit: int) -> list[Kept]:
    """The last `limit` messages, newest first."""
    names = sorted((path.stem for path in folder.glob("*.eml") if NAME.fullmatch(path.stem)), reverse=True)
    return [mail for name in names[:limit] if (mail := read(folder, name))]
