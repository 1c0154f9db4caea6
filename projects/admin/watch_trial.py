"""What a watched source would bring, asked for once by an editor. Nothing is written."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from time import sleep

from projects.actions.host_turns import Clock, HostPauses
from projects.actions.watching.look_at_watches import new_addresses
from projects.http.watching import Visitor
from projects.models import Watch, WatchedAddress
from projects.models.watch import LookAnswer

WITHIN = 8.0  # seconds for a list: an editor waits, and so does a web process
LONGEST_PAUSE = 1.0  # seconds


@dataclass(frozen=True, slots=True)
class Trial:
    """``taken`` would be fetched, ``passed_over`` would not: older, or too many at once. ``count``: of all it names.

    ``reason``: why nothing was read.
    """

    answer: LookAnswer
    reason: str
    count: int
    taken: tuple[WatchedAddress, ...]
    passed_over: tuple[WatchedAddress, ...]

    @property
    def known(self) -> int:
        """Addresses that a watch has named before."""
        return self.count - len(self.taken) - len(self.passed_over)


def try_watch(watch: Watch, clock: Clock) -> Trial:
    """Asks the source as a sweep would for the first time, and at most one site map of an index."""
    fresh = copy(watch)
    fresh.etag = fresh.last_modified = ""
    pauses = HostPauses(clock, lambda seconds: sleep(min(seconds, LONGEST_PAUSE)))
    visitor = Visitor(pauses, WITHIN, most_maps=1)
    answer = visitor.look(fresh)
    addresses = new_addresses(fresh, answer, clock())
    fresh.status, fresh.error, fresh.failures = answer.status, answer.error, int(answer.is_failure)
    taken = [address for address in addresses if address.state == WatchedAddress.State.WAITING]
    passed_over = [address for address in addresses if address.state != WatchedAddress.State.WAITING]
    return Trial(answer, fresh.reason, len(answer.items), tuple(taken), tuple(passed_over))
