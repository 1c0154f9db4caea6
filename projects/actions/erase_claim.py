from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import connections, models, transaction
from django.utils.translation import gettext as _

from projects.actions.audit import note_down
from projects.actions.claim_rules import Claim
from projects.actions.enter_claim import day_of
from projects.actions.refresh import refresh_affected
from projects.models import Assessment, Outcome, StatusChange, Target


def erase_claim(*, claim: Claim, reason: str, by: AbstractBaseUser, at: datetime) -> None:
    """Takes out a claim that should never have been entered; the audit entry keeps the whole row (ADR 0002).

    Raises ValidationError without a reason, and while another row builds on the claim or follows it.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why this should never have been entered.")})
    with transaction.atomic():
        row: Any = serializers.serialize("python", [claim])[0]
        details = {"reason": reason, "row": serializers.serialize("json", [claim]), "id": row["pk"]}
        touched = {"indicators": [claim.indicator_id]} if isinstance(claim, Target | Outcome) else {}
        try:
            _delete(claim)
        except models.ProtectedError as error:
            builders = ", ".join(sorted(str(each) for each in error.protected_objects))
            raise ValidationError(_("Other rows build on it: %(builders)s.") % {"builders": builders}) from error
        note_down("erase_claim", claim, by=by, at=at, details=details)
        if touched:
            refresh_affected(as_of=day_of(at), at=at, **touched)


def _delete(claim: Claim) -> None:
    if isinstance(claim, Target):  # its stored verdict is a copy that goes with it
        StatusChange.objects.filter(first=claim).delete()
        StatusChange.objects.filter(target=claim).delete()
        Assessment.objects.filter(first=claim).delete()
        Assessment.objects.filter(target=claim).delete()
    connection = connections[type(claim)._default_manager.db]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('tracker.erasure', 'on', true)")
    models.QuerySet(type(claim)).filter(pk=claim.pk).delete()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('tracker.erasure', 'off', true)")
