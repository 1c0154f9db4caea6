"""Packages that cannot be read: not there, damaged, hostile. Each gets a clear line, in bounded memory."""

from __future__ import annotations

import json
import tracemalloc
import zipfile
from collections.abc import Callable
from io import BytesIO, RawIOBase
from pathlib import Path

import pytest

from projects.packages.rows import MAX_CELL_CHARACTERS, MAX_ROW_BYTES, UnreadableError, rows
from tests.projects.packages.sample import describe, load, refusal, sample, write
from tests.projects.packages.test_bad_rows import assert_nothing_written

pytestmark = [pytest.mark.django_db, pytest.mark.once]

KZ = b"id,name\nkz,Kazakhstan\n"
CP1251 = "is not UTF-8 at byte 4 of the line, 0xca: this looks like Windows-1251, in which Excel saves Cyrillic; save"


def territories(folder: Path, content: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "territories.csv").write_bytes(content)
    describe(folder, "territories")
    return folder


# (content of territories.csv, the one line printed begins with)
FILES = [
    (b"", "territories.csv:1: is empty: the first row names the columns, at least id, name"),
    (b"id,name_ru\nkz,x\n", "territories.csv:1: name: is missing: this column is required (id, name_ru)"),
    (b"id,name,area\nkz,x,1\n", "territories.csv:1: area: is no column of territories; it has id, name, name_ru, name"),
    (b"id,name,\nkz,x,1\n", "territories.csv:1: header: is no column of territories"),
    (b"id,name,name\nkz,x,y\n", "territories.csv:1: name: stands twice in the header (name)"),
    (b"id;name\nkz;x\n", "territories.csv:1: is separated by semicolons, not commas: save it as CSV in UTF-8"),
    (b"\xef\xbb\xbfid;name\r\nkz;x\r\n", "territories.csv:1: is separated by semicolons"),
    ("id;name\nkz;Қазақстан; РК\n".encode(), "territories.csv:1: is separated by semicolons"),
    ("id;name\nkz;Казахстан\n".encode("cp1251"), "territories.csv:1: is separated by semicolons"),
    (b'"id";"name"\n"kz";"x"\n', "territories.csv:1: is separated by semicolons"),
    (b"id|name\nkz|x\n", "territories.csv:1: is separated by vertical bars"),
    (b"id\tname\nkz\tx\n", "territories.csv:1: is separated by tabs, not commas"),
    ("id,name\nkz,Казахстан\n".encode("utf-16"), "territories.csv:1: is in UTF-16, not UTF-8: save it as CSV"),
    ("id,name\nkz,Казахстан\n".encode("utf-16-le"), "territories.csv:1: is in UTF-16"),
    ("id,name\nkz,Казахстан\n".encode("utf-16-be"), "territories.csv:1: is in UTF-16"),
    (b"PK\x03\x04\x14\0\6\0", "territories.csv:1: is a spreadsheet (XLSX, ODS) or another .zip, not CSV: save it"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "territories.csv:1: is a spreadsheet of old Excel (XLS), not CSV"),
    (b"sep=,\r\nid,name\r\n", "territories.csv:1: begins with Excel’s line “sep=”"),
    (b"id,,name\nkz,,x\nkz-71,y,x\n", "territories.csv:1: header: is no column of territories; it has id, name"),
    (b"id,,name\nkz,x\n", "territories.csv:2: name: is missing: the row ends after 2 of 3 cells"),
    (KZ + b"kz-71,Astana,kz\n", "territories.csv:3: name: is followed by 1 more: the header has 2 columns (kz)"),
    (KZ + b"kz-71\n", "territories.csv:3: name: is missing: the row ends after 1 of 2 cells (kz-71)"),
    (KZ + "kz-71,Қостанай\n".encode("utf-16-le"), "territories.csv:3: holds a zero byte"),
    (
        KZ + "kz-10,Abai\nkz-71,Астана\n".encode("cp1251"),
        "territories.csv:4: is not UTF-8 at byte 7 of the line, 0xc0: this looks",
    ),
    (KZ + b"kz-71,As\0tana\n", "territories.csv:3: holds a zero byte: this is no text file"),
    (KZ + b'kz-71,"Astana\nkz-72,Almaty\n', "territories.csv:3: a quoted cell is never closed: a quote is missing"),
    (KZ + b'kz-71,"Astana" city\n', "territories.csv:3: something follows a closing quote"),
    (KZ + b"kz-71,Ast\rana\n", "territories.csv:3: a bare carriage return stands outside quotes"),
    (
        KZ + b"kz-71," + b"x" * (MAX_CELL_CHARACTERS + 1) + b"\n",
        "territories.csv:3: a cell is longer than 1048576 characters",
    ),
    (KZ + b"kz-71," + b"x" * MAX_ROW_BYTES + b"\n", "territories.csv:3: the line is longer than 8 MiB"),
]


