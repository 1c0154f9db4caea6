from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from projects.actions.record_claim import TEXT, refresh_verdicts_on
from projects.actions.recording import recording
from projects.actions.validate_claim import Claim
from projects.models import Outcome
from projects.models.audit import record_audit
from projects.models.text import stored_text


def annotate_claim(*, claim: Claim, by: AbstractBaseUser, at: datetime, **text: str) -> Claim:
    """Puts right the words around a figure: ``locator``, ``note``, ``speaker``; the audit entry keeps the old ones.

    Raises ValidationError for any other column: figures are corrected by a new row.
    """
    fields = {field.name: field for field in claim._meta.concrete_fields}
    for name in text:
        if name not in TEXT or name not in fields:
            raise ValidationError({name: _("Is recorded for good: correct, revise or withdraw it with a new row.")})
    with recording():
        stored = type(claim)._default_manager.select_for_update().get(pk=claim.pk)
        tidy = {name: stored_text(new) for name, new in text.items()}
        changed = {name: [getattr(stored, name), new] for name, new in tidy.items() if getattr(stored, name) != new}
        if changed:
            for name, (_old, new) in changed.items():
                setattr(stored, name, new)
            stored.clean_fields(exclude=[name for name in fields if name not in changed])
            if isinstance(stored, Outcome) and stored.corrects is not None and not stored.counts_as_correction:
                raise ValidationError({"note": _("Must say why this corrects the figure of another publisher (R9).")})
            stored.save(update_fields=list(changed))
            record_audit("annotate_claim", stored, by=by, at=at, details=changed)
            if isinstance(stored, Outcome):  # a note decides whether another publisher's correction counts (R9)
                refresh_verdicts_on(stored, at)
    return stored
