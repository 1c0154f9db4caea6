"""The page of a target, shared and embedded: its permanent address, links to networks, the code of a frame or picture.

The links are plain ones to what each network has for the purpose. Nothing of theirs is loaded, and they learn of a
reader only who follows one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import gettext as _

from projects import wording
from projects.http.public_urls import page_in, public_url
from projects.reports.targets.promise_titles import title_of
from projects.reports.targets.target_detail import TargetDetail

from .embeds import CARD, CHART, PICTURE, EmbedCode, TargetEmbed, framed_code, pictured_code
from .licence import SITE_NAME
from .target_embed_size import Framed, target_frame_height

_RESERVED = re.compile(r"[^\w.~-]+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Share:
    """``permalink`` is the address of what stands on the day, ``links`` are (name, address)."""

    permalink: str
    links: tuple[tuple[str, str], ...]


def share(report: TargetDetail, embed: TargetEmbed, lang: str) -> Share:
    """Where the page of a target is shared, in the language that is spoken. No query."""
    return Share(
        public_url("target", embed.target_id, as_of=report.as_of.isoformat()),
        _links(report, page_in(lang, "target", embed.target_id, as_of=embed.day), lang),
    )


def embed_code(report: TargetDetail, embed: TargetEmbed, lang: str) -> EmbedCode:
    """The code that embeds a target. ``lang`` is spoken where the embed is in no language. No query."""
    title = title_of(report.entry, embed.lang or lang).text
    if embed.form == PICTURE:
        return pictured_code(embed, title, f"{title} – {SITE_NAME.text(embed.lang or lang)}")
    return framed_code(embed, title, _height(report, embed))


def _height(report: TargetDetail, embed: TargetEmbed) -> int:
    publishers = (figure.outcome.source.publisher for figure in report.evidence)
    shown = Framed(report.entry, report.current.target, max(publishers, key=len, default=""))
    trajectory = report.trajectory if embed.form == CHART else None
    return target_frame_height(shown, [embed.lang] if embed.lang else wording.spoken(), trajectory)


def forms_of(report: TargetDetail) -> list[tuple[str, str]]:
    """(code, words) for each form in which a target can be shown elsewhere."""
    charted = [(CHART, _("Card with the chart over time"))] if report.trajectory else []
    return [(CARD, _("Card")), *charted, (PICTURE, _("Picture"))]


def _links(report: TargetDetail, address: str, lang: str) -> tuple[tuple[str, str], ...]:
    title = title_of(report.entry, lang).text
    status = wording.status(str(report.verdict["status"]), lang)
    day = wording.kazakh_case(wording.day(report.as_of, lang), "attributive", lang)
    words = f"{title}. {status}. {_('As of %(day)s') % {'day': day}}."
    text, url, both = _quoted(words), _quoted(address), _quoted(f"{words} {address}")
    return (
        (_("Mail"), f"mailto:?subject={_quoted(title)}&body={text}%0D%0A%0D%0A{url}"),
        ("Telegram", f"https://t.me/share/url?url={url}&text={text}"),
        ("WhatsApp", f"https://wa.me/?text={both}"),
        ("X", f"https://x.com/intent/post?text={text}&url={url}"),
        ("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={url}"),
        ("LinkedIn", f"https://www.linkedin.com/sharing/share-offsite/?url={url}"),
        ("Mastodon", f"https://share.joinmastodon.org/#text={both}"),
    )


def _quoted(words: str) -> str:
    """A text for an address. Letters beyond ASCII stay: a browser writes them out, in three times the bytes."""
    return _RESERVED.sub(lambda match: quote(match[0], safe=""), words)
