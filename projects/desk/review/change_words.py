"""A change of the record as a reviewer reads it: what it says, on whose word, and what stands there now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects import wording
from projects.actions.changes import Change
from projects.models.columns import COLUMNS
from projects.models.fields import LONG_TEXT
from projects.models.names import active_language
from projects.packages.columns import Column, Table
from projects.packages.tables import BY_NAME

from .named_rows import Cells, NamedRows

HEADINGS: Mapping[str, Promise] = {
    "add": gettext_lazy("New: %(kind)s"),
    "edit": gettext_lazy("Edit: %(kind)s"),
    "annotate": gettext_lazy("Words around a figure: %(kind)s"),
    "mend": gettext_lazy("We copied it wrongly: %(kind)s"),
    "erase": gettext_lazy("Entered by mistake: %(kind)s"),
}
REPLACES = {"outcomes": "corrects", "targets": "revises"}  # the column that names the row whose place it takes


@dataclass(frozen=True, slots=True)
class CellInWords:
    """One column. ``before`` is None where nothing stood there; ``now`` where somebody changed it meanwhile.

    ``is_text``: it is a text of the record, in whatever language it has.
    """

    label: str
    before: str | None
    after: str
    url: str = ""
    now: str | None = None
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class SourceInWords:
    """On whose word a claim stands. ``is_new``: the draft brings it."""

    id: str
    title: wording.Reading
    publisher: str
    published: str
    url: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class ChangeInWords:
    """``sentence`` is what readers will see of it, ``before`` what they see now of the row whose place it takes."""

    index: int
    heading: str
    table: str
    row_id: str
    sentence: str
    before: str
    source: SourceInWords | None
    cells: tuple[CellInWords, ...]
    reason: str

    @property
    def number(self) -> int:
        """Its place in the draft, from 1."""
        return self.index + 1

    @property
    def is_text(self) -> bool:
        """Whether the sentence is a text of the record, in whatever language it has."""
        return self.table == "sources"

    @property
    def has_before(self) -> bool:
        return any(cell.before is not None for cell in self.cells)


class ChangeReader:
    """Puts changes into words of one language."""

    def __init__(self, rows: NamedRows, lang: str) -> None:
        self.rows = rows
        self.lang = lang

    def in_words(self, index: int, change: Change) -> ChangeInWords:
        table = BY_NAME[change.table]
        stored = self.rows.recorded.get((change.table, change.row_id)) if change.row_id else None
        older = stored or self._replaced(change)
        row = {**(stored or {}), **change.cells}
        is_gone = change.action != "add" and stored is None
        return ChangeInWords(
            index=index,
            heading=str(HEADINGS[change.action]) % {"kind": table.model._meta.verbose_name},
            table=change.table,
            row_id=change.row_id or change.cells.get("id", ""),
            sentence=change.row_id if is_gone else self.sentence(table.name, row),
            before=self.sentence(table.name, older) if older and change.action in ("add", "mend") else "",
            source=self._source(row.get("source", "")),
            cells=tuple(self._cells(table, change, older)),
            reason=change.reason,
        )

    def _replaced(self, change: Change) -> Cells | None:
        name = REPLACES.get(change.table, "")
        return self.rows.cells(change.table, change.cells.get(name, "")) if change.cells.get(name) else None

    # --- The row as a sentence -------------------------------------------------------------------------------------

    def sentence(self, table: str, row: Cells) -> str:
        """A claim with its figure and its time, another row by its name."""
        match table:
            case "targets" | "outcomes":
                return self._claim(table, row)
            case "project_events":
                stage = wording.stage(row.get("stage", ""), self.lang)
                return f"{self.name('projects', row.get('project', ''))}: {stage}, {self._day(row.get('date', ''))}"
            case "sources":
                return f"{row.get('publisher', '')}: {wording.read_plainly(row, 'title', self.lang)}"
        return row.get(f"name_{self.lang}", "") or row.get("name", "") or row.get("id", "")

    def _claim(self, table: str, row: Cells) -> str:
        promised = table == "targets"
        indicator = self.rows.cells("indicators", row.get("indicator", "")) or {}
        name = self.name("indicators", row.get("indicator", ""))
        if row.get("withdrawn") == "true":
            return _("%(name)s: withdrawn") % {"name": name}
        compared = (_date(row.get("compared_with_start", "")), _date(row.get("compared_with_end", "")))
        figure = wording.stated(
            basis=row.get("basis", "absolute"),
            qualifier=row.get("qualifier", ""),
            value=_figure(row.get("value", "")),
            upper=_figure(row.get("upper_value", "")),
            unit=indicator.get("unit", ""),
            lang=self.lang,
            promised=promised,
            compared_with=None if promised else compared,
        )
        when = self._promised_when(row) if promised else self._reported_when(row)
        return f"{name}: {figure}{', ' if when else ''}{when}"

    def _promised_when(self, row: Cells) -> str:
        start, deadline = _date(row.get("window_start", "")), _date(row.get("deadline", ""))
        if deadline is None:
            return wording.read_plainly(row, "deadline_text", self.lang) or _("no date named")
        if row.get("timing") == "within_period" and start is not None:
            return wording.within(start, deadline, self.lang)
        return wording.by(deadline, self.lang)

    def _reported_when(self, row: Cells) -> str:
        return wording.period(_date(row.get("period_start", "")), _date(row.get("period_end", "")), self.lang)

    def name(self, table: str, row_id: str) -> str:
        """A row by its name; its id where nobody knows it."""
        cells = self.rows.cells(table, row_id)
        return self.sentence(table, cells) if cells is not None else row_id

    def _source(self, row_id: str) -> SourceInWords | None:
        cells = self.rows.cells("sources", row_id)
        if cells is None:
            return None
        published = _date(cells.get("published", ""))
        precision = cells.get("published_precision") or "day"
        return SourceInWords(
            row_id,
            wording.reading(cells, "title", self.lang),
            cells.get("publisher", ""),
            wording.day(published, self.lang, precision) if published else "",
            cells.get("url", ""),
            ("sources", row_id) not in self.rows.recorded,
        )

    # --- Its columns -----------------------------------------------------------------------------------------------

    def _cells(self, table: Table, change: Change, older: Cells | None) -> Iterator[CellInWords]:
        for column in table.columns:
            name = column.name
            if name not in change.cells or (name == "id" and change.action == "add"):
                continue
            after, stands = change.cells[name], (older or {}).get(name, "")
            read = change.before.get(name, stands)
            if not after and not read:
                continue
            is_edit = change.action != "add"
            yield CellInWords(
                label=str(COLUMNS.get(name, name)),
                before=self._cell(table, column, read) if is_edit or (older and read != after) else None,
                after=self._cell(table, column, after),
                url=after if column.kind == "url" else "",
                now=self._cell(table, column, stands) if is_edit and stands not in (read, after) else None,
                is_text=column.kind == "text" or column.references == "sources",
            )

    def _cell(self, table: Table, column: Column, cell: str) -> str:
        if not cell:
            return "–"
        match column.kind:
            case "date":
                return self._day(cell)
            case "figure":
                return wording.number(Decimal(cell), self.lang)
            case "boolean":
                return _("yes") if cell == "true" else _("no")
            case "choice":
                return str(dict(table.field(column).flatchoices).get(cell, cell))
            case "reference":
                return self.name(column.references, cell)
        return cell

    def _day(self, cell: str) -> str:
        day = _date(cell)
        return wording.day(day, self.lang) if day is not None else cell


def changes_in_words(changes: Sequence[Change], start: int, end: int, lang: str) -> list[ChangeInWords]:
    """Those from ``start`` up to ``end``. One query for each table that they name."""
    shown = changes[start:end]
    reader = ChangeReader(NamedRows(changes, shown), lang)
    return [reader.in_words(start + number, change) for number, change in enumerate(shown)]


def title_of(changes: Sequence[Change]) -> str:
    """What a draft of these changes is called: the first in words, in the active language."""
    words = changes_in_words(changes, 0, 1, active_language())
    return f"{words[0].heading} – {words[0].sentence}"[:LONG_TEXT] if words else ""


def _date(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell) if cell else None
    except ValueError:
        return None


def _figure(cell: str) -> Decimal | None:
    return Decimal(cell) if cell else None
