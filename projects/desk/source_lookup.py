"""What the desk proposes for the boxes of a source when its address has been typed."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import URLField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from projects.actions.known_sources import source_at
from projects.desk.access import desk_page
from projects.desk.source_box import source_label
from projects.http.fetch import NoPageError, fetch_page
from projects.http.rate_limits import FetchingAllowance
from projects.http.safe_http import NoAnswerError, NotReachedError, RefusedAddressError
from projects.http.web_address import tidy_address
from projects.models import Source
from projects.reading.page_head import PageHead, read_head

TEMPLATE = "desk/source_answer.html"


@desk_page
@require_POST
def find_source(request: HttpRequest) -> HttpResponse:
    """The source at the address, if it is recorded; else what can be proposed for the boxes of a new one.

    What is proposed comes from the page itself, which is fetched (settings.FETCH_PAGES), and from the latest source of
    the same site.
    """
    part = request.POST.get("part", "source")
    try:
        url = tidy_address(URLField(required=False, assume_scheme="https").clean(request.POST.get(f"{part}-url", "")))
    except ValidationError:
        url = ""  # the form says so when it is sent
    if not url:
        return _answer(request)
    row = source_at(url)
    if row is not None:
        return _answer(request, url, row=row)
    head, failure = _head_of(request, url)
    return _answer(
        request, url, proposals=_proposals(head, source_of_the_site(url)), failure=failure, is_read=head is not None
    )


def _head_of(request: HttpRequest, url: str) -> tuple[PageHead | None, str]:
    """What the page says of itself, or why it was not read; neither where nothing is fetched."""
    if not settings.FETCH_PAGES:
        return None, ""
    if (seconds := FetchingAllowance().spend(request)) is not None:
        return None, _("many pages were read in this minute; wait %d seconds") % seconds
    try:
        return read_head(fetch_page(url).text), ""
    except RefusedAddressError as error:
        return None, str(error)
    except NotReachedError:
        return None, _("nobody answers there")
    except NoAnswerError:
        return None, _("it took too long, or more came than is read")
    except NoPageError:
        return None, _("there is no page of text there")


def source_of_the_site(url: str) -> Source | None:
    """The latest source with an address of the same site. One query."""
    host = urlsplit(url).netloc.lower().removeprefix("www.")
    starts = Q()
    for start in ("https://", "https://www.", "http://", "http://www."):
        starts |= Q(url__startswith=f"{start}{host}/")
    return Source.objects.filter(starts).order_by("-published", "id").first()


def _proposals(head: PageHead | None, neighbour: Source | None) -> dict[str, str]:
    """Box → text. How a publisher is spelt in the record goes before what the page calls itself."""
    proposals: dict[str, str] = {}
    if head is not None:
        published = head.published.isoformat() if head.published is not None else ""
        proposals = {
            "title": head.title,
            "publisher": head.publisher,
            "published": published,
            "language": head.language,
        }
    if neighbour is not None:
        proposals |= {"publisher": neighbour.publisher, "kind": neighbour.kind}
        proposals["language"] = proposals.get("language") or neighbour.language
    return {name: text for name, text in proposals.items() if text}


def _answer(
    request: HttpRequest,
    url: str = "",
    row: Source | None = None,
    proposals: dict[str, str] | None = None,
    failure: str = "",
    is_read: bool = False,
) -> HttpResponse:
    answer: dict[str, Any] = {
        "recorded": row.pk if row is not None else "",
        "label": source_label(row) if row is not None else "",
        "proposals": proposals or {},
    }
    content = json.dumps(answer, ensure_ascii=False)
    is_article = request.POST.get("article") == "1"  # asked from the page on which it is read already
    context = {"row": row, "answer": content, "failure": failure, "is_read": is_read}
    context["url"] = "" if is_article else url
    return render(request, TEMPLATE, context)
