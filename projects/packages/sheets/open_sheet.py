"""The bytes of a file → its sheet; a file of another kind is refused with what it is and what to do."""

from __future__ import annotations

from django.utils.translation import gettext as _

from .delimited import grid_of_csv
from .grid import Grid, SheetRefusedError
from .limits import MAX_FILE_BYTES
from .workbook import Workbook, open_workbook
from .xlsx import grid_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OTHERS = ((b"%PDF", "PDF"), (b"<!DOCTYPE", "HTML"), (b"<html", "HTML"), (b"{\\rtf", "RTF"), (b"\x1f\x8b", "gzip"))


class SheetUnclearError(Exception):
    """The workbook has several sheets that may be meant: one of ``sheets`` is to be named."""

    def __init__(self, sheets: tuple[str, ...]) -> None:
        super().__init__(", ".join(sheets))
        self.sheets = sheets


def open_sheet(data: bytes, *, names: tuple[str, ...], sheet: str = "", most: int = MAX_FILE_BYTES) -> Grid:
    """The one sheet that is meant: ``sheet``, or the only one, or the one called as the table (``names``).

    Raises SheetRefusedError and SheetUnclearError.
    """
    if not data.strip():
        raise SheetRefusedError(_("is empty"))
    if len(data) > most:
        what = _("has %(size)d MB, at most %(most)d are taken: split it, or use import_package")
        raise SheetRefusedError(what % {"size": len(data) // 1_000_000, "most": most // 1_000_000})
    if data.startswith(OLE):
        raise SheetRefusedError(_ole(data))
    if data.startswith(ZIP):
        book = open_workbook(data)
        return grid_of(book, next(part for part in book.sheets if part.name == _chosen(book, names, sheet)))
    head = data[:64].lstrip().lower()
    for start, kind in _OTHERS:
        if head.startswith(start.lower()):
            raise SheetRefusedError(_("is %s, no table: choose an XLSX or CSV file") % kind)
    return grid_of_csv(data, "")


def _ole(data: bytes) -> str:
    """An Office file before 2007, or a newer one under a password."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return _("is protected by a password: take the password out (File, Info, Protect Workbook), and save it again")
    return _("is a workbook of old Excel (XLS): save it as XLSX")


def _chosen(book: Workbook, names: tuple[str, ...], wanted: str) -> str:
    sheets = tuple(part.name for part in book.sheets)
    if wanted:
        if wanted not in sheets:
            what = _("has no visible sheet “%(wanted)s”; it has %(sheets)s")
            raise SheetRefusedError(what % {"wanted": wanted, "sheets": ", ".join(sheets)})
        return wanted
    if len(sheets) == 1:
        return sheets[0]
    called = [name for name in sheets if name.strip().casefold() in names]
    filled = [part.name for part in book.sheets if _is_filled(book, part.part)]
    for candidates in (called, filled):
        if len(candidates) == 1:
            return candidates[0]
    raise SheetUnclearError(tuple(filled) or sheets)


def _is_filled(book: Workbook, part: str) -> bool:
    """Whether a sheet has any cell."""
    return any(b"<c " in chunk or b":c " in chunk for chunk in book.parts.chunks(part))
