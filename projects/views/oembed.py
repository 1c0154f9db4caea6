"""What programs ask before they embed a page of ours (oEmbed 1.0)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from projects import wording
from projects.http.freshness import reads_the_record
from projects.http.pages import activate_language, clean_query, today
from projects.http.problems import MEDIA_TYPE
from projects.http.problems import members as problem_members
from projects.http.rate_limits import Allowance
from projects.models import RenamedId
from projects.publishing.embed_sizes import frame_height, framed
from projects.publishing.oembed import WIDTH, XML_TYPE, Bounds, NotEmbeddableError, as_xml, members, read_address
from projects.reports.parameters import BadParametersError, Kind, Parameter, Problem, read_parameters
from projects.reports.targets.card import target_card

MOST_PIXELS = 100_000
BOUNDS = (
    Parameter("maxwidth", Kind.WHOLE, "The room there is, in pixels.", maximum=MOST_PIXELS),
    Parameter("maxheight", Kind.WHOLE, "The same from top to bottom.", maximum=MOST_PIXELS),
)
FORMATS = ("json", "xml")


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """How the page of an address is embedded. What a program asks beside the parameters of oEmbed is passed over."""
    reads_the_record(request)
    if (seconds := Allowance().spend(request)) is not None:
        refusal = _problem(request, 429, _("Too much was asked from your address in this minute."))
        refusal["Retry-After"] = str(seconds)
        return refusal
    try:
        written, address, room = _wanted(request)
        if written not in FORMATS:
            return _problem(request, 501, _("The formats are json and xml."))
    except BadParametersError as error:
        return _problem(request, 400, str(error))
    try:
        return _embedded(request, address, written, room)
    except (NotEmbeddableError, BadParametersError) as error:
        return _problem(request, 404, str(error))


def _wanted(request: HttpRequest) -> tuple[str, str, Bounds]:
    """Format, address and room. Raises BadParametersError."""
    given = clean_query(request)
    bounds = QueryDict(mutable=True)
    for name in {bound.name for bound in BOUNDS} & given.keys():
        bounds.setlist(name, given.getlist(name))
    room = read_parameters(BOUNDS, bounds, blank_is_absent=True)
    for name in ("url", "format"):
        if (times := len(given.getlist(name))) > 1:
            raise BadParametersError([Problem(name, _("Give it once; it was given %d times.") % times)])
    address = str(given.get("url", ""))
    if not address:
        raise BadParametersError([Problem("url", _("Say which page is to be embedded."))])
    written = str(given.get("format", "")) or FORMATS[0]
    return written, address, Bounds(room.get("maxwidth"), room.get("maxheight"))


def _embedded(request: HttpRequest, address: str, written: str, room: Bounds) -> HttpResponse:
    """The answer. Raises NotEmbeddableError and BadParametersError where the address leads to nothing of ours."""
    embed = read_address(address)
    as_of = date.fromisoformat(embed.day) if embed.day else today()
    card = target_card(embed.target_id, as_of)
    if card is None and (renamed := RenamedId.objects.current("target", [embed.target_id])):
        embed = replace(embed, target_id=renamed[embed.target_id])
        card = target_card(embed.target_id, as_of)
    if card is None:
        raise NotEmbeddableError(_("There is no target “%s” on that day.") % embed.target_id)
    lang = activate_language(request, embed.lang or None)
    languages = [embed.lang] if embed.lang else wording.spoken()
    height = frame_height(framed(card), languages, room=room.width or WIDTH)
    described = members(embed, card.entry, lang, room, height)
    if written == "xml":
        return HttpResponse(as_xml(described), content_type=XML_TYPE)
    return JsonResponse(described, json_dumps_params={"ensure_ascii": False})


def _problem(request: HttpRequest, status: int, detail: str) -> HttpResponse:
    return JsonResponse(problem_members(request.path, status, detail), status=status, content_type=MEDIA_TYPE)
