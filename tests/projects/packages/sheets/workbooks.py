"""Workbooks as small as they can be, spelt out: with what no library writes, as a formula without its value."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
# Styles by number: general, a built-in date, a date with its own code, a percentage, a number with a unit in its code.
STYLES = f"""<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/>
<numFmt numFmtId="165" formatCode='#,##0" days"'/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="9"/><xf numFmtId="165"/></cellXfs>
</styleSheet>"""
GENERAL, DATE, OWN_DATE, PERCENT, WITH_UNIT = range(5)


class Raw(str):
    """The XML of a cell's inside; ``attributes`` stand in its tag."""

    attributes = ""


def raw(xml: str, attributes: str = "") -> Raw:
    cell = Raw(xml)
    cell.attributes = attributes
    return cell


def number(text: str, style: int = GENERAL) -> Raw:
    return raw(f"<v>{text}</v>", f's="{style}"')


def formula(text: str, value: str | None, kind: str = "") -> Raw:
    saved = "" if value is None else f"<v>{escape(value)}</v>"
    return raw(f"<f>{escape(text)}</f>{saved}", f't="{kind}"' if kind else "")


def workbook(rows: Sequence[Sequence[str]], **options: object) -> bytes:
    """One sheet with these rows."""
    return workbook_of({"Sheet1": rows}, **options)  # type: ignore[arg-type]  # the names of its own options


def workbook_of(
    sheets: Mapping[str, Sequence[Sequence[str]]],
    *,
    merged: Sequence[str] = (),
    is_1904: bool = False,
    is_calculated: bool = True,
    hidden: Sequence[str] = (),
    more: Mapping[str, str] | None = None,
    sheet_xml: str = "",
) -> bytes:
    """``sheet_xml`` stands in the place of the first sheet; ``more`` are parts besides."""
    entries, relations = "", ""
    parts: dict[str, str] = {}
    for index, (name, rows) in enumerate(sheets.items(), start=1):
        state = ' state="hidden"' if name in hidden else ""
        entries += f'<sheet name={quoteattr(name)} sheetId="{index}" r:id="r{index}"{state}/>'
        relations += f'<Relationship Id="r{index}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{index}.xml"/>'
        parts[f"xl/worksheets/sheet{index}.xml"] = _sheet(rows, merged)
    if sheet_xml:
        parts["xl/worksheets/sheet1.xml"] = sheet_xml
    relations += f'<Relationship Id="s" Type="{RELATIONS}/styles" Target="styles.xml"/>'
    properties = f'<workbookPr date1904="{int(is_1904)}"/>'
    parts |= {
        "_rels/.rels": f"""<Relationships xmlns="{PACKAGE}"><Relationship Id="r" Type="{RELATIONS}/officeDocument"
            Target="xl/workbook.xml"/></Relationships>""",
        "xl/workbook.xml": f"""<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{properties}
            <sheets>{entries}</sheets><calcPr fullCalcOnLoad="{int(not is_calculated)}"/></workbook>""",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>',
        "xl/styles.xml": STYLES,
        **(more or {}),
    }
    return zipped(parts)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _sheet(rows: Sequence[Sequence[str]], merged: Sequence[str]) -> str:
    body = "".join(
        f'<row r="{line}">{"".join(_cell(cell, line, column) for column, cell in enumerate(row))}</row>'
        for line, row in enumerate(rows, start=1)
    )
    ranges = "".join(f'<mergeCell ref="{merge}"/>' for merge in merged)
    after = f"<mergeCells>{ranges}</mergeCells>" if merged else ""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData>{after}</worksheet>'


def _cell(cell: str, line: int, column: int) -> str:
    if cell == "":
        return ""
    reference = f"{chr(65 + column) if column < 26 else 'A' + chr(65 + column - 26)}{line}"
    if isinstance(cell, Raw):
        return f'<c r="{reference}" {cell.attributes}>{cell}</c>'
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'


def saved(path: Path, content: bytes | str, encoding: str = "utf-8") -> Path:
    path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    return path
