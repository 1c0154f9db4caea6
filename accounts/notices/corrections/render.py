"""A correction as a mail: what was told, that it was our mistake, and what stands now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from accounts.delivery.links import language_root
from accounts.notices.chain_wording import name_in
from accounts.notices.mail_frame import Frame, Mail
from accounts.notices.mail_pieces import BlockWriter, element
from accounts.notices.stories import Story
from projects import wording
from projects.models import Indicator
from projects.reports.named import Named
from projects.reports.overviews.correction_lines import CorrectionLine
from projects.reports.overviews.news import ChainNews
from projects.wording.languages import say

from . import phrases

MAX_LINES, MAX_CHAINS = 20, 10  # the page of corrections has the rest


def render_corrections(
    lines: Sequence[CorrectionLine],
    chains: Sequence[ChainNews],
    *,
    lang: str,
    site: str,
    stop_url: str,
    writer: BlockWriter,
) -> Mail:
    """The mail in a language. ``chains``: as they stand now, those of which the reader was told a mistake."""
    root = language_root(site, lang)
    html, text, pictures = [], [], []
    for sentence in _sentences(lines, lang):
        html.append(element("sentence", words=sentence))
        text.append(f"{sentence}\n")
    if chains:
        heading = say(phrases.STANDS_NOW, lang)
        html.append(element("heading", words=heading))
        text.append(f"\n{heading.upper()}\n")
    for chain in chains[:MAX_CHAINS]:
        block = writer.block(Story("reported", chain, None, None, ()), lang, in_full=True)
        html.append(block.html_for(""))
        text.append(block.text_for(""))
        pictures += [block.picture] if block.picture is not None else []
    more, url = say(phrases.ALL_CORRECTIONS, lang), f"{root}/corrections/"
    html.append(element("more", words=more, url=url))
    text.append(f"\n{more} {url}")
    subject = say(phrases.SUBJECT, lang, _about(lines[0], lang))
    if len(lines) > 1:
        subject = say(phrases.SUBJECT_OF_MANY, lang, wording.number(len(lines), lang))
    frame = Frame(lang, site, say(phrases.BECAUSE, lang, f"{root}/"), stop_url, phrases.STOP)
    return frame.mail(subject, "".join(html), "\n".join(text), pictures)


def _sentences(lines: Sequence[CorrectionLine], lang: str) -> Iterator[str]:
    yield say(phrases.INTRO, lang)
    for line in lines[:MAX_LINES]:
        yield " ".join(_line(line, lang))
    if (hidden := len(lines) - MAX_LINES) > 0:
        yield say(phrases.MORE, lang, wording.number(hidden, lang))


def _line(line: CorrectionLine, lang: str) -> Iterator[str]:
    """One mistake: what was told, what happened, what is right."""
    wrong = f"{_about(line, lang)} – {line.wrong_text(lang)}"
    if line.cites:
        yield say(phrases.TOLD_OF, lang, wrong, wording.isolated(line.cites))
    else:
        yield say(phrases.TOLD, lang, wrong)
    yield say(phrases.WHAT_HAPPENED, lang, wording.correction(line.kind, lang))
    if line.reason:
        yield say(phrases.WHY, lang, wording.read_plainly(line, "reason", lang))
    if line.right is not None:
        yield say(phrases.RIGHT, lang, line.right_text(lang))
    elif line.moved_to is not None:
        yield say(phrases.MOVED, lang, _name(line.moved_to, lang))
    else:
        yield say(phrases.GONE if line.table == "target" else phrases.NOTHING, lang)


def _about(line: CorrectionLine, lang: str) -> str:
    return _name(line.indicator, lang) if line.indicator is not None else line.wrong_text(lang)


def _name(indicator: Indicator, lang: str) -> str:
    return name_in(Named.of(indicator), lang)
