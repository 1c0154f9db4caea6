"""Weeks of the town with random news and random faults, in an order that the seed gives; then the proof."""

from __future__ import annotations

import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from .hand import Hand, HandError
from .postmaster import FAULTS, MAX_HANGS
from .town import Town

BEGIN = datetime(2026, 3, 9, tzinfo=UTC)  # three weeks later the clocks change in Europe
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
SOON = 0.05  # seconds of work, so that it happens amid the reading and claiming
OUTAGE = timedelta(days=8)

Event = Callable[[datetime], timedelta | None]  # what happens on a day; how long it lasts, if longer


@dataclass
class Life:
    """One run. Every day has news, sweeps at some hours, and perhaps a fault."""

    town: Town
    people: int
    weeks: int
    seed: int
    targets: int = 8
    say: Callable[[str], object] = lambda _line: None
    happened: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.town.hand().ask("populate", people=self.people, targets=self.targets, at=BEGIN - DAY, seed=self.seed)
        self.town.hand()
        faults = {
            "a worker is killed": self.kill_a_worker,
            "two workers at once": self.two_at_once,
            "PostgreSQL crashes": self.crash_postgresql,
            "Redis is flushed": self.restart_redis,
            "the mail server refuses": self.refuse,
            "the mail server misbehaves": self.misbehave,
            "the clock jumps ahead and back": self.jump,
            "no worker for a week": self.rest,
        }
        # Each at least once, in random order; quiet days between them.
        days = self.weeks * 7
        order = [name for name in faults for _ in range(max(1, days // 2 // len(faults)))]
        self.chance.shuffle(order)
        self.plan: list[Event] = []
        for name in order:
            self.plan += [self._counted(name, faults[name]), self.quiet_day]

    def run(self) -> list[str]:
        """Live through it; returns the breaches of the two sentences."""
        day, end = BEGIN, BEGIN + timedelta(weeks=self.weeks)
        while day < end or self.plan:
            seed, number = self.chance.randrange(10**9), self.chance.randrange(3)
            self.town.tell(self.worker, day + MINUTE, seed=seed, number=number)
            event = self.plan.pop(0) if self.plan else self.quiet_day
            lasts = event(day) or DAY
            if (day + lasts).isocalendar().week != day.isocalendar().week:
                self.say(
                    f"  until {day + lasts:%d %B}: {self.worker.ask('states')}, {len(self.town.news)} pieces of news"
                )
            day += lasts
        return self.settle(day)

    def settle(self, day: datetime) -> list[str]:
        """Ends the faults: allows the addresses again and runs two more months, so that everybody gets a digest."""
        self.town.mail.faults.clear()
        self.worker.ask("allow_all", at=day)
        for after in (0, 1, 31, 32, 63):
            for hours in (0, 1, 25):
                self.worker.ask("sweep", at=day + after * DAY + timedelta(hours=hours))
        return self.town.prove(self.worker, day + 63 * DAY + timedelta(hours=25))

    @property
    def worker(self) -> Hand:
        return self.town.hands[0]

    def _counted(self, name: str, fault: Event) -> Event:
        def happens(day: datetime) -> timedelta | None:
            self.happened[name] += 1
            return fault(day)

        return happens

    def sweep(self, at: datetime) -> None:
        try:
            self.worker.ask("sweep", at=at)
        except HandError:  # the fault of the day; the next sweep makes it good
            self.happened["sweeps that failed"] += 1

    def quiet_day(self, day: datetime) -> None:
        for hour in (7, 15, 23):
            self.sweep(day + timedelta(hours=hour, minutes=self.chance.randrange(60)))

    def wait_for_a_moment(self) -> None:
        """Until some moment of the sweep that has begun: soon, or when the mail server has some of its mails."""
        if self.chance.random() < 0.5:
            time.sleep(self.chance.random() * SOON)
            return
        taken = self.town.mail.taken
        before, enough = len(taken), len(taken) + self.chance.randrange(1, 2 + self.people // 50)
        end = time.monotonic() + self.people / 500  # a sweep may have fewer, or none
        while len(taken) < enough and time.monotonic() < end:
            time.sleep(0.002)
        self.happened["faults amid the sending"] += len(taken) > before

    def kill_a_worker(self, day: datetime) -> None:
        victim = self.town.hand()
        victim.ask("states")
        beside = self.chance.random() < 0.5
        if beside:
            self.worker.begin("sweep", at=day + timedelta(hours=9))
        victim.begin("sweep", at=day + timedelta(hours=9))
        self.wait_for_a_moment()
        self.town.kill(victim)
        if beside:
            self.worker.finish()
        self.quiet_day(day)

    def two_at_once(self, day: datetime) -> None:
        for hand in self.town.hands[:2]:
            hand.begin("sweep", at=day + timedelta(hours=9))
        for hand in self.town.hands[:2]:
            hand.finish()
        self.quiet_day(day)

    def crash_postgresql(self, day: datetime) -> None:
        self.worker.begin("sweep", at=day + timedelta(hours=9))
        self.wait_for_a_moment()
        self.town.postgresql.stop(self.chance.choice((signal.SIGINT, signal.SIGQUIT)))
        try:
            self.worker.finish()
        except HandError:
            self.happened["sweeps that failed"] += 1
        self.town.postgresql.start()
        self.quiet_day(day)

    def restart_redis(self, day: datetime) -> None:
        """Restarts Redis without its data; due work is not stored there."""
        self.town.redis.stop(signal.SIGKILL)
        self.sweep(day + timedelta(hours=9))
        self.town.redis.start()
        self.quiet_day(day)

    def refuse(self, day: datetime) -> None:
        self.town.mail.close()
        self.sweep(day + timedelta(hours=9))
        self.sweep(day + timedelta(hours=10))
        self.town.mail.open()
        self.quiet_day(day)

    def misbehave(self, day: datetime) -> None:
        """Each of some readers' next mail meets another fault."""
        hangs = 0
        for number in self.chance.sample(range(self.people), max(2, self.people // 10)):
            fault = self.chance.choice(FAULTS)
            hangs += fault.startswith("hang")
            if hangs <= MAX_HANGS or not fault.startswith("hang"):
                self.town.mail.faults[f"reader-{number}@example.org"] = fault
        self.quiet_day(day)
        if self.chance.random() < 0.5:
            self.worker.ask("allow_all", at=day + timedelta(hours=23, minutes=59))

    def jump(self, day: datetime) -> None:
        for ahead in (timedelta(hours=1), timedelta(), DAY, timedelta(hours=2)):
            self.sweep(day + timedelta(hours=9) + ahead)
        self.quiet_day(day)

    def rest(self, day: datetime) -> timedelta:
        """A week of news without a sweep, then one sweep."""
        for number in range(1, OUTAGE.days):
            self.town.tell(self.worker, day + number * DAY, seed=self.chance.randrange(10**9))
        self.sweep(day + OUTAGE - MINUTE)
        return OUTAGE
