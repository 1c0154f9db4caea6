"""A reminder as a mail: what is due, nearest first, in plain text and in HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string

from accounts.delivery.links import language_root
from accounts.notices import phrases as digest_phrases
from accounts.notices.chain_wording import name_in
from accounts.notices.mail_frame import Frame, Mail, plain_spaces
from accounts.notices.mail_pieces import inline_styles
from accounts.notices.phrases import capital
from projects import wording
from projects.comparison.statuses import PAST_DEADLINE
from projects.reports.overviews.awaited_entries import AwaitedEntry
from projects.reports.overviews.news import ChainNews
from projects.reports.targets.promise_titles import title_of
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


def render_reminder(
    deadlines: Sequence[tuple[DeadlineReminder, ChainNews]],
    entries: Sequence[AwaitedEntry],
    *,
    lang: str,
    site: str,
    stop_url: str,
) -> Mail:
    """The mail in a language; ``stop_url`` is the address that stops reminders. There is a deadline or an entry."""
    lines: dict[str, list[Line]] = {name: [] for name in SECTIONS}
    for reminder, chain in deadlines:
        name = "past" if reminder.step < 0 else str(reminder.step)
        lines[name].append(_deadline_line(reminder, chain, lang, site))
    for entry in entries:
        lines[entry.kind].append(_entry_line(entry, lang, site))
    counts = [
        say(phrases.SUBJECT[name], lang, wording.number(len(in_section), lang))
        for name, in_section in lines.items()
        if in_section
    ]
    subject = say(phrases.SUBJECT_START, lang, ", ".join(counts))
    root = language_root(site, lang)
    sections = [_section(name, in_section, lang, root) for name, in_section in lines.items() if in_section]
    why = [say(phrases.WHY, lang, f"{root}/")] if deadlines else []
    why += [say(phrases.WHY_DESK, lang, f"{root}/")] if entries else []
    frame = Frame(lang, site, " ".join(why), stop_url, phrases.STOP)
    body = inline_styles(render_to_string("accounts/mail/reminder.html", {"sections": sections}))
    words = {
        "site_name": say(digest_phrases.SITE_NAME, lang),
        "subject": subject,
        "sections": sections,
        "why": why,
        "links": frame.links,
    }
    text = render_to_string("accounts/mail/reminder.txt", words).strip()
    return Mail(plain_spaces(subject), f"{plain_spaces(text)}\n", frame.html(subject, body))


def _section(name: str, lines: Sequence[Line], lang: str, root: str) -> Section:
    hidden = len(lines) - MAX_SHOWN
    more = say(digest_phrases.MORE, lang, hidden, f"{root}/following/") if hidden > 0 else ""
    return Section(say(phrases.HEADINGS[name], lang), name == "past", len(lines), lines[:MAX_SHOWN], more)


def _deadline_line(reminder: DeadlineReminder, chain: ChainNews, lang: str, site: str) -> Line:
    entry = chain.entry
    title, indicator = title_of(entry, lang)
    return Line(
        title=title,
        about=indicator,
        standing=_standing(reminder, chain.status, lang),
        url=f"{language_root(site, lang)}/targets/{entry.id}/",
    )


def _standing(reminder: DeadlineReminder, status: str, lang: str) -> str:
    """How it stands: ``On track. Due in 7 days.``, ``1 day overdue.``, ``No final report for 1 day.``"""
    word = wording.status(status, lang)
    if reminder.days_left >= 0:
        return f"{word}. {capital(wording.due_in(reminder.days_left, lang))}."
    if status in PAST_DEADLINE:
        return f"{capital(wording.overdue_by(-reminder.days_left, lang, status))}."
    return f"{word}. {say(phrases.PASSED, lang, wording.ago(-reminder.days_left, lang))}"


def _entry_line(entry: AwaitedEntry, lang: str, site: str) -> Line:
    sentences = {"unreported": phrases.NO_FINAL, "report_due": phrases.LAST_REPORT, "unexplained": phrases.NO_REASON}
    kind, thing = entry.page
    day = wording.day(entry.on, lang)
    if entry.kind == "unexplained":
        day = wording.kazakh_case(day, "dative", lang)
    return Line(
        title=name_in(entry.named, lang),
        about="",
        standing=say(sentences[entry.kind], lang, day),
        url=f"{language_root(site, lang)}/{kind}s/{thing}/",
    )
