"""A target on other people's pages: its address in a frame, and the line of code that they copy."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from projects.http.public_urls import page_in, public_url

CARD, CHART, PICTURE, AUTO = "card", "chart", "picture", "auto"
FORMS = (CARD, CHART, PICTURE)
THEMES = (AUTO, "light", "dark")
# A link may open a page of the tracker or of a source beside the page around the frame. Nothing else is allowed.
SANDBOX = "allow-popups allow-popups-to-escape-sandbox"


@dataclass(frozen=True, slots=True)
class Embed:
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
            theme="" if self.theme == AUTO else self.theme,
            chart="trajectory" if self.form == CHART else "",
        )

    @property
    def page(self) -> str:
        """The address of the target's own page."""
        return page_in(self.lang, "target", self.target_id, as_of=self.day)


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


def picture_code(embed: Embed, alt: str) -> SafeString:
    """The picture as a link to the page of the target: it has no words of its own, and is as wide as there is room."""
    return format_html(
        '<a href="{}"><img src="{}" alt="{}" width="100%" loading="lazy"></a>',
        embed.page,
        embed.address,
        _on_one_line(alt),
    )


def _on_one_line(words: str) -> str:
    """A name of the record may have been pasted with its line ends."""
    return " ".join(words.splitlines())
