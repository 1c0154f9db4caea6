from __future__ import annotations

from datetime import timedelta

from projects.actions.host_turns import Clock
from projects.actions.watching.fetch_addresses import Fetch, fetch_addresses
from projects.actions.watching.look_at_watches import Look, look_at_watches
from projects.reports.editing.wanted_reports import wanted_reports


def sweep_watches(*, look: Look, fetch: Fetch, clock: Clock, lasts: timedelta) -> tuple[int, int]:
    """Looks at the watches that are due, then fetches what they have named; returns how many of each.

    Looking takes at most half of the time, so that slow lists never keep articles waiting.
    """
    began = clock()
    wanted = wanted_reports(began)
    looked_at = look_at_watches(look=look, clock=clock, lasts=lasts / 2, wanted=wanted)
    left = lasts - (clock() - began)
    return looked_at, fetch_addresses(fetch=fetch, clock=clock, lasts=left, wanted=wanted)
