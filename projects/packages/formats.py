"""Files that are no comma-separated UTF-8: what they are, and how to save them instead."""

from __future__ import annotations

import re

SAVE_AS = "save it as CSV in UTF-8 with commas between the cells"
HOW = (
    "in LibreOffice: Save As, Text CSV, “Edit filter settings”, character set UTF-8, field delimiter comma; "
    "Excel writes the list separator of the system’s region"
)
_SEPARATORS = {b";": "semicolons", b"\t": "tabs", b"|": "vertical bars"}
_CYRILLIC_BYTES = re.compile(rb"[\xa8\xb8\xc0-\xff]{2,}")


def other_format(start: bytes) -> str:
    """What a file is that begins like this, and the way out; empty for what may be text in UTF-8."""
    if start.startswith(b"PK\x03\x04"):
        return f"is a spreadsheet (XLSX, ODS) or another .zip, not CSV: {SAVE_AS}"
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return f"is a spreadsheet of old Excel (XLS), not CSV: {SAVE_AS}"
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or start[1:4:2] == b"\0\0" or start[:3:2] == b"\0\0":
        return f"is in UTF-16, not UTF-8: {SAVE_AS}"
    if re.match(rb"(?:\xef\xbb\xbf)?sep=", start, re.IGNORECASE):
        return "begins with Excel’s line “sep=”: take that line out, the first row names the columns"
    return _other_separator(start)


def _other_separator(header: bytes) -> str:
    """A header names at least two columns, so one without a comma has another separator or none."""
    if b"," in header:
        return ""
    for separator, name in _SEPARATORS.items():
        if separator in header:
            return f"is separated by {name}, not commas: {SAVE_AS} ({HOW})"
    return ""


def other_encoding(line: bytes) -> str:
    """The way out for a line that is not UTF-8, with the encoding that it seems to have."""
    if _CYRILLIC_BYTES.search(line):
        return f"this looks like Windows-1251, in which Excel saves Cyrillic; {SAVE_AS}"
    return "save the file as UTF-8"
