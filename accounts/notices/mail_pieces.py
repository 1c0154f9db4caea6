"""The elements that mails are put together from. A chain's block is written once for all who get it in a language.

Styles are inlined into an element when it is written, so that putting a mail together is joining text.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import css_inline
from django.template.loader import render_to_string
from django.utils.html import escape

from accounts.delivery.links import language_root
from projects.reports.targets.promise_titles import titled_promise

from .chain_wording import MAX_REPORTS, chain_text, other_terms_text
from .mail_frame import GAP, plain_spaces
from .pictures import Picture, bullet_picture
from .remembered_blocks import key_of, remembered_blocks
from .stories import Story


@dataclass(frozen=True, slots=True)
class Block:
    """One chain in a mail, HTML and text in two halves each: between them stands why its reader gets it."""

    html: tuple[str, str]
    text: tuple[str, str]
    picture: Picture | None

    def html_for(self, why: str) -> str:
        return f"{self.html[0]}{escape(f' {why}') if why else ''}{self.html[1]}"

    def text_for(self, why: str) -> str:
        return f"{self.text[0]}{f' {why}' if why else ''}{self.text[1]}"


class BlockWriter:
    """Writes blocks for one batch of mails, and remembers blocks of earlier batches that say the same."""

    def __init__(self, site: str) -> None:
        self._site = site
        self._of_batch: dict[tuple[str, int, bool], tuple[Block, Story]] = {}

    def block(self, story: Story, lang: str, *, in_full: bool) -> Block:
        """The chain in full or in one line. The story must be of this batch."""
        key = (lang, id(story), in_full)
        entry = self._of_batch.get(key)
        if entry is None:
            # The story is kept beside its block, so that no other story can get its id.
            entry = self._of_batch[key] = self._block(story, in_full, lang), story
        return entry[0]

    def _block(self, story: Story, in_full: bool, lang: str) -> Block:
        key = key_of((lang, self._site, in_full, *_contents(story, lang)))
        if (remembered := remembered_blocks.get(key)) is not None:
            (html, text), picture = remembered
            return Block(html, text, picture)
        write = _full_block if in_full else _line_block
        block = write(story, lang, self._site)
        remembered_blocks.keep(key, (block.html, block.text), block.picture)
        return block


def _contents(story: Story, lang: str) -> tuple[object, ...]:
    """All that a block is written from. Of the reports it tells the last, and how many were earlier."""
    chain, entry = story.chain, story.chain.entry
    news = (*chain.revisions, len(chain.reports), *chain.reports[-MAX_REPORTS:], *chain.disputes)
    # Rows are equal by their id, whatever they say by now: what stands for a report in other terms is its sentence.
    others = tuple(other_terms_text(report, entry, lang) for report in chain.in_other_terms)
    verdict = (story.section, story.status, story.due_in, story.turned_out_owed, *chain.owed_according_to)
    about = (entry.id, entry.indicator, entry.responsible, entry.accumulation, titled_promise(entry, lang))
    return verdict, news, others, about, entry.assessment


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
    "line": '<p class="line"><a href="%%url%%">%%words%%</a>. <b>%%standing%%</b></p>',
    "sentence": "<p>%%words%%</p>",
    "more": '<p>%%words%% <a href="%%url%%">%%url%%</a></p>',
}


def element(shape: str, **words: str) -> str:
    """An element with its styles and with words put in. The words are escaped and not searched for gaps."""
    parts = _split_shape(shape)
    return "".join(escape(words[part]) if place % 2 else part for place, part in enumerate(parts))


@cache
def _split_shape(name: str) -> list[str]:
    """The element with its styles inlined, split at its gaps: text, name of a gap, text …"""
    shape = inline_styles(SHAPES[name])
    return GAP.split(shape.removesuffix("</p>") if name == "people" else shape)


def inline_styles(fragment: str) -> str:
    """A piece of HTML with the styles of mails inlined."""
    return css_inline.inline_fragment(fragment, _styles())


@cache
def _styles() -> str:
    return render_to_string("accounts/mail/styles.css")


def _line_block(story: Story, lang: str, site: str) -> Block:
    chain = chain_text(story, lang, language_root(site, lang))
    title = chain.title.removesuffix(".")  # a date that ends in “г.” ends the sentence
    html = element("line", words=title, url=chain.url, standing=chain.standing)
    text = f"- {title}. {chain.standing}\n  {chain.url}"
    return Block((html, ""), (plain_spaces(text), ""), None)


def _full_block(story: Story, lang: str, site: str) -> Block:
    chain = chain_text(story, lang, language_root(site, lang))
    picture = bullet_picture(story.chain.entry.assessment, story.chain.entry.value)
    html = "".join(
        (
            element("title", words=chain.title, url=chain.url),
            element("promise", words=chain.indicator) if chain.indicator else "",
            element("late" if story.section == "overdue" else "standing", words=chain.standing),
            element("picture", cid=picture.cid, words=chain.alt) if picture else "",
            *(element("news", words=line) for line in chain.news),
            *(element("facts", words=line) for line in chain.facts),
            element("people", words=chain.answers),
        )
    )
    news = [f"> {line}" for line in chain.news]
    lines = [
        f"* {chain.title}" + (f" ({chain.indicator})" if chain.indicator else ""),
        chain.standing,
        *news,
        *chain.facts,
        chain.answers,
    ]
    return Block((html, "</p>"), (plain_spaces("\n  ".join(lines)), f"\n  {chain.url}\n"), picture)
