from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from projects.actions.record_claim import copied, record_claim
from projects.models import Outcome, Source


def correct_outcome(
    *,
    outcome: Outcome,
    by: AbstractBaseUser,
    at: datetime,
    confirmed: Collection[str] | None = None,
    **columns: Any,
) -> Outcome:
    """Records a figure in place of another (rule R9): a new row, equal to the old one but for ``columns``.

    ``our_slip`` says that we had copied it wrongly, and the publisher corrected nothing; left out, it is so where the
    source is the old one's, which has said the same all along. Another publisher's correction needs a ``note``.
    That the old figure has been corrected already is a doubt (``confirmed``: see ``insert_claim``). Raises
    ValidationError.
    """
    if columns.get("our_slip") is None:
        columns["our_slip"] = is_our_slip(outcome, columns.get("source", outcome.source))
    correction = Outcome(**{**copied(outcome), **columns, "corrects": outcome})
    record_claim(correction, by=by, at=at, confirmed=confirmed)
    return correction


def is_our_slip(wrong: Outcome | None, source: Source | None) -> bool:
    """Whose correction it is where nobody says: ours where it cites the source of what it corrects."""
    return wrong is not None and source is not None and wrong.source_id == source.pk
