"""Spellings of publishers that an editor joins, or parts again, as changes of the record (R9).

Changes are shown, entered and published like all others: `preview_changes`, `enter_changes`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from projects.actions.changes import Change
from projects.actions.record_claim import free_id
from projects.comparison.publishers import publisher_key
from projects.models import Publisher
from projects.models.audit import record_audit
from projects.models.text import stored_text
from projects.packages.alike_names import words_of
from projects.packages.tables import PUBLISHERS
from projects.reports.catalogue.publishers import KEPT_APART

LONGEST_ID = 60


def joining_changes(*, keep: str, others: Collection[str]) -> list[Change]:
    """What makes each of the names, with all their spellings, another spelling of ``keep``'s publisher.

    Names as sources print them, in any spelling. Raises ValidationError where nothing is to be joined.
    Two queries, and one for each new row.
    """
    names = {publisher_key(name): stored_text(name) for name in (*others, keep) if stored_text(name)}
    own = publisher_key(keep)
    if own not in names or len(names) < 2:
        raise ValidationError(_("Name two different publishers."))
    rows = {row.key: row for row in Publisher.objects.filter(key__in=names).select_related("same_as")}
    publisher = rows[own].same_as or rows[own] if own in rows else None
    changes = [] if publisher is not None else [_new(names[own], set())]
    stays = publisher.pk if publisher is not None else changes[0].cells["id"]
    taken = {stays}
    parents = {(row.same_as or row).pk: row.same_as or row for row in rows.values()}
    spellings = Publisher.objects.filter(same_as__in=[pk for pk in parents if pk != stays]).order_by("pk")
    changes += [_edit(spelling, stays) for spelling in spellings]
    changes += [_edit(parent, stays) for pk, parent in sorted(parents.items()) if pk != stays]
    changes += [_new(name, taken, stays) for key, name in names.items() if key not in rows and key != own]
    if not changes:
        raise ValidationError(_("They are one publisher already."))
    return changes


def parting_changes(*, spellings: Sequence[Publisher]) -> list[Change]:
    """What makes spellings a publisher of their own: the first of them, with the others as its spellings.

    Raises ValidationError for one that stands for itself.
    """
    if not spellings:
        raise ValidationError(_("Choose at least one spelling."))
    for spelling in spellings:
        if spelling.same_as_id is None:
            raise ValidationError(_("“%(name)s” stands for itself already.") % {"name": spelling.name})
    first, *others = spellings
    return [_edit(first, ""), *(_edit(spelling, first.pk) for spelling in others)]


def keep_apart(*, names: tuple[str, str], by: AbstractBaseUser, at: datetime) -> None:
    """Notes that two publishers spelt almost alike are two, so that nobody is asked again.

    Raises ValidationError where they are one name.
    """
    keys = sorted({publisher_key(name) for name in names})
    if len(keys) != 2:
        raise ValidationError(_("Name two different publishers."))
    record_audit(KEPT_APART, None, by=by, at=at, details={"keys": keys, "names": list(names)})


def _edit(row: Publisher, same_as: str) -> Change:
    return Change("edit", PUBLISHERS.name, row.pk, cells={"same_as": same_as}, before={"same_as": row.same_as_id or ""})


def _new(name: str, taken: set[str], same_as: str = "") -> Change:
    """A row with an id that is free, also of those ``taken`` by rows of the same list."""
    row_id = free_id(Publisher, made_id(name), taken)
    taken.add(row_id)
    return Change("add", PUBLISHERS.name, cells={"id": row_id, "name": name, "same_as": same_as}, makes_id=True)


def made_id(name: str) -> str:
    """An id of the words by which a name is compared, in Latin letters: «Қазақстан» → ``kazakstan``."""
    wish = re.sub("[^a-z0-9]+", "-", " ".join(words_of(name)))[:LONGEST_ID].strip("-")
    return wish or "publisher"
