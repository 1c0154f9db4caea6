"""The pieces that mails are put together from, each written once for everybody who gets it in a language.

Styles are inlined into a piece when it is written, so that putting a mail together is joining text.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from functools import cache, lru_cache

import css_inline
from django.template.loader import render_to_string
from django.utils.html import escape

from projects.wording.languages import Phrase, language
from projects.wording.plurals import NBSP

from . import phrases
from .contents import Item, Story
from .phrases import say
from .pictures import Picture, bullet
from .words import entry_of

GAP = re.compile(r"%%(\w+)%%")  # in the frame, which holds nobody's words
_HERE = f"gap-{secrets.token_hex(12)}"  # in a block, whose words are the record's: no record can know it
KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Block:
    """One chain in a mail, both texts in two halves: between them stands why its reader gets it."""

    html: tuple[str, str]
    text: tuple[str, str]
    picture: Picture | None

    def html_for(self, why: str) -> str:
        return f"{self.html[0]}{escape(f' {why}') if why else ''}{self.html[1]}"

    def text_for(self, why: str) -> str:
        return f"{self.text[0]}{f' {why}' if why else ''}{self.text[1]}"


class Writer:
    """Writes blocks for one batch of mails, and keeps those of earlier batches that say the same."""

    _kept: dict[bytes, Block] = {}

    def __init__(self, site: str) -> None:
        self._site = site
        self._of_batch: dict[tuple[str, int, bool], tuple[Block, Story]] = {}

    def block(self, item: Item, lang: str) -> Block:
        """The chain in full, or in one line if it was told before; the story must be of this batch."""
        known = (lang, id(item.story), item.again)
        found = self._of_batch.get(known)
        if found is None:
            # The story is kept beside its block, so that no other can come to have its id.
            found = self._of_batch[known] = self._block(item.story, item.again, lang), item.story
        return found[0]

    def _block(self, story: Story, again: bool, lang: str) -> Block:
        key = hashlib.blake2b(repr((lang, self._site, again, story)).encode(), digest_size=16).digest()
        block = self._kept.get(key)
        if block is None:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            block = self._kept[key] = _written(story, again, lang, self._site)
        return block


def pages(site: str, lang: str) -> str:
    """Where the pages in a language begin; English ones have the bare address."""
    return site if language(lang) == "en" else f"{site}/{language(lang)}"


def filled(frame: str, **gaps: str) -> str:
    """The frame with its gaps filled; what fills them is not looked at again."""
    return GAP.sub(lambda gap: gaps[gap[1]], frame)


def typed(text: str) -> str:
    """Plain text as one would type it: a subject of ASCII letters needs no encoding, and words can be searched for."""
    return text.replace(NBSP, " ")


def footer_links(
    lang: str, site: str, unsubscribe: str, stop: Phrase = phrases.FOOTER_UNSUBSCRIBE
) -> tuple[tuple[str, str], ...]:
    """The label and address of each link below a mail."""
    here = pages(site, lang)
    return (
        (say(phrases.FOOTER_FOLLOWING, lang), f"{here}/following/"),
        (say(phrases.FOOTER_PREFERENCES, lang), f"{here}/following/preferences/"),
        (say(stop, lang), unsubscribe),
    )


@cache
def frame(lang: str, why: str, links: tuple[tuple[str, str], ...]) -> str:
    """All of the HTML around what a mail says, in a language, with gaps; below it why it comes and where to go."""
    words = {
        "lang": language(lang),
        "site_name": say(phrases.SITE_NAME, lang),
        "why": why,
        "links": links,
    }
    inliner = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)
    return inliner.inline(render_to_string("accounts/mail/digest.html", words))


@lru_cache(maxsize=4096)
def small(name: str, **words: str) -> str:
    """A heading or a sentence in HTML."""
    return inlined(render_to_string(f"accounts/mail/_{name}.html", words))


def _written(story: Story, again: bool, lang: str, site: str) -> Block:
    entry = entry_of(story, lang, pages(site, lang))
    if again:
        html = render_to_string("accounts/mail/_line.html", {"entry": entry})
        text = f"- {entry.title} – {entry.promise}. {entry.standing}\n  {entry.url}\n"
        return Block((inlined(html), ""), (typed(text), ""), None)
    picture = bullet(story.chain.entry.assessment, story.chain.entry.value)
    words = {"entry": entry, "picture": picture, "section": story.section, "gap": _HERE}
    before, after = inlined(render_to_string("accounts/mail/_entry.html", words)).split(_HERE)
    told = [entry.standing, *(f"> {line}" for line in entry.news), *entry.facts]
    lines = [f"* {entry.title} – {entry.promise}", *told, entry.answers]
    return Block((before, after), (typed("\n  ".join(lines)), f"\n  {entry.url}\n"), picture)


def inlined(fragment: str) -> str:
    """A piece of HTML with its styles in it."""
    return css_inline.inline_fragment(fragment, _styles())


@cache
def _styles() -> str:
    return render_to_string("accounts/mail/styles.css")
