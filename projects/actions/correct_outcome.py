from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from projects.actions.enter_claim import copied, day_of, enter
from projects.actions.record_outcome import give_id
from projects.actions.refresh import refresh_affected
from projects.models import Outcome


def correct_outcome(
    *,
    outcome: Outcome,
    by: AbstractBaseUser,
    at: datetime,
    confirmed: Collection[str] | None = None,
    **columns: Any,
) -> Outcome:
    """Records a figure in place of another (rule R9): a new row, equal to the old one but for ``columns``.

    Without ``source`` it is the old one's, so the slip was ours. Another publisher's correction needs a ``note``.
    Raises ValidationError, also where the old figure has been corrected already.
    """
    with transaction.atomic():
        refuse_second_correction(outcome)
        correction = Outcome(**{**copied(outcome), **columns, "corrects": outcome})
        give_id(correction)
        details = {"corrects": outcome.pk}
        enter(correction, action="correct_outcome", by=by, at=at, details=details, confirmed=confirmed)
        refresh_affected(as_of=day_of(at), at=at, indicators=[correction.indicator_id])
    return correction


def refuse_second_correction(outcome: Outcome) -> None:
    """Raises ValidationError where the figure has been corrected already."""
    newer = Outcome.objects.filter(corrects=outcome).values_list("pk", flat=True).first()
    if newer is not None:
        raise ValidationError(
            {"corrects": _("Is corrected by “%(newer)s” already: correct that one.") % {"newer": newer}}
        )
