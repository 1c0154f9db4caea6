"""R11: the statuses that a verdict can have, the groups they form, and the days past a deadline."""

from __future__ import annotations

from datetime import date

MET = ("achieved", "achieved_late")
DECIDED = (*MET, "missed", "withdrawn")  # for good, unless a figure is corrected or the promise is revised
UNDER_WAY = ("on_track", "behind", "off_track")  # R11.10: before the deadline, told by the pace
WAITING = ("too_early", "no_data")  # R11.8, R11.9: before the deadline, no pace yet
PAST_DEADLINE = ("overdue", "unreported")  # R11.7: a report shows that it is still owed; no report covers it
NOT_ASSESSABLE = ("not_assessable",)  # R11.2, R11.3, R11.5
OPEN = (*UNDER_WAY, *WAITING, *PAST_DEADLINE)  # a new report can change these

# In the method's order.
STATUSES = (*MET, *UNDER_WAY, *WAITING, *PAST_DEADLINE, "missed", *NOT_ASSESSABLE, "withdrawn")


def days_overdue(status: str, deadline: date | None, as_of: date) -> int | None:
    """Days from the deadline to ``as_of`` for a status past its deadline (R11.7); None for any other status."""
    return (as_of - deadline).days if deadline is not None and status in PAST_DEADLINE else None
