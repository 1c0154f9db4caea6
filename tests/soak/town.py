"""The town: its own PostgreSQL, Redis and mail server, and workers' processes under the settings of deploy/."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from tests import migrated, servers
from tests.tracker.test_settings import example

from .hand import Hand
from .postmaster import Postmaster


@dataclass
class Town:
    environment: dict[str, str]
    postgresql: servers.Server
    redis: servers.Server
    mail: Postmaster
    folder: Path
    hands: list[Hand] = field(default_factory=list)
    news: list[list[str]] = field(default_factory=list)

    def hand(self, **environment: str) -> Hand:
        """One more worker."""
        hand = Hand({**self.environment, **environment}, self.folder / "hands.log")
        self.hands.append(hand)
        return hand

    def kill(self, hand: Hand) -> None:
        self.hands.remove(hand)
        hand.kill()

    def tell(self, hand: Hand, at: datetime, seed: int, number: int = 1) -> None:
        """Something becomes known, and must be told to everybody who follows it."""
        self.news += hand.ask("news", at=at, seed=seed, number=number)

    def prove(self, hand: Hand, at: datetime) -> list[str]:
        """Breaches of the two sentences; none, if all is as promised."""
        breaches: list[str] = hand.ask("prove", at=at, news=self.news, taken=dict(self.mail.taken))
        return breaches

    def until_taken(self, number: int, patience: float = 20) -> None:
        """Wait until the mail server has so many mails."""
        end = time.monotonic() + patience
        while sum(self.mail.taken.values()) < number:
            assert time.monotonic() < end, f"{sum(self.mail.taken.values())} mails after {patience} s"
            time.sleep(0.005)

    def fresh(self, hand: Hand, at: datetime, **rhythm: Any) -> None:
        """Nothing sent yet, nothing told yet, and everybody's digest due at that moment."""
        self.mail.open()
        self.mail.forget()
        self.news.clear()
        hand.ask("everybody_due", at=at, **rhythm)


@contextmanager
def town(folder: Path) -> Iterator[Town]:
    """A town without people; ``hand.ask("populate", …)`` brings them."""
    mail = Postmaster()
    with ExitStack() as stack:
        database = stack.enter_context(servers.postgresql(durable=True))
        redis = stack.enter_context(servers.redis_server())
        environment = {
            **example(),
            "SITE_URL": "http://tracker.test",
            "ALLOWED_HOSTS": "tracker.test,127.0.0.1",
            "ALLOW_HTTP": "1",
            "TRACKER_DATA": str(folder),
            "DATABASE_URL": database.url,
            **servers.of_redis(redis),
            "EMAIL_URL": f"smtp://127.0.0.1:{mail.port}?timeout=1",
            "LOG_LEVEL": "ERROR",
            **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        }
        migrated.in_postgresql(database.url)
        mail.open()
        here = Town(environment, database, redis, mail, folder)
        try:
            yield here
        finally:
            for hand in here.hands:
                hand.end()
            mail.close()
