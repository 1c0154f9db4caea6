"""A target in a frame of another page, without cookies or scripts."""

from __future__ import annotations

from datetime import date

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_exempt

from projects.http.pages import LANG, activate_language, public_page, render_page
from projects.reports.parameters import Kind, Parameter
from projects.reports.targets.picture import target_picture

CHART = Parameter("chart", Kind.CHOICE, "What is drawn beside the bullet.", choices=("trajectory",))


@public_page(LANG, CHART)
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # its types know no view with arguments
@xframe_options_exempt
def embed_target(
    request: HttpRequest, target_id: str, as_of: date, lang: str | None = None, chart: str | None = None
) -> HttpResponse:
    """The card of a target; nothing else of the tracker may be framed. Its 404 is a card too."""
    lang = activate_language(request, lang)
    picture = target_picture(target_id, as_of, with_chart=chart is not None)
    if picture is None:
        answer = render_page(request, "projects/embed_absent.html", as_of=as_of, target_id=target_id)
        answer.status_code = 404
        return answer
    card = picture.card
    context = {"card": card, "entry": card.entry, "current": card.current, "lang": lang}
    return render_page(request, "projects/embed.html", as_of=as_of, trajectory=picture.trajectory, **context)
