"""HTML of a page → the text of its article, without menus, advertisements and scripts.

Run as ``python -m projects.reading.page_text`` it reads a page from its input and writes the text: libraries written in
C meet what strangers wrote, and some pages take them minutes (``page_process`` says what bounds them).
"""

from __future__ import annotations

import contextlib
import sys
from copy import deepcopy
from typing import Any, Literal

from projects.reading.limits import MAX_ARTICLE

MIN_LETTERS = 60  # a page with fewer is drawn by a script, or says that it is one
SHORT = 300  # characters: an article as short as that may be a part of what the page holds
MAX_OUTPUT = 4 * MAX_ARTICLE  # characters
NO_TEXT = 3  # how the process ends where there is none
# What is on a page and not in its article. What is struck out would run into what replaces it: 56 for 5 and 6.
PRUNED = (
    "//head | //script | //style | //noscript | //template | //iframe | //object | //svg | //button | //select",
    "//textarea | //nav | //footer | //aside | //body//*[@role='navigation'] | //del | //s | //strike",
    "//body//*[@hidden or @aria-hidden='true' or contains(translate(@style, ' ', ''), 'display:none')]",
)
# Elements that part nothing: what they hold stands in the line around them.
_INLINE = (
    "a abbr b bdi bdo big cite code data dfn em font i img ins kbd label mark q samp small span strong sub sup time"
)
INLINE = frozenset(_INLINE.split()) | {"tt", "u", "var", "wbr"}
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_LOWERED = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")


class NoTextError(ValueError):
    """A page without a text that could be read: ``empty``, or a ``soup`` that takes too much time or memory."""

    def __init__(self, code: Literal["empty", "soup"]) -> None:
        super().__init__(code)
        self.code = code


def page_text(html: str) -> str:
    """The text of the page's article, a paragraph a line. Raises NoTextError where there is none.

    Where the library finds little, everything that is seen of the page is its text. The library's own second attempts
    are switched off: they write blocks and cells behind one another, and two of them could make one figure.
    The libraries are imported when the first page is read: that takes half a second, which no start should wait for.
    """
    import trafilatura  # noqa: PLC0415  # see above
    from trafilatura.settings import use_config  # noqa: PLC0415

    tree = _tree(html)
    for path in PRUNED:
        for element in tree.xpath(path):
            element.drop_tree()
    _keep_small_digits(tree)
    config = use_config()
    config["DEFAULT"].update({"MIN_EXTRACTED_SIZE": "0", "MIN_OUTPUT_SIZE": "0"})
    text = trafilatura.extract(deepcopy(tree), fast=True, include_comments=False, config=config) or ""
    if len(text) < SHORT:
        text = max(text, _seen_text(tree), key=len)
    if sum(map(str.isalnum, text[:SHORT])) < MIN_LETTERS:
        raise NoTextError("empty")
    return text[:MAX_OUTPUT]


def _tree(html: str) -> Any:
    """The page without comments, always with a body. Raises NoTextError where there is nothing at all."""
    from lxml import etree  # noqa: PLC0415  # see ``page_text``
    from lxml.html import HTMLParser, document_fromstring  # noqa: PLC0415

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(html.replace("\0", "").encode("utf-8", errors="replace"), parser)
    except etree.ParserError as error:
        raise NoTextError("empty") from error


def _keep_small_digits(tree: Any) -> None:
    """Raised and lowered digits become signs of their own: a note behind 5 000 must not make it 5 0001."""
    for element in list(tree.iter("sup", "sub")):
        text = "".join(element.itertext())
        if len(text) > MIN_LETTERS:
            continue
        for child in list(element):
            element.remove(child)
        element.text = text.translate(_RAISED if element.tag == "sup" else _LOWERED)


def _seen_text(tree: Any) -> str:
    """All that is seen of the page, a block or cell a line."""
    from lxml import etree  # noqa: PLC0415  # see ``page_text``

    parts: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        parts.append("" if element.tag in INLINE else "\n")
        parts.append((element.text if event == "start" else element.tail) or "")
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(filter(None, lines))


def _bound(seconds: int, memory: int) -> None:
    """Has the system end this process after so many seconds of work; it gets no more memory than so many bytes."""
    import resource  # noqa: PLC0415  # Windows has none

    for limit, value in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, memory), (resource.RLIMIT_FSIZE, 0)):
        with contextlib.suppress(OSError, ValueError):  # some systems bound no memory
            resource.setrlimit(limit, (value, value))


def main(seconds: str, memory: str) -> int:
    _bound(int(seconds), int(memory))
    try:
        text = page_text(sys.stdin.buffer.read().decode("utf-8", errors="replace"))
    except NoTextError:
        return NO_TEXT
    sys.stdout.buffer.write(text.encode("utf-8", errors="replace"))
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
