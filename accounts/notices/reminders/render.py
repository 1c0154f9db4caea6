"""A reminder as a mail: what is due, nearest first, in plain text and in HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.html import escape

from accounts.delivery.links import language_root
from accounts.notices import phrases as digest_phrases
from accounts.notices.chain_wording import name_in, promise_text
from accounts.notices.mail_pieces import fill, footer_links, inline_styles, mail_frame, without_nbsp
from accounts.notices.phrases import capital
from projects import wording
from projects.comparison.statuses import PAST_DEADLINE
from projects.reports.overviews.awaited_entries import AwaitedEntry
from projects.reports.overviews.news import ChainNews
from projects.wording.languages import say

from . import phrases
from .deadlines import DeadlineReminder

# The first is the most urgent.
SECTIONS = ("1", "past", "7", "30", "unreported", "report_due", "unexplained")
MAX_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to be reminded of."""

    title: str
    about: str
    standing: str
    url: str


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    late: bool
    number: int
    lines: Sequence[Line]
    more: str


@dataclass(frozen=True, slots=True)
class Mail:
    subject: str
    text: str
    html: str


def render_reminder(
    deadlines: Sequence[tuple[DeadlineReminder, ChainNews]],
    desk: Sequence[AwaitedEntry],
    *,
    lang: str,
    site: str,
    stop: str,
) -> Mail:
    """The mail in a language; ``stop`` is the address that stops reminders. One of both must hold something."""
    lines: dict[str, list[Line]] = {name: [] for name in SECTIONS}
    for due, chain in deadlines:
        lines["past" if due.step < 0 else str(due.step)].append(_deadline(due, chain, lang, site))
    for waiting in desk:
        lines[waiting.kind].append(_waiting(waiting, lang, site))
    subject = _subject({name: len(found) for name, found in lines.items()}, lang)
    here = language_root(site, lang)
    sections = [_section(name, found, lang, here) for name, found in lines.items() if found]
    home = f"{here}/"
    why = [say(phrases.WHY, lang, home)] * bool(deadlines) + [say(phrases.WHY_DESK, lang, home)] * bool(desk)
    html = fill(
        mail_frame(lang, " ".join(why), footer_links(lang, site, "%%unsubscribe%%", phrases.STOP)),
        subject=escape(subject),
        greeting="",
        body=inline_styles(render_to_string("accounts/mail/reminder.html", {"sections": sections})),
        unsubscribe=escape(stop),
    )
    words = {
        "site_name": say(digest_phrases.SITE_NAME, lang),
        "subject": subject,
        "sections": sections,
        "why": why,
        "links": footer_links(lang, site, stop, phrases.STOP),
    }
    text = render_to_string("accounts/mail/reminder.txt", words).strip()
    return Mail(without_nbsp(subject), f"{without_nbsp(text)}\n", html)


def _subject(counts: dict[str, int], lang: str) -> str:
    parts = [say(phrases.SUBJECT[name], lang, wording.number(count, lang)) for name, count in counts.items() if count]
    return say(phrases.SUBJECT_START, lang, ", ".join(parts))


def _section(name: str, lines: Sequence[Line], lang: str, here: str) -> Section:
    hidden = len(lines) - MAX_SHOWN
    more = say(digest_phrases.MORE, lang, hidden, f"{here}/following/") if hidden > 0 else ""
    return Section(say(phrases.HEADINGS[name], lang), name == "past", len(lines), lines[:MAX_SHOWN], more)


def _deadline(due: DeadlineReminder, chain: ChainNews, lang: str, site: str) -> Line:
    entry = chain.entry
    return Line(
        title=name_in(entry.indicator, lang),
        about=promise_text(entry, lang),
        standing=_standing(due, chain.status, lang),
        url=f"{language_root(site, lang)}/targets/{entry.id}/",
    )


def _standing(due: DeadlineReminder, status: str, lang: str) -> str:
    """How it stands: ``On track. DeadlineReminder in 7 days.``, ``1 day overdue.``, ``No final report for 1 day.``"""
    word = wording.status(status, lang)
    if due.days_left >= 0:
        return f"{word}. {capital(wording.due_in(due.days_left, lang))}."
    if status in PAST_DEADLINE:
        return f"{capital(wording.overdue_by(-due.days_left, lang, status))}."
    return f"{word}. {say(phrases.PASSED, lang, wording.ago(-due.days_left, lang))}"


def _waiting(waiting: AwaitedEntry, lang: str, site: str) -> Line:
    said = {"unreported": phrases.NO_FINAL, "report_due": phrases.LAST_REPORT, "unexplained": phrases.NO_REASON}
    kind, thing = waiting.page
    day = wording.day(waiting.on, lang)
    if waiting.kind == "unexplained":
        day = wording.kazakh_case(day, "dative", lang)
    return Line(
        title=name_in(waiting.named, lang),
        about="",
        standing=say(said[waiting.kind], lang, day),
        url=f"{language_root(site, lang)}/{kind}s/{thing}/",
    )
