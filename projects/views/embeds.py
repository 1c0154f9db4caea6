"""A target in a frame of another page, without cookies or scripts, and what programs ask before they embed one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt

from projects import wording
from projects.http.pages import LANG, activate_language, public_page, render_page, today
from projects.models.names import active_language
from projects.publishing.embeds import AUTO, CARD, FORMS, THEMES, Embed
from projects.publishing.oembed import discovery
from projects.publishing.sharing import forms_of, share
from projects.reports.parameters import Kind, Parameter
from projects.reports.targets.picture import target_picture
from projects.reports.targets.target_detail import TargetDetail
from projects.wording.languages import own_names

TRAJECTORY = Parameter("chart", Kind.CHOICE, "What is drawn beside the bullet.", choices=("trajectory",))
THEME = Parameter("theme", Kind.CHOICE, "Light or dark; auto is as the reader has it.", choices=THEMES)
FRAMED = {
    "frame-ancestors": ["*"],
    "script-src": [NONE],
    "connect-src": [NONE],
    "form-action": [NONE],
    "manifest-src": [NONE],
    "img-src": [SELF],
}
# What a reader chooses on the page of a target.
ANY = "any"
FORM = Parameter("embed", Kind.CHOICE, "In which form it is to be embedded.", choices=FORMS)
EMBED_LANG = Parameter(
    "embed_lang", Kind.CHOICE, "In which language; any: the reader's.", choices=(ANY, *wording.spoken())
)
CHOICES = (FORM, THEME, EMBED_LANG)


@public_page(LANG, TRAJECTORY, THEME)
@csp_replace(FRAMED)  # type: ignore[arg-type]  # its types know no view with arguments
@xframe_options_exempt
def embed_target(
    request: HttpRequest,
    target_id: str,
    as_of: date,
    lang: str | None = None,
    chart: str | None = None,
    theme: str = AUTO,
) -> HttpResponse:
    """The card of a target; nothing else of the tracker may be framed. Its 404 is a card too."""
    activate_language(request, lang)
    picture = target_picture(target_id, as_of, with_chart=chart is not None)
    shown = {"theme": theme, "named": lang or ""}
    if picture is None:
        answer = render_page(request, "projects/embed_absent.html", as_of=as_of, target_id=target_id, **shown)
        answer.status_code = 404
        return answer
    card = picture.card
    embed = Embed(target_id, lang=lang or "", day=as_of.isoformat() if as_of != today() else "")
    context: dict[str, Any] = {"card": card, "entry": card.entry, "current": card.current, "oembed": discovery(embed)}
    return render_page(request, "projects/embed.html", as_of=as_of, trajectory=picture.trajectory, **context, **shown)


def sharing(request: HttpRequest, report: TargetDetail, choices: Mapping[str, str]) -> dict[str, Any]:
    """What the page of a target says of its being shared and embedded; ``choices`` are values of ``CHOICES``."""
    page = active_language()
    lang = choices.get(EMBED_LANG.name, page)
    embed = Embed(
        report.entry.id,
        choices.get(FORM.name, CARD),
        choices.get(THEME.name, AUTO),
        "" if lang == ANY else lang,
        report.as_of.isoformat() if report.as_of != today() else "",
    )
    is_named = request.path_info != getattr(request, "bare_path", request.path_info)
    here = replace(embed, lang=page if is_named else "")
    languages = [(ANY, _("the reader’s own")), *own_names().items()]
    themes = [(AUTO, _("as the reader has it")), (THEMES[1], _("light")), (THEMES[2], _("dark"))]
    return {
        "share": share(report, embed, page),
        "choices": [
            (FORM.name, _("Form"), forms_of(report), embed.form),
            (THEME.name, _("Colours"), themes, embed.theme),
            (EMBED_LANG.name, _("Language"), languages, lang),
        ],
        "address": here.page,
        "oembed": discovery(here),
    }
