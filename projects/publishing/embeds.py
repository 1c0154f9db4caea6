"""A target or a track record on other people's pages: its address in a frame, and the line of code that they copy."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from projects.http.public_urls import page_in, public_url
from projects.reports.verdicts.chain_records import EVERYTHING, Scope

CARD, CHART, PICTURE, AUTO = "card", "chart", "picture", "auto"
FORMS = (CARD, CHART, PICTURE)
THEMES = (AUTO, "light", "dark")
# A link may open a page of the tracker or of a source beside the page around the frame. Nothing else is allowed.
SANDBOX = "allow-popups allow-popups-to-escape-sandbox"


@dataclass(frozen=True, slots=True)
class TargetEmbed:
    """How a target is shown elsewhere. ``lang`` and ``day`` are "" for the reader's own language and for today."""

    target_id: str
    form: str = CARD
    theme: str = AUTO
    lang: str = ""
    day: str = ""

    @property
    def address(self) -> str:
        """The address of the page in the frame; of the picture for a picture."""
        if self.form == PICTURE:
            return public_url("target-png", self.target_id, lang=self.lang, as_of=self.day)
        return public_url(
            "embed-target",
            self.target_id,
            lang=self.lang,
            as_of=self.day,
            theme=_named(self.theme),
            chart="trajectory" if self.form == CHART else "",
        )

    @property
    def page(self) -> str:
        """The address of the target's own page."""
        return page_in(self.lang, "target", self.target_id, as_of=self.day)


@dataclass(frozen=True, slots=True)
class TrackEmbed:
    """How the track record of a scope is shown elsewhere. ``lang`` and ``day`` are as those of ``TargetEmbed``."""

    scope: Scope = EVERYTHING
    against_first: bool = False
    theme: str = AUTO
    lang: str = ""
    day: str = ""

    @property
    def address(self) -> str:
        """The address of the page in the frame."""
        return public_url("embed-track-record", lang=self.lang, theme=_named(self.theme), **self.query)

    @property
    def page(self) -> str:
        """The address of the track record's own page."""
        return page_in(self.lang, "track-record", **self.query)

    @property
    def query(self) -> dict[str, str]:
        """Whose track record, against what and of which day, as parameters; "" for what is not said."""
        named = {kind: id or "" for kind, id in asdict(self.scope).items()}
        return {**named, "against": "first" if self.against_first else "", "as_of": self.day}


Embed = TargetEmbed | TrackEmbed


@dataclass(frozen=True, slots=True)
class EmbedCode:
    """The line to copy, and what a page needs to show it: a path of ours, the height (0: a picture), the title."""

    line: SafeString
    preview: str
    height: int
    title: str


def framed_code(embed: Embed, title: str, height: int) -> EmbedCode:
    """The code of a frame that is as wide as there is room; ``height`` in pixels."""
    line = frame_code(embed, title, width="100%", height=height)
    return EmbedCode(line, embed.address.removeprefix(settings.SITE_URL), height, title)


def pictured_code(embed: TargetEmbed, title: str, alt: str) -> EmbedCode:
    """The code of a picture in a link."""
    return EmbedCode(picture_code(embed, alt), embed.address.removeprefix(settings.SITE_URL), 0, title)


def frame_code(embed: Embed, title: str, *, width: int | str, height: int) -> SafeString:
    """The frame as one line of HTML, whole and valid by itself; it runs nothing on the page around it."""
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" frameborder="0" sandbox="{}"></iframe>',
        embed.address,
        _on_one_line(title),
        width,
        height,
        SANDBOX,
    )


def picture_code(embed: TargetEmbed, alt: str) -> SafeString:
    """The picture as a link to the page of the target: it has no words of its own, and is as wide as there is room."""
    return format_html(
        '<a href="{}"><img src="{}" alt="{}" width="100%" loading="lazy"></a>',
        embed.page,
        embed.address,
        _on_one_line(alt),
    )


def _named(theme: str) -> str:
    """A theme as the address has it: ``auto`` needs no word."""
    return "" if theme == AUTO else theme


def _on_one_line(words: str) -> str:
    """A name of the record may have been pasted with its line ends."""
    return " ".join(words.splitlines())
