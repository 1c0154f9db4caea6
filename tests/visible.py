"""What a reader of a page sees or hears of it: each piece of text with the language it is declared to be in."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
UNSEEN = {"script", "style", "template"}
# Addresses, commands and public ids are the same in every language.
CODE = {"code", "pre", "kbd", "samp"}
SPOKEN_ATTRIBUTES = {"alt", "title", "aria-label", "aria-description", "placeholder", "data-label", "label"}
SPOKEN_METAS = {"description", "og:title", "og:description", "og:site_name", "og:image:alt", "twitter:title"}


@dataclass(frozen=True)
class Piece:
    """``lang`` is what the page says of it; ``where`` the element it was found in, for whoever has to find it."""

    text: str
    lang: str
    where: str


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self.open: list[tuple[str, str]] = [("", "")]  # tag, language

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        lang = given.get("lang", self.open[-1][1])
        for name in SPOKEN_ATTRIBUTES & given.keys():
            self._keep(given[name], lang, f"{tag}[{name}]")
        if tag == "input" and given.get("type") in {"submit", "button", "reset"}:
            self._keep(given.get("value", ""), lang, "input[value]")
        if tag == "meta" and given.get("name", given.get("property")) in SPOKEN_METAS:
            self._keep(given.get("content", ""), lang, "meta")
        if tag not in VOID:
            self.open.append((tag, lang))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if any(name == tag for name, _lang in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not {name for name, _lang in self.open} & (UNSEEN | CODE):
            self._keep(data, self.open[-1][1], self.open[-1][0])

    def _keep(self, text: str, lang: str, where: str) -> None:
        if text.strip():
            self.pieces.append(Piece(" ".join(text.split()), lang, where))


def pieces(html: str) -> list[Piece]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.pieces
