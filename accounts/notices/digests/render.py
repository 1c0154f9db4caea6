"""A digest as a mail: subject, plain text worth reading on its own, and HTML that holds in the common clients."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.utils import timezone

from accounts.delivery.links import language_root
from accounts.notices import phrases
from accounts.notices.chain_wording import reasons_text
from accounts.notices.mail_frame import Frame, Mail
from accounts.notices.mail_pieces import BlockWriter, element
from accounts.notices.pictures import Picture
from accounts.notices.stories import SECTIONS
from projects import wording
from projects.comparison.statuses import PAST_DEADLINE
from projects.reports.targets.promise_titles import title_of
from projects.wording.languages import say

from .digest import Digest, DigestItem

# Nobody reads more, and mail programs cut a message of more than about 100 kB.
MAX_SHOWN = 20
MAX_LINES = 10
MAX_HTML = 80_000


@dataclass(slots=True)
class _Body:
    """What a mail says, put together piece by piece; ``root`` begins the addresses of the site's pages."""

    lang: str
    root: str
    writer: BlockWriter
    html: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    pictures: dict[str, Picture] = field(default_factory=dict)
    size: int = 0  # bytes of HTML

    def add(self, html: str, text: str) -> None:
        self.html.append(html)
        self.text.append(text)
        self.size += len(html.encode())

    def add_section(self, name: str, items: Sequence[DigestItem]) -> None:
        self._add_heading(say(phrases.HEADINGS[name], self.lang), len(items))
        hidden = self._add_items([item for item in items if not item.again], MAX_SHOWN)
        again = [item for item in items if item.again]
        if again:
            sentence = say(phrases.AGAIN, self.lang)
            self.add(element("again", words=sentence), sentence)
            hidden += self._add_items(again, MAX_LINES)
        self._add_more(hidden)

    def add_backlog(self, items: Sequence[DigestItem]) -> None:
        """What stood like that when the person began to follow it, a line each."""
        if items:
            self._add_heading(say(phrases.BACKLOG, self.lang), len(items))
            self._add_more(self._add_items(items, MAX_LINES))

    def _add_heading(self, heading: str, number: int) -> None:
        self.add(element("heading", words=f"{heading} ({number})"), f"\n\n{heading.upper()} ({number})\n")

    def _add_items(self, items: Sequence[DigestItem], at_most: int) -> int:
        """As many as there is room for. Returns the number of items left out."""
        for number, item in enumerate(items):
            if number == at_most or self.size > MAX_HTML:
                return len(items) - number
            block = self.writer.block(item.story, self.lang, in_full=item.is_new)
            # A list of lines stays short: the page says through what each of them is followed.
            why = reasons_text(item.reasons, self.lang) if item.is_new else ""
            self.add(block.html_for(why), block.text_for(why))
            if block.picture is not None:
                self.pictures[block.picture.cid] = block.picture
        return 0

    def _add_more(self, hidden: int) -> None:
        """How many items are left out, and where they are."""
        if hidden:
            url = f"{self.root}/following/"
            html = element("more", words=say(phrases.MORE, self.lang, hidden, ""), url=url)
            self.add(html, say(phrases.MORE, self.lang, hidden, url))


def render_digest(digest: Digest, *, lang: str, site: str, stop_url: str, writer: BlockWriter | None = None) -> Mail:
    """The digest in a language. ``stop_url`` is the address that stops digests; one ``writer`` serves a whole batch.

    Raises ValueError for a digest without items: an empty one is never sent.
    """
    if not digest.items:
        raise ValueError("A digest without items is not sent.")
    body = _Body(lang, language_root(site, lang), writer or BlockWriter(site))
    if digest.quiet:
        sentence = _quiet_sentence(digest, lang)
        body.add(element("sentence", words=sentence), f"{sentence}\n")
    else:
        present = [item for item in digest.items if not item.backlog]
        for name, items in groupby(present, key=lambda item: item.section):  # they are sorted by it
            body.add_section(name, list(items))
        body.add_backlog([item for item in digest.items if item.backlog])
    if digest.snoozed:
        sentence = say(phrases.SNOOZED, lang, phrases.targets(digest.snoozed, lang))
        body.add(element("sentence", words=sentence), f"\n{sentence}\n")
    frame = Frame(lang, site, say(phrases.FOOTER_WHY, lang, f"{language_root(site, lang)}/"), stop_url)
    greeting = "" if digest.quiet else _greeting(digest, lang)
    html, text = "".join(body.html), "\n".join(body.text)
    return frame.mail(_subject(digest, lang), html, text, body.pictures.values(), greeting)


def _greeting(digest: Digest, lang: str) -> str:
    """The line above what is told."""
    since = wording.day(timezone.localdate(digest.window_start), lang)
    if not digest.first:
        return say(phrases.GREETING, lang, wording.day(digest.as_of, lang), since)
    has_news = any(item.is_new for item in digest.items)
    return say(phrases.GREETING_FIRST if has_news else phrases.GREETING_FIRST_QUIET, lang, since)


def _subject(digest: Digest, lang: str) -> str:
    """What the mail tells, counted. Revisions, disputes and reports count also where a target is in another section."""
    overdue = digest.section("overdue")
    counts = _by_status(overdue) | dict.fromkeys(SECTIONS[1:], 0)
    counts |= Counter(item.section for item in digest.items if item.section != "overdue")
    if digest.quiet:
        words = phrases.subject_parts(_by_status(overdue) if overdue else counts, {}, lang)
        return say(phrases.QUIET, lang, words[:1].lower() + words[1:])
    stories = [item.story for item in digest.items]
    counts["revised"] = sum(story.is_revised for story in stories)
    counts["disputed"] = sum(bool(story.chain.disputes) for story in stories)
    counts["reported"] = sum(bool(story.chain.reports) for story in stories)
    newly_overdue = _by_status([item for item in overdue if item.story.fell_due])
    return phrases.subject_parts(counts, newly_overdue, lang)


def _by_status(overdue: Sequence[DigestItem]) -> dict[str, int]:
    """Targets past their deadline by status: still owed according to a report, or reported by nobody (R11.7)."""
    return {status: sum(item.chain.status == status for item in overdue) for status in PAST_DEADLINE}


def _quiet_sentence(digest: Digest, lang: str) -> str:
    """The one sentence of a mail without news: how many are past their deadline, and which of them the longest."""
    overdue = digest.section("overdue")
    since = wording.kazakh_case(wording.day(timezone.localdate(digest.window_start), lang), "ablative", lang)
    counts = phrases.subject_parts(_by_status(overdue), {}, lang)
    longest = max(overdue, key=lambda item: item.chain.days_overdue).chain
    duration = wording.overdue_by(longest.days_overdue, lang, longest.status)
    return say(phrases.QUIET_LINE, lang, since, counts, title_of(longest.entry, lang).text, duration)
