"""The pieces that mails are put together from, each written once for everybody who gets it in a language.

Styles are inlined into a piece when it is written, so that putting a mail together is joining text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import css_inline
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape

from accounts.delivery.links import language_root
from projects.wording.languages import Phrase, language, say
from projects.wording.plurals import NBSP

from . import phrases
from .chain_wording import chain_text
from .pictures import Picture, bullet_picture
from .stories import DigestItem, Story

GAP = re.compile(r"%%(\w+)%%")  # in shapes and in the frame, which hold nobody's words
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


class BlockWriter:
    """Writes blocks for one batch of mails, and keeps those of earlier batches that say the same."""

    _kept: dict[tuple[object, ...], Block] = {}

    def __init__(self, site: str) -> None:
        self._site = site
        self._of_batch: dict[tuple[str, int, bool], tuple[Block, Story]] = {}

    def block(self, item: DigestItem, lang: str) -> Block:
        """The chain in full, or in one line if it is not new; the story must be of this batch."""
        known = (lang, id(item.story), item.is_new)
        found = self._of_batch.get(known)
        if found is None:
            # The story is kept beside its block, so that no other can come to have its id.
            found = self._of_batch[known] = self._block(item.story, item.is_new, lang), item.story
        return found[0]

    def _block(self, story: Story, in_full: bool, lang: str) -> Block:
        key = (lang, self._site, in_full, *_said(story))
        block = self._kept.get(key)
        if block is None:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            block = self._kept[key] = _written(story, in_full, lang, self._site)
        return block


def _said(story: Story) -> tuple[object, ...]:
    """All that a block is written from."""
    chain, entry = story.chain, story.chain.entry
    news = (*chain.revisions, *chain.reports, *chain.disputes)
    promise = (entry.basis, entry.qualifier, entry.value, entry.upper_value, entry.unit, entry.deadline)
    about = (entry.id, entry.indicator, entry.responsible, entry.accumulation, entry.timing, entry.window_start)
    return story.section, story.status, story.due_in, news, *promise, *about, repr(entry.assessment)


def fill(frame: str, **gaps: str) -> str:
    """The frame with its gaps filled; what fills them is not looked at again."""
    return GAP.sub(lambda gap: gaps[gap[1]], frame)


def without_nbsp(text: str) -> str:
    """Plain text as one would type it: a subject of ASCII letters needs no encoding, and words can be searched for."""
    return text.replace(NBSP, " ")


def footer_links(
    lang: str, site: str, unsubscribe: str, stop: Phrase = phrases.FOOTER_UNSUBSCRIBE
) -> tuple[tuple[str, str], ...]:
    """The label and address of each link below a mail."""
    here = language_root(site, lang)
    contact = ((say(phrases.FOOTER_CONTACT, lang), settings.CONTACT_URL),) if settings.CONTACT_URL else ()
    return (
        (say(phrases.FOOTER_FOLLOWING, lang), f"{here}/following/"),
        (say(phrases.FOOTER_PREFERENCES, lang), f"{here}/following/preferences/"),
        *contact,
        (say(stop, lang), unsubscribe),
    )


@cache
def mail_frame(lang: str, why: str, links: tuple[tuple[str, str], ...]) -> str:
    """All of the HTML around what a mail says, in a language, with gaps; below it why it comes and where to go."""
    words = {
        "lang": language(lang),
        "site_name": say(phrases.SITE_NAME, lang),
        "why": why,
        "links": links,
    }
    inliner = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)
    return inliner.inline(render_to_string("accounts/mail/digest.html", words))


# The elements that a mail is made of; their styles are in styles.css.
SHAPES = {
    "heading": "<h2>%%words%%</h2>",
    "title": '<h3><a href="%%url%%">%%words%%</a></h3>',
    "promise": "<p>%%words%%</p>",
    "standing": '<p class="standing">%%words%%</p>',
    "late": '<p class="standing late">%%words%%</p>',
    "picture": '<img class="bullet" src="cid:%%cid%%" width="240" height="28" alt="%%words%%">',
    "news": '<p class="news">%%words%%</p>',
    "facts": '<p class="facts">%%words%%</p>',
    "people": '<p class="small soft">%%words%%',  # its end comes after what differs from person to person
    "again": '<p class="again small soft">%%words%%</p>',
    "line": '<p class="line"><a href="%%url%%">%%words%%</a> – %%promise%%. <b>%%standing%%</b></p>',
    "sentence": "<p>%%words%%</p>",
    "more": '<p>%%words%% <a href="%%url%%">%%url%%</a></p>',
}


def element(shape: str, **words: str) -> str:
    """An element in its styles, with words put in; words are escaped and never looked at again."""
    parts = _shape(shape)
    return "".join(escape(words[part]) if place % 2 else part for place, part in enumerate(parts))


@cache
def _shape(name: str) -> list[str]:
    """The element with its styles inlined, split at its gaps: text, name of a gap, text …"""
    shape = inline_styles(SHAPES[name])
    return GAP.split(shape.removesuffix("</p>") if name == "people" else shape)


def inline_styles(fragment: str) -> str:
    """A piece of HTML with its styles in it."""
    return css_inline.inline_fragment(fragment, _styles())


@cache
def _styles() -> str:
    return render_to_string("accounts/mail/styles.css")


def _written(story: Story, in_full: bool, lang: str, site: str) -> Block:
    entry = chain_text(story, lang, language_root(site, lang))
    if not in_full:
        promise = entry.promise.removesuffix(".")  # a date that ends in “г.” ends the sentence
        html = element("line", words=entry.title, url=entry.url, promise=promise, standing=entry.standing)
        text = f"- {entry.title} – {promise}. {entry.standing}\n  {entry.url}"
        return Block((html, ""), (without_nbsp(text), ""), None)
    picture = bullet_picture(story.chain.entry.assessment, story.chain.entry.value)
    html = "".join(
        (
            element("title", words=entry.title, url=entry.url),
            element("promise", words=entry.promise),
            element("late" if story.section == "overdue" else "standing", words=entry.standing),
            element("picture", cid=picture.cid, words=entry.alt) if picture else "",
            *(element("news", words=line) for line in entry.news),
            *(element("facts", words=line) for line in entry.facts),
            element("people", words=entry.answers),
        )
    )
    told = [entry.standing, *(f"> {line}" for line in entry.news), *entry.facts]
    lines = [f"* {entry.title} – {entry.promise}", *told, entry.answers]
    return Block((html, "</p>"), (without_nbsp("\n  ".join(lines)), f"\n  {entry.url}\n"), picture)
