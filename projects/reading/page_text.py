"""HTML of a page → the text of its article, without menus, advertisements and scripts.

The libraries are imported when the first page is read: they take half a second, which no start should wait for.
"""

from __future__ import annotations

SHORTEST = 60  # characters: a page whose text is shorter is drawn by a script, or empty


class NoTextError(ValueError):
    """A page without a text that could be read."""


def page_text(html: str) -> str:
    """The text of the page's article. Raises NoTextError where there is none."""
    import trafilatura  # noqa: PLC0415  # see above

    text = trafilatura.extract(html, include_comments=False, include_tables=True) or trafilatura.html2txt(html)
    if len(text) < SHORTEST:
        raise NoTextError("no text")
    return text
