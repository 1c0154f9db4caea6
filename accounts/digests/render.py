"""A digest as a mail: subject, plain text worth reading on its own, and HTML that holds in the common clients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

import css_inline
from django.template.loader import render_to_string
from django.utils import timezone

from projects import wording
from projects.reports.news import ReportNews, RevisionNews
from projects.reports.target_entry import Named, Revision, TargetEntry
from projects.wording.languages import language
from projects.wording.plurals import NBSP

from . import phrases
from .contents import SECTIONS, Contents, Item
from .phrases import say

# Mail programs cut a message of more than about 100 kB.
MAX_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the links of a mail lead; absolute, and none of them logs anybody in."""

    site: str
    unsubscribe: str

    def target(self, target_id: str) -> str:
        return f"{self.site}/targets/{target_id}/"

    @property
    def following(self) -> str:
        return f"{self.site}/following/"

    @property
    def preferences(self) -> str:
        return f"{self.site}/following/preferences/"


@dataclass(frozen=True, slots=True)
class Entry:
    """One chain, in words. ``news`` is what became known, ``facts`` what stands, ``people`` who and through what."""

    title: str
    promise: str
    url: str
    standing: str
    news: list[str]
    facts: list[str]
    people: list[str]


@dataclass(frozen=True, slots=True)
class Section:
    """``number`` is how many there are; ``more`` says how many of them are not shown."""

    name: str
    heading: str
    number: int
    entries: list[Entry]
    more: str


@dataclass(frozen=True, slots=True)
class Mail:
    subject: str
    text: str
    html: str


def render(contents: Contents, *, lang: str, addresses: Addresses) -> Mail:
    """The digest in a language. Raises ValueError for one without items: an empty digest is never sent."""
    if not contents.items:
        raise ValueError("A digest with nothing to say is not a mail.")
    subject = _subject(contents, lang)
    since = timezone.localdate(contents.window_start)
    context = {
        "lang": language(lang),
        "site_name": say(phrases.SITE_NAME, lang),
        "subject": subject,
        "greeting": say(phrases.GREETING, lang, wording.day(contents.as_of, lang), wording.day(since, lang)),
        "sections": [_section(name, items, lang, addresses) for name in SECTIONS if (items := contents.section(name))],
        "why": say(phrases.FOOTER_WHY, lang, addresses.site),
        "links": [
            (say(phrases.FOOTER_FOLLOWING, lang), addresses.following),
            (say(phrases.FOOTER_PREFERENCES, lang), addresses.preferences),
            (say(phrases.FOOTER_UNSUBSCRIBE, lang), addresses.unsubscribe),
        ],
    }
    inliner = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)
    return Mail(
        subject=_typed(subject),
        text=_typed(render_to_string("accounts/mail/digest.txt", context).strip()) + "\n",
        html=inliner.inline(render_to_string("accounts/mail/digest.html", context)),
    )


def _typed(text: str) -> str:
    """Plain text as one would type it: a subject of ASCII letters needs no encoding, and words can be searched for."""
    return text.replace(NBSP, " ")


def _subject(contents: Contents, lang: str) -> str:
    """What the mail tells, counted: revisions and reports also where the target stands in another section."""
    counts = {name: len(contents.section(name)) for name in SECTIONS}
    counts["revised"] = sum(any(news.before for news in item.revisions) for item in contents.items)
    counts["reported"] = sum(bool(item.reports) for item in contents.items)
    return phrases.subject_parts(counts, len(contents.fell_due), lang)


def _section(name: str, items: Sequence[Item], lang: str, addresses: Addresses) -> Section:
    hidden = len(items) - MAX_SHOWN
    return Section(
        name=name,
        heading=say(phrases.HEADINGS[name], lang),
        number=len(items),
        entries=[_entry(item, lang, addresses) for item in items[:MAX_SHOWN]],
        more=say(phrases.MORE, lang, hidden, addresses.following) if hidden > 0 else "",
    )


def _entry(item: Item, lang: str, addresses: Addresses) -> Entry:
    entry = item.chain.entry
    why = item.why[0]
    people = [say(phrases.ANSWERS, lang, _named(entry.responsible, lang))]
    if why.kind != "target":
        people.append(say(phrases.BECAUSE, lang, _named(why.named or entry.programme, lang)))
    return Entry(
        title=_named(entry.indicator, lang),
        promise=_promise(entry, lang),
        url=addresses.target(entry.id),
        standing=_standing(item, lang),
        news=_news(item, lang),
        facts=_facts(item, lang),
        people=people,
    )


