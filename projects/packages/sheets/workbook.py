"""A workbook beside its cells: which sheets it has, what its styles make of numbers, and the texts that cells share."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .grid import SheetRefusedError
from .limits import MAX_SHARED_BYTES
from .number_formats import kind_of_format
from .xml_parts import Parts, elements, feed, local, parser

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SURROGATES = range(0xD800, 0xE000)


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet that the spreadsheet shows, and the part that holds its cells."""

    name: str
    part: str


@dataclass(frozen=True, slots=True)
class Workbook:
    """``kinds``: what a number is, by the number of its style.

    ``is_calculated``: the values of formulas are those that a spreadsheet has worked out. Programs that write workbooks
    put a zero there, and ask for a calculation when the file is opened.
    """

    parts: Parts
    sheets: tuple[SheetPart, ...]
    epoch: str
    kinds: tuple[str, ...]
    shared: tuple[str, ...]
    is_calculated: bool


def open_workbook(data: bytes) -> Workbook:
    """Raises SheetRefusedError."""
    parts = Parts(data)
    if parts.has("xl/workbook.bin"):
        raise SheetRefusedError(_("is a binary workbook (XLSB): save it as XLSX or CSV"))
    book = _main_part(parts)
    if book is None:
        if parts.has("content.xml"):
            raise SheetRefusedError(_("is an ODS spreadsheet: save it as XLSX or CSV"))
        raise SheetRefusedError(_("is a .zip, but no XLSX workbook: choose an XLSX or CSV file"))
    targets = _relations(parts, book)
    sheets, epoch, is_calculated = _sheets(parts, book, targets)
    if not sheets:
        raise SheetRefusedError(_("shows no sheet with cells"))
    styles = next((part for kind, part in targets.values() if kind == "styles" and parts.has(part)), "")
    texts = next((part for kind, part in targets.values() if kind == "sharedStrings" and parts.has(part)), "")
    return Workbook(
        parts,
        sheets,
        epoch,
        _kinds(parts, styles) if styles else (),
        _shared(parts, texts) if texts else (),
        is_calculated,
    )


def _main_part(parts: Parts) -> str | None:
    """The part of the workbook; None in archives of anything else, as of a text document."""
    named = [part for kind, part in _relations(parts, "").values() if kind == "officeDocument" and "workbook" in part]
    return next((part for part in [*named, "xl/workbook.xml"] if parts.has(part)), None)


def _relations(parts: Parts, part: str) -> dict[str, tuple[str, str]]:
    """Relation id → (kind, part) of what a part refers to inside the workbook."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if not parts.has(relations):
        return {}
    relations_by_id: dict[str, tuple[str, str]] = {}
    for tag, attributes in elements(parts, relations):
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            relations_by_id[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], path)
    return relations_by_id


def _sheets(parts: Parts, book: str, targets: dict[str, tuple[str, str]]) -> tuple[tuple[SheetPart, ...], str, bool]:
    """The visible sheets, the first day of day numbers, and whether formulas have been worked out."""
    sheets: list[SheetPart] = []
    epoch, is_calculated = "1900", True
    for tag, attributes in elements(parts, book):
        if tag == "workbookPr" and attributes.get("date1904") in {"1", "true"}:
            epoch = "1904"
        if tag == "calcPr" and attributes.get("fullCalcOnLoad") in {"1", "true"}:
            is_calculated = False
        if tag == "sheet" and attributes.get("state", "visible") == "visible":
            relation = next((value for key, value in attributes.items() if local(key) == "id"), "")
            kind, part = targets.get(relation, ("", ""))
            if kind == "worksheet":
                sheets.append(SheetPart(attributes.get("name", ""), part))
    return tuple(sheets), epoch, is_calculated


def _kinds(parts: Parts, name: str) -> tuple[str, ...]:
    codes: dict[int, str] = {}
    kinds: list[str] = []
    inside = False
    for tag, attributes in elements(parts, name):
        if tag == "numFmt":
            codes[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif tag in {"cellXfs", "cellStyleXfs", "cellStyles", "dxfs"}:
            inside = tag == "cellXfs"
        elif tag == "xf" and inside:
            number = _number(attributes.get("numFmtId"))
            kinds.append(kind_of_format(number, codes.get(number, "")))
    return tuple(kinds)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def _shared(parts: Parts, name: str) -> tuple[str, ...]:
    """The texts that cells name by number, without how they are pronounced."""
    texts: list[str] = []
    pieces: list[str] = []
    inside = spoken = False

    def start(tag: str, _attributes: object) -> None:
        nonlocal inside, spoken
        tag = local(tag)
        if tag == "t":
            inside = not spoken
        elif tag == "rPh":
            spoken = True

    def end(tag: str) -> None:
        nonlocal inside, spoken
        tag = local(tag)
        if tag == "t":
            inside = False
        elif tag == "rPh":
            spoken = False
        elif tag == "si":
            texts.append(unescaped("".join(pieces)))
            pieces.clear()

    def text(data: str) -> None:
        if inside:
            pieces.append(data)

    made = parser()
    made.StartElementHandler, made.EndElementHandler, made.CharacterDataHandler = start, end, text
    for _step in feed(made, parts.chunks(name, MAX_SHARED_BYTES)):
        pass
    return tuple(texts)


def unescaped(text: str) -> str:
    """``_x000A_`` is how a workbook writes a character that XML cannot hold."""
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if code in _SURROGATES or code == 0 else chr(code)
