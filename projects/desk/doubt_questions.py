"""A form that asks about doubts: each stands in words at its field, with a box to say that it is so in the source."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from projects import wording
from projects.actions.changes import ChangeDoubt
from projects.actions.row_doubts import in_words
from projects.models.names import active_language
from projects.packages.doubt_rules import Doubt

CONFIRMED = "as_printed"  # name of the boxes; each has the token of its doubt


class AsksAboutDoubts:
    """Of a form: ``confirmed`` are the tokens that came with it, kept in it until it is saved."""

    data: Any

    @property
    def confirmed(self) -> list[str]:
        listed = getattr(self.data, "getlist", None)
        sent = listed(CONFIRMED) if listed is not None else self.data.get(CONFIRMED, [])
        return [sent] if isinstance(sent, str) else list(sent)


def question_of(item: ChangeDoubt, confirmed: Collection[str] = ()) -> SafeString | str:
    """The same for a row of several: its box confirms the doubt in that row alone."""
    return question(item.doubt, confirmed, token=item.token)


def question(doubt: Doubt, confirmed: Collection[str] = (), *, token: str = "") -> SafeString | str:
    """The sentence, and the box, ticked where its token is ``confirmed``; what the method refuses has no box.

    ``token``: what the box sends, where that is not the doubt's own.
    """
    if doubt.refused:
        return in_words(doubt)
    return format_html(
        '{} <label class="as-printed"><input type="checkbox" name="{}" value="{}"{}> {}</label>',
        in_words(doubt),
        CONFIRMED,
        token or doubt.token,
        SafeString(" checked") if (token or doubt.token) in confirmed else "",
        wording.confirmation(doubt.code, active_language()),
    )
