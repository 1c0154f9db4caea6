"""A digest as a mail: subject, plain text worth reading on its own, and HTML that holds in the common clients."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.utils import timezone
from django.utils.html import escape

from accounts.delivery.links import language_root
from accounts.notices import phrases
from accounts.notices.chain_wording import longest_overdue, reasons_text
from accounts.notices.mail_pieces import Block, BlockWriter, element, fill, footer_links, mail_frame, without_nbsp
from accounts.notices.pictures import Picture
from accounts.notices.stories import SECTIONS, Digest, DigestItem
from projects import wording
from projects.comparison.statuses import PAST_DEADLINE
from projects.wording.languages import say

# Nobody reads more, and mail programs cut a message of more than about 100 kB.
MAX_SHOWN = 20
MAX_LINES = 10
MAX_HTML = 80_000


@dataclass(frozen=True, slots=True)
class MailLinks:
    """Where the links of a mail lead; absolute, and none of them logs anybody in."""

    site: str
    unsubscribe: str


@dataclass(frozen=True, slots=True)
class Mail:
    subject: str
    text: str
    html: str
    pictures: tuple[Picture, ...] = ()


@dataclass(slots=True)
class _Body:
    """What is put together for one person so far."""

    html: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    pictures: dict[str, Picture] = field(default_factory=dict)
    size: int = 0

    def add(self, html: str, text: str) -> None:
        self.html.append(html)
        self.text.append(text)
        self.size += len(html.encode())

    def add_block(self, block: Block, why: str) -> None:
        self.add(block.html_for(why), block.text_for(why))
        if block.picture is not None:
            self.pictures[block.picture.cid] = block.picture


def render_digest(contents: Digest, *, lang: str, addresses: MailLinks, writer: BlockWriter | None = None) -> Mail:
    """The digest in a language; one ``writer`` serves a whole batch.

    Raises ValueError for one without items: an empty digest is never sent.
    """
    if not contents.items:
        raise ValueError("A digest with nothing to say is not a mail.")
    writer = writer or BlockWriter(addresses.site)
    body = _Body()
    if contents.quiet:
        sentence = _quiet(contents, lang)
        body.add(element("sentence", words=sentence), f"{sentence}\n")
    else:
        told = [item for item in contents.items if not item.backlog]
        for name, items in groupby(told, key=lambda item: item.section):  # they are sorted by it
            _add_section(body, name, list(items), lang, writer, addresses)
        _add_backlog(body, [item for item in contents.items if item.backlog], lang, writer, addresses)
    if contents.snoozed:
        sentence = say(phrases.SNOOZED, lang, phrases.targets(contents.snoozed, lang))
        body.add(element("sentence", words=sentence), f"\n{sentence}\n")
    return _framed(contents, body, lang, addresses)


def _framed(contents: Digest, body: _Body, lang: str, addresses: MailLinks) -> Mail:
    subject = _subject(contents, lang)
    greeting = _greeting(contents, lang)
    why = say(phrases.FOOTER_WHY, lang, f"{language_root(addresses.site, lang)}/")
    html = fill(
        mail_frame(lang, why, footer_links(lang, addresses.site, "%%unsubscribe%%")),
        subject=escape(subject),
        greeting="" if contents.quiet else escape(greeting),
        body="".join(body.html),
        unsubscribe=escape(addresses.unsubscribe),
    )
    opening = [say(phrases.SITE_NAME, lang), subject, *([] if contents.quiet else ["", greeting])]
    links = [f"{label}: {url}" for label, url in footer_links(lang, addresses.site, addresses.unsubscribe)]
    footer = ["", "-- ", why, *links]
    text = "\n".join([*opening, "", "\n".join(body.text).strip(), *footer])
    return Mail(without_nbsp(subject), f"{without_nbsp(text)}\n", html, tuple(body.pictures.values()))


def _greeting(contents: Digest, lang: str) -> str:
    """One line above what is told."""
    since = wording.day(timezone.localdate(contents.window_start), lang)
    if not contents.first:
        return say(phrases.GREETING, lang, wording.day(contents.as_of, lang), since)
    has_news = any(item.is_new for item in contents.items)
    return say(phrases.GREETING_FIRST if has_news else phrases.GREETING_FIRST_QUIET, lang, since)


def _subject(contents: Digest, lang: str) -> str:
    """What the mail tells, counted: revisions and reports also where the target stands in another section."""
    late = contents.section("overdue")
    counts = _by_status(late) | dict.fromkeys(SECTIONS[1:], 0)
    counts |= Counter(item.section for item in contents.items if item.section != "overdue")
    if contents.quiet:
        words = phrases.subject_parts(_by_status(late) if late else counts, {}, lang)
        return say(phrases.QUIET, lang, words[:1].lower() + words[1:])
    stories = [item.story for item in contents.items]
    counts["revised"] = sum(story.moved for story in stories)
    counts["disputed"] = sum(bool(story.chain.disputes) for story in stories)
    counts["reported"] = sum(bool(story.chain.reports) for story in stories)
    newly = _by_status([item for item in late if item.story.fell_due])
    return phrases.subject_parts(counts, newly, lang)


def _by_status(late: Sequence[DigestItem]) -> dict[str, int]:
    """What is past its deadline, told apart: still owed according to a report, or reported by nobody (R11.7)."""
    return {status: sum(item.chain.status == status for item in late) for status in PAST_DEADLINE}


def _quiet(contents: Digest, lang: str) -> str:
    """The one line of a mail without news: how many are past their deadline, and which of them the longest."""
    overdue = contents.section("overdue")
    since = wording.kazakh_case(wording.day(timezone.localdate(contents.window_start), lang), "ablative", lang)
    title, late = longest_overdue(overdue, lang)
    return say(phrases.QUIET_LINE, lang, since, phrases.subject_parts(_by_status(overdue), {}, lang), title, late)


def _add_section(
    body: _Body, name: str, items: Sequence[DigestItem], lang: str, writer: BlockWriter, addresses: MailLinks
) -> None:
    _add_heading(body, say(phrases.HEADINGS[name], lang), len(items))
    hidden = _add_items(body, [item for item in items if not item.again], MAX_SHOWN, lang, writer)
    again = [item for item in items if item.again]
    if again:
        told = say(phrases.AGAIN, lang)
        body.add(element("again", words=told), told)
        hidden += _add_items(body, again, MAX_LINES, lang, writer)
    _add_more(body, hidden, lang, addresses)


def _add_backlog(
    body: _Body, items: Sequence[DigestItem], lang: str, writer: BlockWriter, addresses: MailLinks
) -> None:
    """What stood like that when the person began to follow it, a line each."""
    if items:
        _add_heading(body, say(phrases.BACKLOG, lang), len(items))
        _add_more(body, _add_items(body, items, MAX_LINES, lang, writer), lang, addresses)


def _add_heading(body: _Body, heading: str, number: int) -> None:
    body.add(element("heading", words=f"{heading} ({number})"), f"\n\n{heading.upper()} ({number})\n")


def _add_more(body: _Body, hidden: int, lang: str, addresses: MailLinks) -> None:
    if hidden:
        url = f"{language_root(addresses.site, lang)}/following/"
        body.add(
            element("more", words=say(phrases.MORE, lang, hidden, ""), url=url), say(phrases.MORE, lang, hidden, url)
        )


def _add_items(body: _Body, items: Sequence[DigestItem], at_most: int, lang: str, writer: BlockWriter) -> int:
    """As many as there is room for; returns how many are left out."""
    for number, item in enumerate(items):
        if number == at_most or body.size > MAX_HTML:
            return len(items) - number
        # A list of lines stays short: through what each of them is followed stands on the page.
        body.add_block(writer.block(item, lang), reasons_text(item.why, lang) if item.is_new else "")
    return 0
