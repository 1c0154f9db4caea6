"""A week as a mail: written once for all who get it in a language and for a country; only the link to leave differs."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from accounts.delivery.links import language_root
from accounts.notices import phrases as digest_phrases
from accounts.notices.chain_wording import name_in
from accounts.notices.mail_frame import Frame, Mail, plain_spaces
from accounts.notices.mail_pieces import element
from projects import wording
from projects.publishing.week_lines import about_line, corrected_line, moved_lines, standing_line
from projects.reports.named import Named
from projects.reports.overviews.week import WeekReport, WeekSection
from projects.reports.overviews.week_entries import WeekEntry
from projects.reports.targets.promise_titles import title_of
from projects.wording.languages import language, say

from . import phrases

MOST = 20  # entries of a section
BAD = frozenset({"missed", "overdue"})


@dataclass(frozen=True, slots=True)
class WeekMail:
    """The words of a week's mail in one language, without the link to leave."""

    lang: str
    subject: str
    html: str
    text: str

    def mail(self, stop_url: str) -> Mail:
        site = f"{language_root(settings.SITE_URL, self.lang)}/"
        why = say(phrases.WHY, self.lang, site)
        frame = Frame(self.lang, settings.SITE_URL, why, stop_url, phrases.STOP, has_account=False)
        return frame.mail(self.subject, self.html, self.text)


def render_week(report: WeekReport, *, lang: str, country: Named | None = None) -> WeekMail:
    """The mail of a week that is not empty, read with ``per_section=MOST``; ``country`` is the one it is of."""
    lang = language(lang)
    root = language_root(settings.SITE_URL, lang)
    query = f"?territory={country.id}" if country is not None else ""
    page = f"{root}/week/{report.week.name}/{query}"
    sentences = [wording.week_sentence(report.numbers.timely, lang)] if report.numbers.timely else []
    sentences += [wording.late_sentence(report.numbers.late, lang)] if report.numbers.late else []
    sections = [_section(section, lang, root, page) for section in report.sections]
    sections += [_corrections(report, lang, root)] if report.corrected else []
    html = "".join(element("sentence", words=sentence) for sentence in sentences)
    whole = say(phrases.WHOLE, lang, "").strip()
    html += "".join(part for part, _text in sections) + element("more", words=whole, url=page)
    text = "\n\n".join([*sentences, *(part for _html, part in sections), f"{whole} {page}"])
    return WeekMail(lang, _subject(report, lang, country), html, plain_spaces(text))


def _subject(report: WeekReport, lang: str, country: Named | None) -> str:
    days = wording.week_days(report.week.monday, report.week.sunday, lang)
    counts = wording.week_counts(report.numbers.together, lang) or say(phrases.ONLY_CORRECTIONS, lang)
    subject = say(phrases.SUBJECT, lang, days, counts)
    return subject if country is None else say(phrases.OF_COUNTRY, lang, name_in(country, lang), subject)


def _section(section: WeekSection, lang: str, root: str, page: str) -> tuple[str, str]:
    """The HTML and the text of a section, with how many more there are."""
    heading = f"{wording.week_section(section.name, lang)} ({wording.number(section.count, lang)})"
    entries = [_entry(entry, lang, root) for entry in section.entries]
    more = section.count - len(entries)
    rest = say(digest_phrases.MORE, lang, wording.number(more, lang), "").strip() if more else ""
    html = element("heading", words=heading) + "".join(part for part, _text in entries)
    text = "\n\n".join([heading.upper(), *(part for _html, part in entries), *([f"{rest} {page}"] if rest else [])])
    return html + (element("more", words=rest, url=page) if rest else ""), text


def _entry(entry: WeekEntry, lang: str, root: str) -> tuple[str, str]:
    title, url = title_of(entry.target, lang).text, f"{root}/targets/{entry.target.pk}/"
    moved, about = moved_lines(entry, lang), about_line(entry, lang)
    standing = [standing_line(entry, lang)] if entry.status is not None else []
    html = "".join(
        (
            element("title", words=title, url=url),
            *(element("late" if entry.section in BAD else "standing", words=words) for words in standing),
            *(element("news", words=words) for words in moved),
            element("facts", words=about),
        )
    )
    return html, "\n  ".join([f"* {title}", *standing, *(f"> {words}" for words in moved), about, url])


def _corrections(report: WeekReport, lang: str, root: str) -> tuple[str, str]:
    heading, page = say(phrases.CORRECTED, lang), f"{root}/corrections/"
    lines = [corrected_line(line, lang) for line in report.corrected]
    html = element("heading", words=heading) + "".join(element("sentence", words=line) for line in lines)
    html += element("more", words="", url=page)
    return html, "\n".join([heading.upper(), *(f"* {line}" for line in lines), page])
