from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from projects.actions.changes import Change
from projects.actions.drafts.enter_changes import Entered, enter_changes
from projects.actions.recording import lock_record
from projects.models import ArchiveCopy, Draft


def accept_copies(*, sources: Collection[str], by: AbstractBaseUser, at: datetime) -> Entered:
    """Makes the proposed copies the archived addresses of their sources, or a draft of that (``enter_changes``).

    Raises ValidationError where one of them is proposed no more, ChangesRefusedError; then nothing happens.
    """
    with transaction.atomic():
        lock_record()  # before the copies, as whoever erases their source does
        copies = _proposed(sources)
        cells = {copy.source_id: {"archived_url": copy.url} for copy in copies}
        changes = [Change("edit", "sources", row, cells[row], {"archived_url": ""}) for row in cells]
        entered = enter_changes(
            kind=Draft.Kind.ROW,
            origin=Draft.Origin.DESK,
            title=_("Copies of sources in an archive"),
            changes=changes,
            by=by,
            at=at,
        )
        _settle(copies, ArchiveCopy.State.ACCEPTED, by, at)
    return entered


def decline_copies(*, sources: Collection[str], by: AbstractBaseUser, at: datetime) -> None:
    """Proposes these copies no more. Raises ValidationError where one of them is proposed no more."""
    with transaction.atomic():
        _settle(_proposed(sources), ArchiveCopy.State.DECLINED, by, at)


def _proposed(sources: Collection[str]) -> list[ArchiveCopy]:
    if not sources:
        raise ValidationError(_("Choose at least one."))
    copies = list(ArchiveCopy.objects.proposed().filter(pk__in=sources).select_for_update(of=("self",)))
    if len(copies) < len(set(sources)):
        raise ValidationError(_("Some of them were settled meanwhile: look at the list as it is now."))
    return copies


def _settle(copies: Collection[ArchiveCopy], state: str, by: AbstractBaseUser, at: datetime) -> None:
    rows = ArchiveCopy.objects.filter(pk__in=[copy.pk for copy in copies])
    rows.update(state=state, settled_at=at, settled_by=by)
