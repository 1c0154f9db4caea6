"""What a page says of its being shared and embedded, by what the reader chose there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from projects import wording
from projects.comparison.track_record import TrackRecord
from projects.http.pages import today
from projects.models.names import active_language
from projects.publishing.embeds import AUTO, CARD, FORMS, THEMES, TargetEmbed, TrackEmbed, framed_code
from projects.publishing.oembed import discovery
from projects.publishing.sharing import embed_code, forms_of, share
from projects.publishing.track_embed_size import track_frame_height
from projects.reports.named import Named
from projects.reports.parameters import Kind, Parameter
from projects.reports.targets.target_detail import TargetDetail
from projects.reports.verdicts.scope_names import heading_of
from projects.reports.verdicts.track_records import Question
from projects.wording.languages import own_names

from .embeds import THEME, day_of

ANY = "any"
FORM = Parameter("embed", Kind.CHOICE, "In which form it is to be embedded.", choices=FORMS)
EMBED_LANG = Parameter(
    "embed_lang", Kind.CHOICE, "In which language; any: the reader's.", choices=(ANY, *wording.spoken())
)
FRAME_CHOICES = (THEME, EMBED_LANG)
CHOICES = (FORM, *FRAME_CHOICES)

Choice = tuple[str, str, list[tuple[str, str]], str]  # name, label, (value, words) of each option, the chosen value


def target_sharing(request: HttpRequest, report: TargetDetail, choices: Mapping[str, str]) -> dict[str, Any]:
    """The context of the page of a target; ``choices`` are values of ``CHOICES``. No query."""
    form = choices.get(FORM.name, CARD)
    embed = TargetEmbed(report.entry.id, form, *_theme_and_language(choices), day_of(report.as_of))
    here = replace(embed, lang=_named_language(request))
    return {
        "share": share(report, embed, active_language()),
        "code": embed_code(report, embed, active_language()),
        "choices": [(FORM.name, _("Form"), forms_of(report), form), *_frame_choices(choices)],
        "hidden": [("as_of", embed.day)] if embed.day else [],
        "address": here.page,
        "oembed": discovery(here),
    }


def track_sharing(
    request: HttpRequest,
    record: TrackRecord,
    question: Question,
    names: Sequence[tuple[str, Named]],
    choices: Mapping[str, str],
) -> dict[str, Any]:
    """The context of the page of a track record; ``choices`` are values of ``FRAME_CHOICES``. No query."""
    theme, lang = _theme_and_language(choices)
    embed = TrackEmbed(question.scope, question.against_first, theme, lang, day_of(question.as_of))
    languages = [lang] if lang else wording.spoken()
    height = track_frame_height(record, question, names, languages, is_past=question.as_of != today())
    return {
        "code": framed_code(embed, heading_of(names), height),
        "choices": _frame_choices(choices),
        "hidden": [(name, value) for name, value in embed.query.items() if value],
        "oembed": discovery(replace(embed, lang=_named_language(request))),
    }


def _theme_and_language(choices: Mapping[str, str]) -> tuple[str, str]:
    """What was chosen; the language is "" for the reader's own."""
    lang = choices.get(EMBED_LANG.name, active_language())
    return choices.get(THEME.name, AUTO), "" if lang == ANY else lang


def _frame_choices(choices: Mapping[str, str]) -> list[Choice]:
    themes = [(AUTO, _("as the reader has it")), (THEMES[1], _("light")), (THEMES[2], _("dark"))]
    languages = [(ANY, _("the reader’s own")), *own_names().items()]
    return [
        (THEME.name, _("Colours"), themes, choices.get(THEME.name, AUTO)),
        (EMBED_LANG.name, _("Language"), languages, choices.get(EMBED_LANG.name, active_language())),
    ]


def _named_language(request: HttpRequest) -> str:
    """The language in the address of the page; "" where it has none."""
    return active_language() if request.path_info != getattr(request, "bare_path", request.path_info) else ""
