"""The parts of a workbook: XML out of a .zip, never unpacked to disk, bounded before and while it is read."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import IO, TypeVar
from xml.parsers import expat

from django.utils.translation import gettext as _

from .grid import SheetRefusedError
from .limits import MAX_COMPRESSION, MAX_PART_BYTES, MAX_PARTS, MAX_SMALL_PART_BYTES, SMALL_BYTES

CHUNK = 2**18
UNREADABLE = (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError, EOFError)

A = TypeVar("A")
R = TypeVar("R")


class Parts:
    """The open archive. Raises SheetRefusedError for what must not, or cannot, be read."""

    def __init__(self, data: bytes) -> None:
        try:
            self.archive = zipfile.ZipFile(BytesIO(data))
        except UNREADABLE as error:
            raise SheetRefusedError(_("is damaged: it is no whole .zip (%s)") % error) from None
        infos = self.archive.infolist()
        if len(infos) > MAX_PARTS:
            raise SheetRefusedError(_("holds more than %d parts: this is no spreadsheet of a table") % MAX_PARTS)
        self.sizes = {info.filename: (info.file_size, info.compress_size) for info in infos}

    def has(self, name: str) -> bool:
        return name in self.sizes

    def read(self, name: str) -> bytes:
        """A small part as a whole."""
        with self.open(name, MAX_SMALL_PART_BYTES) as stream:
            return _guarded(stream.read, MAX_SMALL_PART_BYTES + 1)

    def chunks(self, name: str, most: int = MAX_PART_BYTES) -> Iterator[bytes]:
        with self.open(name, most) as stream:
            while data := _guarded(stream.read, CHUNK):
                yield data

    def open(self, name: str, most: int = MAX_PART_BYTES) -> IO[bytes]:
        if name not in self.sizes:
            raise SheetRefusedError(_("is damaged: its part %s is missing") % name)
        size, compressed = self.sizes[name]
        if size > SMALL_BYTES and size > MAX_COMPRESSION * max(compressed, 1):
            raise SheetRefusedError(_("unpacks to over %d times its size: refused as a zip bomb") % MAX_COMPRESSION)
        if size > most:
            raise SheetRefusedError(_("unpacks to more than %d MB: split the table") % (most // 2**20))
        return _guarded(self.archive.open, name)


def _guarded(read: Callable[[A], R], argument: A) -> R:
    try:
        return read(argument)
    except UNREADABLE as error:
        raise SheetRefusedError(_("is damaged: a part of it cannot be read (%s)") % error) from None


def parser() -> expat.XMLParserType:
    """A parser that takes no document type: it could define entities that grow without end."""
    made = expat.ParserCreate()
    made.buffer_text = True
    made.StartDoctypeDeclHandler = _refuse_document_type
    return made


def feed(made: expat.XMLParserType, chunks: Iterator[bytes]) -> Iterator[None]:
    """Parses piece by piece, pausing after each. Raises SheetRefusedError."""
    try:
        for data in chunks:
            made.Parse(data, False)
            yield
        made.Parse(b"", True)
    except expat.ExpatError as error:
        raise SheetRefusedError(_("is damaged: its XML ends or breaks off (%s)") % error) from None
    yield


def elements(parts: Parts, name: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The elements of a small part in order: local name and attributes, without their namespaces."""
    seen: list[tuple[str, Mapping[str, str]]] = []
    made = parser()
    made.StartElementHandler = lambda tag, attributes: seen.append((local(tag), attributes))
    for _step in feed(made, iter([parts.read(name)])):
        yield from seen
        seen.clear()


def local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _refuse_document_type(*_ignored: object) -> None:
    raise SheetRefusedError(_("holds a document type, which no spreadsheet has: it is refused"))
