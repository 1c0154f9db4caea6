"""Compiled translations: `python -m tests.words` checks each .mo against its .po; --write compiles them anew."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
# Translations of the tracker and those it brings for libraries that have none.
FOLDERS = ("accounts/locale", "accounts/locale_of_libraries", "projects/locale", "tracker/languages", "tracker/locale")

Entries = dict[tuple[str | None, str], str]


def sources() -> list[Path]:
    """Every .po file of the project."""
    return sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.po"))


def compiled(source: Path) -> bytes:
    """The .mo content of a .po file."""
    buffer = BytesIO()
    with source.open("rb") as file:
        write_mo(buffer, read_po(file, abort_invalid=True))
    return buffer.getvalue()


def problems() -> list[str]:
    """One sentence for each .mo file that is missing or differs from its .po."""
    lines = []
    for source in sources():
        target = source.with_suffix(".mo")
        if not target.exists() or _entries(target.read_bytes()) != _entries(compiled(source)):
            lines.append(f"{target.relative_to(ROOT)} was not compiled from today's {source.name}: run make words")
    return lines


def _entries(content: bytes) -> Entries:
    catalog: Catalog = read_mo(BytesIO(content))
    return {(message.context, str(message.id)): str(message.string) for message in catalog if message.id}


def main(arguments: list[str]) -> int:
    if "--write" in arguments:
        for source in sources():
            source.with_suffix(".mo").write_bytes(compiled(source))
    lines = problems()
    print("\n".join(lines) or "The compiled translations agree with their sources.")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
