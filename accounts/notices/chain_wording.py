"""One chain in words: what was promised, how it stands, what became known, who is responsible."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import cast

from accounts.follows.chains import FollowReason
from projects import charts, wording
from projects.reports.named import Named
from projects.reports.overviews.news import DisputeNews, ReportNews, RevisionNews, StatusNews
from projects.reports.overviews.other_terms_news import OtherTermsNews
from projects.reports.targets.promise_titles import title_of
from projects.reports.targets.target_entry import Revision, TargetEntry
from projects.wording.languages import language, say
from projects.wording.plurals import counted

from . import phrases
from .phrases import capital
from .stories import Story

MAX_REPORTS = 5  # of one target; its page has them all


@dataclass(frozen=True, slots=True)
class ChainText:
    """A chain in words. ``indicator`` is its name where the title does not have it, else "".

    ``news``: what became known; ``facts``: how it stands; ``alt``: what the picture shows.
    """

    title: str
    indicator: str
    url: str
    standing: str
    news: list[str]
    facts: list[str]
    answers: str
    alt: str


def chain_text(story: Story, lang: str, root: str) -> ChainText:
    """The chain of a story in words; ``root`` begins the addresses of the site's pages."""
    entry = story.chain.entry
    title, indicator = title_of(entry, lang)
    return ChainText(
        title=title,
        indicator=indicator,
        url=f"{root}/targets/{entry.id}/",
        standing=_standing(story, lang),
        news=_news(story, lang),
        facts=_facts(story, lang),
        answers=say(phrases.ANSWERS, lang, name_in(entry.responsible, lang)),
        alt=charts.bullet_alt(entry.assessment, entry.value, lang),
    )


@lru_cache(maxsize=8192)
def reasons_text(reasons: tuple[FollowReason, ...], lang: str) -> str:
    """Through what a person follows the chain; empty if they follow the target alone."""
    through = ", ".join(
        say(phrases.FOLLOWED[reason.kind], lang, name_in(reason.named, lang))
        for reason in reasons
        if reason.named is not None
    )
    if not through:
        return ""
    return say(phrases.ITSELF if reasons[0].kind == "target" else phrases.BECAUSE, lang, through)


def name_in(thing: Named, lang: str) -> str:
    """The name of the thing in a language, else in English."""
    return cast(str, getattr(thing, f"name_{language(lang)}", "")) or thing.name


def _standing(story: Story, lang: str) -> str:
    """How long it has been past its deadline; else its status, and when it is due if that is soon."""
    if story.chain.days_overdue:
        return f"{capital(wording.overdue_by(story.chain.days_overdue, lang, story.chain.status))}."
    status = wording.status(story.chain.status, lang)
    return f"{status}." if story.due_in is None else f"{status}, {wording.due_in(story.due_in, lang)}."


def _news(story: Story, lang: str) -> list[str]:
    sentences = []
    if story.turned_out_owed:
        sentences.append(say(phrases.TURNED_OUT_OWED, lang))
    elif story.fell_due or story.section == "fell_due":
        sentences.append(say(phrases.FELL_DUE, lang))
    elif story.status is not None and story.section == "decided":
        sentences.append(decided_text(story.status, story.chain.entry, lang))
    sentences += [revision_text(news, story.chain.entry, lang) for news in story.chain.revisions]
    sentences += [dispute_text(news, story.chain.entry, lang) for news in story.chain.disputes]
    sentences += [report_text(news, lang) for news in story.chain.reports[-MAX_REPORTS:]]
    earlier = len(story.chain.reports) - MAX_REPORTS
    if earlier > 0:
        sentences.append(say(phrases.EARLIER, lang, counted(earlier, phrases.REPORTS, lang)))
    others = story.chain.in_other_terms[:MAX_REPORTS]  # the latest first; the page has the others
    return sentences + [other_terms_text(news, story.chain.entry, lang) for news in others]


def decided_text(news: StatusNews, entry: TargetEntry, lang: str) -> str:
    """Since when a promise is decided, and what that means."""
    verdict = entry.assessment if entry.assessment["status"] == news.status else {"status": news.status}
    meaning = wording.verdict_meaning(verdict, lang, is_ceiling=entry.is_ceiling)
    return say(phrases.DECIDED_ON, lang, wording.day(news.on, lang), meaning)


