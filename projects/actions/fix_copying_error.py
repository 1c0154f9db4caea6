from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _

from projects.actions.erase_claim import erasing
from projects.actions.public_line import line_of, validate_public_words, verdicts_reached
from projects.actions.record_claim import RECORDED, refresh_verdicts_on
from projects.actions.recording import day_of, recording
from projects.actions.row_doubts import settle_doubts
from projects.actions.validate_claim import validate_claim
from projects.models import Correction, Target
from projects.models.audit import record_audit
from projects.packages.columns import TRANSLATIONS
from projects.packages.one_row import cell_of

STAYS = frozenset({"id", "indicator", "revises"})  # another promise altogether is erased and recorded by itself


def fix_copying_error(
    *,
    target: Target,
    reason: str,
    by: AbstractBaseUser,
    at: datetime,
    confirmed: Collection[str] | None = None,
    noticed_by: str = "",
    **columns: Any,
) -> Target:
    """Puts right a target that we had copied wrongly: the row is erased and recorded anew under its id (ADR 18).

    The promiser revised nothing, so no link is added; whoever follows the chain goes on following it. The audit keeps
    the old row, a public line says what was wrong, the note says that it was our slip; when it was entered stays,
    since the promise is no news. ``columns``: what the announcement really says; ``noticed_by``: see ``erase_claim``.
    Raises ValidationError without a reason, for a column that makes another promise of it, and where nothing differs.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say what was copied wrongly.")})
    validate_public_words(reason=reason, noticed_by=noticed_by)
    if fixed := STAYS.intersection(columns):
        raise ValidationError({name: _("Stays: another promise is recorded by itself.") for name in fixed})
    with recording():
        wrong = Target.objects.select_for_update().get(pk=target.pk)
        values = {field.name: getattr(wrong, field.name) for field in wrong._meta.concrete_fields}
        right = Target(**{**values, **columns})
        names = [name for name in values if name not in RECORDED and cell_of(wrong, name) != cell_of(right, name)]
        if not names:
            raise ValidationError(_("Nothing differs from what is recorded."))
        verdicts = verdicts_reached(wrong)
        _add_to_notes(right, reason, at)
        row = serializers.serialize("json", [wrong])
        with erasing(wrong):  # rows that name the target wait for the end of the transaction, and find it again
            models.QuerySet(Target).filter(pk=wrong.pk)._raw_delete(using=models.QuerySet(Target).db)
        validate_claim(right)
        codes = settle_doubts(right, on=day_of(at), confirmed=confirmed)
        right.save(force_insert=True)
        details = {"reason": reason, "row": row, "columns": names, "as_printed": codes}
        record_audit("mend_target", right, by=by, at=at, details=details)
        line: dict[str, Any] = {"action": Correction.Action.MENDED, "reason": reason, "noticed_by": noticed_by}
        line_of(wrong, right=right, at=at, verdicts=verdicts, **line).save()
        refresh_verdicts_on(right, at)
    return right


def _add_to_notes(target: Target, reason: str, at: datetime) -> None:
    """Says in the note that it was our slip, and in its translations too; the reason is in one language only."""
    day = day_of(at).isoformat()
    sentence = _("Our slip, corrected on %(day)s: %(reason)s") % {"day": day, "reason": reason.strip()}
    target.note = "\n".join(text for text in (target.note, sentence) if text)
    for code, _language in TRANSLATIONS:
        if text := getattr(target, f"note_{code}"):
            with translation.override(code):
                setattr(target, f"note_{code}", f"{text}\n{_('Our slip, corrected on %(day)s.') % {'day': day}}")