@pytest.mark.parametrize(("content", "line"), FILES)
def test_bad_file_is_named(tmp_path: Path, content: bytes, line: str) -> None:
    lines = refusal(territories(tmp_path / "package", content))
    assert any(text.startswith(line) for text in lines), lines
    assert_nothing_written()


def test_bad_file_hides_no_fault_in_another(tmp_path: Path) -> None:
    tables = sample()
    tables["programmes"][0]["name"] = ""
    package = write(tmp_path / "package", tables)
    (package / "territories.csv").write_bytes(KZ + b"\xff\n")
    lines = refusal(package)
    assert [line.split(": ")[0] for line in lines] == ["territories.csv:3", "programmes.csv:2"]


class Endless(RawIOBase):
    """A file without end or line feed; remembers how much was read."""

    def __init__(self, start: bytes) -> None:
        self.start = BytesIO(start)
        self.taken = 0

    def readable(self) -> bool:
        return True

    def readline(self, size: int | None = -1) -> bytes:  # type: ignore[override]  # reads whole lines only
        assert size is not None
        assert size > 0
        line = self.start.readline(size) or b"x" * size
        self.taken += len(line)
        return line


@pytest.mark.parametrize("start", [KZ, KZ + b'kz-71,"\n'])
def test_endless_line_is_refused_after_a_bounded_read(start: bytes) -> None:
    stream = Endless(start)
    tracemalloc.start()
    with pytest.raises(UnreadableError, match="longer than 8 MiB"):
        list(rows(stream))  # type: ignore[arg-type]  # a stream of our own
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert stream.taken < 2 * MAX_ROW_BYTES + 100
    assert peak < 64 * 2**20


def test_endless_row_of_short_lines_is_refused() -> None:
    stream = BytesIO(KZ + b'kz-71,"' + b"x\n" * MAX_ROW_BYTES)
    with pytest.raises(UnreadableError, match=r"the row is longer than 8 MiB: is a quote missing|a cell is longer"):
        list(rows(stream))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("{", "datapackage.json:1: is not JSON: Expecting property name"),
        ('{\n "resources": [\n', "datapackage.json:3: is not JSON"),
        ("[]", "datapackage.json: has no list “resources”"),
        ('{"resources": {}}', "datapackage.json: has no list “resources”"),
        ('{"resources": [1]}', "datapackage.json: resource 1 is no object"),
        ('{"resources": []}', "datapackage.json: lists none of the tables organisations, territories"),
        ('{"resources": [{"name": "animals", "path": "animals.csv"}]}', "datapackage.json: lists none of the tables"),
        ("[" * 100_000, "datapackage.json: is not JSON that can be read: nested too deeply"),
        ('{"resources": [{"name": "territories"}]}', "datapackage.json: the table territories has no “path”"),
        (
            '{"resources": [{"name": "territories", "path": ["a.csv", "b.csv"]}]}',
            "datapackage.json: the table territories has no “path” that names its one CSV file",
        ),
        (
            '{"resources": [{"name": "territories", "path": "gone.csv"}]}',
            "gone.csv: is missing, though datapackage.json lists it as the table territories",
        ),
        ('{"resources": [{"name": "territories", "path": "../secret.csv"}]}', "datapackage.json: a path leads out"),
        ('{"resources": [{"name": "territories", "path": "/etc/passwd"}]}', "datapackage.json: a path leads out"),
        ('{"resources": [{"name": "territories", "path": "https://a.org/t.csv"}]}', "datapackage.json: a path leads"),
        ('{"resources": [{"name": "territories", "path": "link.csv"}]}', "datapackage.json: a path leads out"),
        (
            '{"resources": [{"name": "territories", "path": "t.csv", "dialect": {"delimiter": ";"}}]}',
            "datapackage.json: the table territories is not comma-separated (;)",
        ),
        (
            '{"resources": [{"name": "territories", "path": "territories.csv"}, {"name": "territories", "path": "t"}]}',
            "datapackage.json: lists the table territories twice",
        ),
    ],
)
def test_bad_descriptor_is_named(tmp_path: Path, text: str, line: str) -> None:
    package = territories(tmp_path / "package", KZ)
    (tmp_path / "secret.csv").write_bytes(KZ)
    (package / "link.csv").symlink_to(tmp_path / "secret.csv")
    (package / "datapackage.json").write_text(text, encoding="utf-8")
    [message] = refusal(package)
    assert message.startswith(line)
    assert_nothing_written()