def other_terms_text(news: OtherTermsNews, entry: TargetEntry, lang: str) -> str:
    """A figure of nearly the same thing, and why it does not count."""
    outcome, indicator = news.outcome, news.outcome.indicator
    place = outcome.territory or indicator.territory
    value = wording.stated(
        basis=outcome.basis,
        qualifier=outcome.qualifier,
        value=outcome.value,
        upper=outcome.upper_value,
        unit=indicator.unit,
        lang=lang,
        compared_with=(outcome.compared_with_start, outcome.compared_with_end),
    )
    named = "" if place is None else name_in(Named.of(place), lang)
    reasons = [wording.why_in_other_terms(code, indicator.unit, entry.unit, named, lang) for code in news.reasons]
    name = name_in(Named.of(indicator), lang)
    period = wording.during(outcome.period_start, outcome.period_end, lang)
    return say(phrases.IN_OTHER_TERMS, lang, value, period, outcome.source.publisher, name, "; ".join(reasons))


def revision_text(news: RevisionNews, entry: TargetEntry, lang: str) -> str:
    """What was announced or changed, and when."""
    on = wording.day(news.link.announced, lang)
    if news.before is None:
        return say(phrases.ANNOUNCED, lang, on, _link(news.link, entry, lang))
    before = _link(news.before, entry, lang)
    if "withdrawn" in news.link.change:
        return say(phrases.WITHDRAWN, lang, on, before)
    changes = ", ".join(wording.change(code, lang) for code in news.link.change or ("unchanged",))
    if news.link.deadline is not None and news.link.deadline == news.before.deadline:
        deadline = wording.day(news.link.deadline, lang)
        figures = _figure(news.link, lang), _figure(news.before, lang)
        sentence = say(phrases.REVISED_FIGURE, lang, on, changes, *figures, deadline)
    else:
        sentence = say(phrases.REVISED, lang, on, changes, _link(news.link, entry, lang), before)
    if news.link.revised_after_the_fact:
        sentence = f"{sentence} {wording.flag('revised_after_the_fact', lang)}"
    return sentence


def _link(link: Revision, entry: TargetEntry, lang: str) -> str:
    """The figure and the deadline of one link of the chain."""
    return (
        promise_text(entry, lang) if link.id == entry.id else _with_deadline(_figure(link, lang), link.deadline, lang)
    )


def _figure(link: Revision, lang: str) -> str:
    return wording.stated(
        basis=link.basis,
        qualifier=link.qualifier,
        value=link.value,
        upper=link.upper_value,
        unit=link.unit,
        lang=lang,
        promised=True,
    )


def dispute_text(news: DisputeNews, entry: TargetEntry, lang: str) -> str:
    """What each source says, and which statuses are possible."""
    sides = [
        say(
            phrases.SIDE,
            lang,
            side.publisher,
            _value(side, lang),
            wording.during(side.period_start, side.period_end, lang),
        )
        for side in news.sides
    ]
    sentence = say(phrases.DISPUTED, lang, "; ".join(sides))
    statuses = [wording.status(code, lang).lower() for code in entry.assessment["status_range"]]
    return f"{sentence} {say(phrases.RANGE, lang, ' / '.join(statuses))}" if len(statuses) > 1 else sentence


def _value(news: ReportNews, lang: str) -> str:
    return wording.stated(
        basis=news.basis,
        qualifier=news.qualifier,
        value=news.value,
        upper=news.upper_value,
        unit=news.unit,
        lang=lang,
        compared_with=news.compared_with,
    )


def report_text(news: ReportNews, lang: str) -> str:
    """A new figure, its period and its publisher."""
    value = _value(news, lang)
    source = news.publisher if news.final else f"{news.publisher}, {wording.flag('provisional', lang)}"
    period = wording.during(news.period_start, news.period_end, lang)
    if news.slip_mended_on is not None:
        return say(phrases.SLIP, lang, wording.day(news.slip_mended_on, lang), value, period, source)
    return say(phrases.CORRECTED if news.corrects else phrases.REPORTED, lang, value, period, source)


def _facts(story: Story, lang: str) -> list[str]:
    entry, assessment = story.chain.entry, story.chain.entry.assessment
    sentences = []
    actual, until = assessment["actual"], assessment["covered_until"]
    if actual is not None and until is not None and entry.accumulation != "milestone":
        day = wording.day(date.fromisoformat(until), lang)
        share = wording.percent(assessment["percent_achieved"], lang)
        basis = "absolute" if assessment["resolved_value"] is not None else entry.basis
        figure = wording.measured(actual, assessment.get("actual_qualifier"), basis, entry.unit, lang)
        if share:
            part = wording.kazakh_case(share, "possessive", lang)
            sentences.append(say(phrases.SO_FAR_SHARE, lang, day, figure, part))
        else:
            sentences.append(say(phrases.SO_FAR, lang, day, figure))
    if story.chain.owed_according_to:
        sentences.append(say(phrases.STILL_OWED, lang, ", ".join(story.chain.owed_according_to)))
    sentences += [wording.reason(code, lang) for code in assessment["reasons"]]
    return sentences


def promise_text(entry: TargetEntry, lang: str) -> str:
    """The promised figure and its deadline."""
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
