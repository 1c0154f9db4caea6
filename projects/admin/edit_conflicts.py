"""A form that notices that somebody else has changed the row since it was opened, and asks which of the two holds.

The form carries the row as its editor saw it. A column that differs now, and differs from what was typed, is shown
with both values; nothing is saved until one of them is chosen.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from projects.actions.recording import lock_record
from projects.models import AuditEntry
from projects.packages.one_row import cell_of

SEEN = "seen"  # name of the hidden field with the row as it was when the form was opened
CHOICE = "meanwhile-"  # and of the choices, before the column's name
MINE, THEIRS = "mine", "theirs"


class DetectsEditConflicts:
    """Of a model form on an existing row. ``seen`` is what goes into the hidden field."""

    data: Any
    instance: Any
    fields: Any
    _stored: Any = None

    @property
    def seen(self) -> str:
        """The row as its editor sees it; of a form that came back, as they saw it first."""
        if self.data and (sent := self.data.get(SEEN)):
            return str(sent)
        return "" if self.instance._state.adding else json.dumps(self._cells(self.instance), ensure_ascii=False)

    def conflicts(self) -> Iterator[tuple[str, SafeString]]:
        """Columns that somebody else has changed and about which no choice was made, with the question.

        Takes over what was chosen to be theirs. The row stays locked until the transaction ends, so that what was
        compared is what will be written over.
        """
        seen = _seen(self.data.get(SEEN) if self.data else None)
        if seen is None or self.instance._state.adding:
            return
        lock_record()  # before the row, as every action does: two who save wait for each other in one order
        stored = type(self.instance)._base_manager.select_for_update().get(pk=self.instance.pk)
        before, now, mine = seen, self._cells(stored), self._cells(self.instance)
        for name, cell in now.items():
            if before.get(name) == cell or mine[name] == cell:
                continue
            chosen = self.data.get(f"{CHOICE}{name}", "")
            if chosen == _choice(THEIRS, cell):
                setattr(self.instance, name, getattr(stored, name))
            elif chosen != _choice(MINE, cell):
                yield name, self._question(name, stored, cell)

    def _cells(self, row: Any) -> dict[str, str]:
        columns = {field.name for field in row._meta.concrete_fields}
        seen: Mapping[str, str] = getattr(row, "seen_cells", {})  # of a row that shows what a draft would make of it
        return {name: seen.get(name, cell_of(row, name)) for name in self.fields if name in columns}

    def _question(self, name: str, stored: Any, cell: str) -> SafeString:
        choices = format_html_join(
            "",
            '<label class="meanwhile"><input type="radio" name="{}" value="{}"> {}: <q>{}</q></label>',
            [
                (f"{CHOICE}{name}", _choice(THEIRS, cell), _("Keep what is recorded"), _shown(stored, name)),
                (f"{CHOICE}{name}", _choice(MINE, cell), _("Write mine over it"), _shown(self.instance, name)),
            ],
        )
        return format_html("{} {}", _who(stored), choices)


def _seen(sent: str | None) -> Mapping[str, str] | None:
    """What came back of the hidden field; None for what this form has not written."""
    try:
        seen = json.loads(sent or "")
    except ValueError:
        return None
    return seen if isinstance(seen, dict) else None


def _choice(which: str, cell: str) -> str:
    """A choice holds for the value that it was made against: of a third one it is asked anew."""
    return f"{which}:{sha256(cell.encode()).hexdigest()[:16]}"


def _who(row: Any) -> str:
    """Who changed the row last, and when."""
    latest = (
        AuditEntry.objects.filter(object_type=row._meta.model_name, object_id=row.pk).select_related("done_by").first()
    )
    if latest is None:
        return _("Changed by somebody else since this form was opened; choose what holds.")
    return _("Changed by %(person)s on %(moment)s, since this form was opened; choose what holds.") % {
        "person": latest.done_by,
        "moment": localize(localtime(latest.done_at)),
    }


def _shown(row: Any, name: str) -> str:
    """A column's value as a person reads it."""
    display = getattr(row, f"get_{name}_display", None)
    value = display() if display is not None else getattr(row, name)
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return str(localize(value)) if value not in (None, "") else "–"
