from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from projects.actions.record_claim import refresh_verdicts_on
from projects.actions.record_row import named_row, unknown_row
from projects.actions.recording import recording
from projects.actions.row_doubts import settle_speaker
from projects.actions.validate_claim import Claim
from projects.models import Outcome, Person, ProjectEvent
from projects.models.audit import record_audit
from projects.models.text import overlong_texts, stored_text
from projects.packages.one_row import cell_of
from projects.packages.tables import WORDS


def annotate_claim(
    *, claim: Claim, by: AbstractBaseUser, at: datetime, confirmed: Collection[str] | None = None, **text: str
) -> Claim:
    """Puts right the words around a figure: ``locator``, ``note``, ``speaker``; and who said it, by id: ``spoken_by``.

    Of a target also what those responsible say of it, ``claimed``, and what is ``not_entered`` yet.

    The audit entry keeps the old ones. ``confirmed``: the tokens of doubts, as of ``record_claim.insert_claim``.

    Raises ValidationError for any other column, and for an id that names nobody: figures are corrected by a new row.
    """
    fields = {field.name: field for field in claim._meta.concrete_fields}
    for name in text:
        if name not in WORDS or name not in fields:
            raise ValidationError({name: _("Is recorded for good: correct, revise or withdraw it with a new row.")})
    with recording():
        stored = type(claim)._default_manager.select_for_update().get(pk=claim.pk)
        tidy = {name: stored_text(new) for name, new in text.items()}
        if tidy.get("spoken_by"):
            tidy["spoken_by"] = _person(tidy["spoken_by"])
        pairs = {name: [cell_of(stored, name), new] for name, new in tidy.items()}
        changed = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
        if changed:
            for name, (_old, new) in changed.items():
                setattr(stored, fields[name].attname, new if new or not fields[name].null else None)
            stored.clean_fields(exclude=[name for name in fields if name not in changed])
            if problems := overlong_texts(stored):
                raise ValidationError(problems)
            if isinstance(stored, Outcome) and stored.corrects is not None and not stored.counts_as_correction:
                raise ValidationError({"note": _("Must say why this corrects the figure of another publisher (R9).")})
            if "spoken_by" in changed and not isinstance(stored, ProjectEvent):
                settle_speaker(stored, confirmed)
            stored.save(update_fields=list(changed))
            record_audit("annotate_claim", stored, by=by, at=at, details=changed)
            if isinstance(stored, Outcome):  # a note decides whether another publisher's correction counts (R9)
                refresh_verdicts_on(stored, at)
    return stored


def _person(person_id: str) -> str:
    """The id of today. Raises ValidationError where nobody has it."""
    person = named_row(Person, person_id)
    if person is None:
        raise ValidationError({"spoken_by": unknown_row(Person, person_id)})
    return str(person.pk)
