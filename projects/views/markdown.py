"""The part of Markdown that our own documents use, as HTML: headings, paragraphs, lists, tables, quotes, code.

A rule’s heading (``### R4 – …``) gets its number as its anchor, so that a page can cite ``/method/#R4``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from itertools import groupby

from django.utils.safestring import SafeString

_RULE = re.compile(r"(R\d+)\b")
_INLINE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"`([^`]+)`"), r"<code>\1</code>"),
    (re.compile(r"\*\*(.+?)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"(?<![\w\\*])\*([^*\s][^*]*?)(?<!\\)\*(?!\w)"), r"<em>\1</em>"),
    (re.compile(r"\[([^\]]+)\]\((https?://[^\s)]+)\)"), r'<a href="\2">\1</a>'),
    (re.compile(r"\\([*_`])"), r"\1"),
)


def render(text: str) -> SafeString:
    """A document as HTML; everything in it is escaped first."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return SafeString("\n".join(_block(block) for block in blocks))


def _inline(text: str) -> str:
    escaped = escape(text, quote=False)
    for pattern, replacement in _INLINE:
        escaped = pattern.sub(replacement, escaped)
    return escaped


def _block(block: str) -> str:
    lines = block.splitlines()
    head = re.match(r"(#{1,4}) (.+)", lines[0])
    if head:
        heading = _heading(len(head[1]), head[2])
        rest = "\n".join(lines[1:])
        return heading + (f"\n{_block(rest)}" if rest.strip() else "")
    kinds: tuple[tuple[str, Callable[[list[str]], str]], ...] = (
        ("|", _table),
        ("- ", lambda rows: _list("ul", r"- ", rows)),
        ("1. ", lambda rows: _list("ol", r"\d+\. ", rows)),
        (">", _quote),
    )
    for start, make in kinds:
        if lines[0].startswith(start):
            return make(lines)
    return f"<p>{_inline(' '.join(lines))}</p>"


def _heading(level: int, words: str) -> str:
    rule = _RULE.match(words)
    mark = f' id="{rule[1]}" class="rule"' if rule else ""
    return f"<h{level}{mark}>{_inline(words)}</h{level}>"


def _table(lines: list[str]) -> str:
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    head = "".join(f'<th scope="col">{_inline(cell)}</th>' if cell else "<td></td>" for cell in rows[0])
    about = ", ".join(filter(None, rows[0])) or "…"
    body = "".join("<tr>" + "".join(f"<td>{_inline(cell)}</td>" for cell in row) + "</tr>" for row in rows[2:])
    return (
        f'<div class="table-wrap" tabindex="0" role="region" aria-label="{about}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _list(tag: str, marker: str, lines: list[str]) -> str:
    """A list; a line that does not start with the marker goes on with the item before it."""
    items: list[str] = []
    for line in lines:
        started = re.match(marker, line)
        if started or not items:
            items.append(line[started.end() :] if started else line)
        else:
            items[-1] += f" {line.strip()}"
    return f"<{tag}>" + "".join(f"<li>{_inline(item)}</li>" for item in items) + f"</{tag}>"


def _quote(lines: list[str]) -> str:
    texts = [line.lstrip("> ").strip() for line in lines]
    paragraphs = [" ".join(group) for filled, group in groupby(texts, key=bool) if filled]
    return "<blockquote>" + "".join(f"<p>{_inline(text)}</p>" for text in paragraphs) + "</blockquote>"
