"""An alert as a mail: one target with its news, as a digest would tell it."""

from __future__ import annotations

from accounts.delivery.links import language_root
from accounts.notices.mail_frame import Frame, Mail
from accounts.notices.mail_pieces import BlockWriter
from accounts.notices.stories import Story
from projects import wording
from projects.reports.targets.promise_titles import title_of
from projects.wording.languages import Phrase, say

SUBJECT = Phrase("{}: {}", "{}: {}", "{}: {}")
HEADLINES: dict[str, Phrase] = {
    "disputed": Phrase("sources disagree", "источники расходятся", "дереккөздер бір-біріне қайшы"),
    "revised": Phrase("revised", "пересмотрено", "қайта қаралды"),
    "reported": Phrase("new report", "новый отчёт", "жаңа есеп"),
    "announced": Phrase("newly promised", "новое обещание", "жаңа уәде"),
}
WHY = Phrase(
    "You get this at once because on {} you chose so for this target.",
    "Вы получаете это сразу, потому что на сайте {} выбрали это для данной цели.",
    "{} сайтында осы мақсат үшін бірден хабарлауды таңдағандықтан, бұл хат бірден жіберілді.",
)
STOP = Phrase("Stop instant alerts", "Отключить мгновенные оповещения", "Жедел хабарландыруды тоқтату")


def render_alert(story: Story, *, lang: str, site: str, stop_url: str, writer: BlockWriter) -> Mail:
    """The mail in a language; ``stop_url`` is the address that stops alerts."""
    block = writer.block(story, lang, in_full=True)
    subject = say(SUBJECT, lang, title_of(story.chain.entry, lang).text, _headline(story, lang))
    frame = Frame(lang, site, say(WHY, lang, f"{language_root(site, lang)}/"), stop_url, STOP)
    return frame.mail(subject, block.html_for(""), block.text_for(""), filter(None, [block.picture]))


def _headline(story: Story, lang: str) -> str:
    """The most important piece of news in a word or two."""
    if story.status is not None:
        return wording.status(story.status.status, lang).lower()
    chain = story.chain
    has = {
        "disputed": chain.disputes,
        "revised": [news for news in chain.revisions if news.before is not None],
        "reported": chain.reports,
        "announced": chain.revisions,
    }
    return say(HEADLINES[next(name for name, news in has.items() if news)], lang)
