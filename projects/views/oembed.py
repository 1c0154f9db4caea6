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
from projects.http.rate_limits import Allowance, OtherDayAllowance
from projects.models import RenamedId
from projects.publishing.embeds import TargetEmbed, TrackEmbed
from projects.publishing.oembed import WIDTH, XML_TYPE, Bounds, NotEmbeddableError, as_xml, members, read_address
from projects.publishing.target_embed_size import framed, target_frame_height
from projects.publishing.track_embed_size import track_frame_height
from projects.reports.parameters import BadParametersError, Kind, Parameter, Problem, read_parameters
from projects.reports.targets.card import target_card
from projects.reports.targets.promise_titles import title_of
from projects.reports.verdicts.scope_names import heading_of, scope_names
from projects.reports.verdicts.track_records import Question, record_of

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
        return _too_much(request, seconds)
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
    if isinstance(embed, TargetEmbed):
        described = _of_target(request, embed, as_of, room)
    elif as_of != today() and (seconds := OtherDayAllowance().spend(request)) is not None:
        return _too_much(request, seconds)
    else:
        described = _of_track_record(request, embed, as_of, room)
    if written == "xml":
        return HttpResponse(as_xml(described), content_type=XML_TYPE)
    return JsonResponse(described, json_dumps_params={"ensure_ascii": False})


def _of_target(request: HttpRequest, embed: TargetEmbed, as_of: date, room: Bounds) -> dict[str, str | int]:
    """The members of the answer for a target. Raises NotEmbeddableError."""
    card = target_card(embed.target_id, as_of)
    if card is None and (renamed := RenamedId.objects.current("target", [embed.target_id])):
        embed = replace(embed, target_id=renamed[embed.target_id])
        card = target_card(embed.target_id, as_of)
    if card is None:
        raise NotEmbeddableError(_("There is no target “%s” on that day.") % embed.target_id)
    lang = activate_language(request, embed.lang or None)
    languages = [embed.lang] if embed.lang else wording.spoken()
    height = target_frame_height(framed(card), languages, room=room.width or WIDTH)
    status = wording.status(str(card.entry.assessment["status"]), lang)
    return members(embed, title_of(card.entry, lang).text, lang, room, height, status=status)


def _of_track_record(request: HttpRequest, embed: TrackEmbed, as_of: date, room: Bounds) -> dict[str, str | int]:
    """The same for a track record. Raises BadParametersError where there are too many promises to be judged."""
    question, names = Question(as_of, embed.scope, embed.against_first), scope_names(embed.scope)
    record = record_of(question, reads_the_record(request))
    lang = activate_language(request, embed.lang or None)
    languages = [embed.lang] if embed.lang else wording.spoken()
    height = track_frame_height(record, question, names, languages, room=room.width or WIDTH, is_past=bool(embed.day))
    return members(embed, heading_of(names), lang, room, height)


def _too_much(request: HttpRequest, seconds: int) -> HttpResponse:
    refusal = _problem(request, 429, _("Too much was asked from your address in this minute."))
    refusal["Retry-After"] = str(seconds)
    return refusal


def _problem(request: HttpRequest, status: int, detail: str) -> HttpResponse:
    return JsonResponse(problem_members(request.path, status, detail), status=status, content_type=MEDIA_TYPE)