def test_descriptor_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    package = territories(tmp_path / "package", KZ)
    (package / "datapackage.json").write_bytes('{\n"title": "Казахстан"}'.encode("cp1251"))
    assert refusal(package) == ["datapackage.json:2: is not UTF-8"]


def test_what_is_no_package_is_named(tmp_path: Path) -> None:
    assert refusal(tmp_path / "gone") == [f"{tmp_path}/gone: there is no such folder or .zip"]
    [line] = refusal(tmp_path)
    assert line.startswith("datapackage.json: is missing: a Data Package is a folder or .zip with this file")
    (tmp_path / "text.zip").write_text("no zip")
    [line] = refusal(tmp_path / "text.zip")
    assert "is neither a folder nor a readable .zip" in line


# --- .zip --------------------------------------------------------------------------------------------------------


def zipped(path: Path, files: dict[str, bytes], prefix: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(prefix + name, content)
    return path


DESCRIPTOR = json.dumps({"resources": [{"name": "territories", "path": "territories.csv"}]}).encode()


@pytest.mark.parametrize("prefix", ["", "package/"])
def test_zip_is_read_with_or_without_a_folder_in_it(tmp_path: Path, prefix: str) -> None:
    files = {"datapackage.json": DESCRIPTOR, "territories.csv": KZ, "README.md": b"hello"}
    assert "territories: 1 new, 0 updated, 0 unchanged" in load(zipped(tmp_path / "p.zip", files, prefix))


def truncated(data: bytes) -> bytes:
    return data[: len(data) // 2]


def flipped(data: bytes) -> bytes:
    """One bit of the stored table is another, so that its checksum is wrong."""
    at = data.index(b"Kazakhstan")
    return data[:at] + b"K\x01" + data[at + 2 :]


@pytest.mark.parametrize(
    ("damage", "says"),
    [(truncated, "is neither a folder nor a readable .zip"), (flipped, "territories.csv: cannot be read")],
)
def test_damaged_zip_is_named(tmp_path: Path, damage: Callable[[bytes], bytes], says: str) -> None:
    path = tmp_path / "p.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("datapackage.json", DESCRIPTOR)
        archive.writestr("territories.csv", KZ)
    path.write_bytes(damage(path.read_bytes()))
    [line] = refusal(path)
    assert says in line
    assert_nothing_written()


def test_encrypted_zip_is_named(tmp_path: Path) -> None:
    path = zipped(tmp_path / "p.zip", {"datapackage.json": DESCRIPTOR, "territories.csv": KZ})
    data = bytearray(path.read_bytes())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(signature, at + 4)
    path.write_bytes(data)
    [line] = refusal(path)
    assert "encrypted" in line


def test_zip_bomb_is_refused_unread(tmp_path: Path) -> None:
    bomb = zipped(tmp_path / "p.zip", {"datapackage.json": DESCRIPTOR, "territories.csv": KZ + b"\n" * 20_000_000})
    assert refusal(bomb) == ["territories.csv: unpacks to over 400 times its size: refused as a zip bomb"]


def test_zip_cannot_reach_outside(tmp_path: Path) -> None:
    descriptor = DESCRIPTOR.replace(b"territories.csv", b"../territories.csv")
    [line] = refusal(zipped(tmp_path / "p.zip", {"datapackage.json": descriptor, "../territories.csv": KZ}))
    assert line == "datapackage.json: a path leads out of the package (../territories.csv)"