def _standing(item: Item, lang: str) -> str:
    """How late it is; else the status and, where that is soon, when it is due."""
    if item.chain.days_overdue:
        late = wording.overdue_by(item.chain.days_overdue, lang)
        return f"{late[0].upper()}{late[1:]}."
    status = wording.status(item.chain.status, lang)
    return f"{status}." if item.due_in is None else f"{status}, {wording.due_in(item.due_in, lang)}."


def _news(item: Item, lang: str) -> list[str]:
    told = []
    if item.fell_due or item.section == "fell_due":
        told.append(say(phrases.FELL_DUE, lang))
    elif item.status is not None and item.section == "decided":
        verdict = wording.status_meaning(item.status.status, lang)
        told.append(say(phrases.DECIDED_ON, lang, wording.day(item.status.on, lang), verdict))
    told += [_revision(news, item.chain.entry, lang) for news in item.revisions]
    told += [_report(news, lang) for news in item.reports]
    return told


def _revision(news: RevisionNews, entry: TargetEntry, lang: str) -> str:
    on = wording.day(news.link.announced, lang)
    if news.before is None:
        return say(phrases.ANNOUNCED, lang, on, _link(news.link, entry, lang))
    before = _link(news.before, entry, lang)
    if "withdrawn" in news.link.change:
        return say(phrases.WITHDRAWN, lang, on, before)
    changes = ", ".join(wording.change(code, lang) for code in news.link.change or ("unchanged",))
    sentence = say(phrases.REVISED, lang, on, changes, _link(news.link, entry, lang), before)
    if news.link.revised_after_the_fact:
        sentence = f"{sentence} {wording.flag('revised_after_the_fact', lang)}"
    return sentence


def _link(link: Revision, entry: TargetEntry, lang: str) -> str:
    """What one link of the chain promises: its figure and its deadline."""
    if link.id == entry.id:
        return _promise(entry, lang)
    value = wording.stated(
        basis=entry.basis, qualifier="exactly", value=link.value, upper=None, unit=entry.unit, lang=lang, promised=True
    )
    return _with_deadline(value, link.deadline, lang)


def _report(news: ReportNews, lang: str) -> str:
    value = wording.stated(
        basis=news.basis,
        qualifier=news.qualifier,
        value=news.value,
        upper=news.upper_value,
        unit=news.unit,
        lang=lang,
    )
    source = news.publisher if news.final else f"{news.publisher}, {wording.flag('provisional', lang)}"
    phrase = phrases.CORRECTED if news.corrects else phrases.REPORTED
    return say(phrase, lang, value, wording.period(news.period_start, news.period_end, lang), source)


def _facts(item: Item, lang: str) -> list[str]:
    entry, assessment = item.chain.entry, item.chain.entry.assessment
    told = []
    actual, until = assessment["actual"], assessment["covered_until"]
    if actual is not None and until is not None and entry.accumulation != "milestone":
        day = wording.day(date.fromisoformat(until), lang)
        share = wording.percent(assessment["percent_achieved"], lang)
        figure = wording.amount(actual, entry.unit, lang)
        if share:
            told.append(say(phrases.SO_FAR_SHARE, lang, day, figure, share))
        else:
            told.append(say(phrases.SO_FAR, lang, day, figure))
    told += [wording.reason(code, lang) for code in assessment["reasons"]]
    return told


def _promise(entry: TargetEntry, lang: str) -> str:
    value = wording.stated(
        basis=entry.basis,
        qualifier=entry.qualifier,
        value=entry.value,
        upper=entry.upper_value,
        unit=entry.unit,
        lang=lang,
        promised=True,
    )
    return _with_deadline(value, entry.deadline, lang)


def _with_deadline(value: str, deadline: date | None, lang: str) -> str:
    return value if deadline is None else f"{value}, {wording.by(deadline, lang)}"


def _named(thing: Named, lang: str) -> str:
    """The thing's name in the language, else in English."""
    return cast(str, getattr(thing, f"name_{language(lang)}", "")) or thing.name
