"""The frame of every mail: what stands above and below what it says, in HTML and in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import css_inline
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape

from accounts.delivery.enqueue import MessageDraft
from accounts.delivery.links import language_root
from accounts.models import User, WeekSubscriber
from projects.wording.languages import Phrase, language, say
from projects.wording.plurals import NBSP

from . import phrases
from .pictures import Picture

GAP = re.compile(r"%%(\w+)%%")  # in the shapes of elements and in the frame, which hold no text of the record


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail without its recipient."""

    subject: str
    text: str
    html: str
    pictures: tuple[Picture, ...] = ()

    def draft(self, user: User, lang: str, **columns: Any) -> MessageDraft:
        """The mail as a message to a person; ``columns``: kind, key, items, unsubscribe_url and the window."""
        return self._draft(user.email, lang, user_id=user.pk, **columns)

    def draft_to_subscriber(self, subscriber: WeekSubscriber, lang: str, **columns: Any) -> MessageDraft:
        """The mail as a message to an address without an account; ``columns`` as above."""
        return self._draft(subscriber.address, lang, subscriber_id=subscriber.pk, **columns)

    def _draft(self, recipient: str, lang: str, **columns: Any) -> MessageDraft:
        return MessageDraft(
            recipient=recipient,
            language=lang,
            subject=self.subject,
            text=self.text,
            html=self.html,
            pictures=[{"cid": picture.cid, "png": picture.png} for picture in self.pictures],
            **columns,
        )


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds a mail: ``why`` its reader gets it, and the address and the label of the link that stops it."""

    lang: str
    site: str
    why: str
    stop_url: str
    stop_label: Phrase = phrases.FOOTER_UNSUBSCRIBE
    has_account: bool = True  # whether pages of an account are of use to the reader

    def html(self, subject: str, body: str, greeting: str = "") -> str:
        """The whole HTML; ``body`` is HTML, ``subject`` and ``greeting`` are text."""
        links = footer_links(self.lang, self.site, "%%unsubscribe%%", self.stop_label, has_account=self.has_account)
        return fill(
            _html_frame(self.lang, self.why, links),
            {
                "subject": escape(subject),
                "greeting": escape(greeting),
                "body": body,
                "unsubscribe": escape(self.stop_url),
            },
        )

    def mail(self, subject: str, html: str, text: str, pictures: Iterable[Picture] = (), greeting: str = "") -> Mail:
        """The mail around a body in HTML and in plain text."""
        opening = [say(phrases.SITE_NAME, self.lang), subject, *(["", greeting] if greeting else []), ""]
        links = [f"{label}: {url}" for label, url in self.links]
        text = "\n".join([*opening, text.strip(), "", "-- ", self.why, *links])
        return Mail(plain_spaces(subject), f"{plain_spaces(text)}\n", self.html(subject, html, greeting), (*pictures,))

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        return footer_links(self.lang, self.site, self.stop_url, self.stop_label, has_account=self.has_account)


def footer_links(
    lang: str,
    site: str,
    stop_url: str,
    stop_label: Phrase = phrases.FOOTER_UNSUBSCRIBE,
    *,
    has_account: bool = True,
) -> tuple[tuple[str, str], ...]:
    """The label and the address of each link below a mail."""
    root = language_root(site, lang)
    of_account = (
        (say(phrases.FOOTER_FOLLOWING, lang), f"{root}/following/"),
        (say(phrases.FOOTER_PREFERENCES, lang), f"{root}/following/preferences/"),
    )
    contact = ((say(phrases.FOOTER_CONTACT, lang), settings.CONTACT_URL),) if settings.CONTACT_URL else ()
    return (
        *(of_account if has_account else ()),
        *contact,
        (say(stop_label, lang), stop_url),
    )


def fill(frame: str, texts: Mapping[str, str]) -> str:
    """The frame with its gaps filled. What fills them is not searched for gaps."""
    return GAP.sub(lambda gap: texts[gap[1]], frame)


def plain_spaces(text: str) -> str:
    """The text without no-break spaces: a subject of ASCII letters needs no encoding, and words can be searched for."""
    return text.replace(NBSP, " ")


@cache
def _html_frame(lang: str, why: str, links: tuple[tuple[str, str], ...]) -> str:
    """The HTML around what mails say, with gaps and with its styles inlined."""
    words = {"lang": language(lang), "site_name": say(phrases.SITE_NAME, lang), "why": why, "links": links}
    inliner = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)
    return inliner.inline(render_to_string("accounts/mail/digest.html", words))
