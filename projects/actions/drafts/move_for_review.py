from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser

from projects.actions.changes import Change
from projects.actions.confirming import of_one_row
from projects.actions.drafts.enter_changes import Entered, enter_changes
from projects.actions.erase_claim import erase_claim
from projects.actions.move_outcome import columns_at
from projects.actions.recording import recording
from projects.models import Draft, Indicator, Outcome
from projects.packages.one_row import cells_of


def move_for_review(
    *,
    outcome: Outcome,
    indicator: Indicator,
    reason: str,
    title: str,
    by: AbstractBaseUser,
    at: datetime,
    noticed_by: str = "",
    confirmed: Collection[str] = (),
) -> Entered:
    """Takes a report out of the wrong indicator at once, and puts it before a second person for the right one.

    Raises ValidationError as ``move_outcome`` does, and ChangesRefusedError; then nothing happens.
    """
    with recording():
        moved = Outcome(**{**columns_at(indicator, outcome), "id": ""})
        erase_claim(claim=outcome, reason=reason, by=by, at=at, noticed_by=noticed_by)
        change = Change("add", "outcomes", cells={name: cell for name, cell in cells_of(moved).items() if cell})
        return enter_changes(
            kind=Draft.Kind.ROW,
            origin=Draft.Origin.ADMIN,
            title=title,
            changes=[change],
            by=by,
            at=at,
            confirmed=of_one_row(change, confirmed),
        )
