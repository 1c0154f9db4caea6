"""A target, or a track record, in a frame of another page: without cookies and scripts."""

from __future__ import annotations

from datetime import date
from typing import Any

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_exempt

from projects.http.freshness import reads_the_record
from projects.http.pages import (
    LANG,
    activate_language,
    over_limit_response,
    public_page,
    render_bad_parameters,
    render_page,
    today,
)
from projects.http.rate_limits import OtherDayAllowance
from projects.publishing.embeds import AUTO, THEMES, TargetEmbed, TrackEmbed
from projects.publishing.oembed import discovery
from projects.reports.parameters import BadParametersError, Kind, Parameter
from projects.reports.targets.picture import target_picture
from projects.reports.verdicts.chain_records import Scope
from projects.reports.verdicts.counted_promises import AGAINST
from projects.reports.verdicts.scope_names import heading_of, scope_names, subject_of
from projects.reports.verdicts.track_records import SCOPE_PARAMETERS, Question, record_of

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
    """The card of a target; nothing but cards and track records may be framed. Its 404 is a card too."""
    activate_language(request, lang)
    picture = target_picture(target_id, as_of, with_chart=chart is not None)
    shown = {"theme": theme, "link_language": lang or ""}
    if picture is None:
        answer = render_page(request, "projects/embed_absent.html", as_of=as_of, target_id=target_id, **shown)
        answer.status_code = 404
        return answer
    card = picture.card
    embed = TargetEmbed(target_id, lang=lang or "", day=day_of(as_of))
    context: dict[str, Any] = {"card": card, "entry": card.entry, "current": card.current, "oembed": discovery(embed)}
    return render_page(request, "projects/embed.html", as_of=as_of, trajectory=picture.trajectory, **context, **shown)


@public_page(LANG, THEME, AGAINST, *SCOPE_PARAMETERS)
@csp_replace(FRAMED)  # type: ignore[arg-type]  # as above
@xframe_options_exempt
def embed_track_record(
    request: HttpRequest,
    as_of: date,
    lang: str | None = None,
    theme: str = AUTO,
    against: str = "current",
    **scope: str,
) -> HttpResponse:
    """What became of all promises, or of those of a scope, as a card."""
    activate_language(request, lang)
    if as_of != today() and (refusal := over_limit_response(request, OtherDayAllowance)):
        return refusal
    question = Question(as_of, Scope(**scope), against == "first")
    try:
        record = record_of(question, reads_the_record(request))
    except BadParametersError as error:
        return render_bad_parameters(request, error)
    names = scope_names(question.scope)
    embed = TrackEmbed(question.scope, question.against_first, lang=lang or "", day=day_of(as_of))
    return render_page(
        request,
        "projects/embed_track_record.html",
        as_of=as_of,
        question=question,
        record=record,
        subject=subject_of(names),
        heading=heading_of(names),
        oembed=discovery(embed),
        theme=theme,
        link_language=lang or "",
    )


def day_of(as_of: date) -> str:
    """The day of an embed: "" for today, so that it goes on with the days."""
    return as_of.isoformat() if as_of != today() else ""
