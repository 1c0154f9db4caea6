"""Headers of mails that begin on the line of their name.

Python folds a header that is too long for its first line right after the name. RFC 5322 allows that (2.2.3), but
programs that look for ``List-Unsubscribe: <`` or the subject on the line of the name do not find it.
"""

from __future__ import annotations

import re
from email.errors import HeaderParseError
from email.header import Header, decode_header, make_header

# A header whose first line is empty after the name, with the lines that continue it.
EMPTY_FIRST_LINE = re.compile(rb"(?m)^([!-9;-~]+):[ \t]*(\r?\n)((?:[ \t]+\S.*(?:\r?\n|\Z))+)")
LONGEST_LINE = 76  # RFC 2047, of a line with encoded words


def unfold_first_lines(content: bytes) -> bytes:
    """The mail with each header beginning on the line of its name. ``content`` is a whole message."""
    end = re.search(rb"\r?\n\r?\n", content)
    head = content[: end.start() + 2] if end is not None else content
    return EMPTY_FIRST_LINE.sub(_unfold, head) + content[len(head) :]


def _unfold(header: re.Match[bytes]) -> bytes:
    name, line_end, rest = header.groups()
    if name.lower() == b"subject":
        return b"%s: %s%s" % (name, _folded(name.decode(), rest, line_end), line_end)
    return b"%s: %s" % (name, rest.lstrip(b" \t"))


def _folded(name: str, value: bytes, line_end: bytes) -> bytes:
    """A subject in any script as encoded words (RFC 2047), the first on the line of the name."""
    text = value.decode("ascii")
    try:
        words = str(make_header(decode_header(" ".join(text.split()))))
    except (HeaderParseError, LookupError, UnicodeDecodeError):
        return value.strip()
    folded = Header(words, "us-ascii" if words.isascii() else "utf-8", maxlinelen=LONGEST_LINE, header_name=name)
    return folded.encode(linesep=line_end.decode()).lstrip().encode()
