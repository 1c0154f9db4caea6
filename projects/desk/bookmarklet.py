"""Bookmarks that open the page of a report, or the reading desk, with the address of the page one is at."""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from projects.desk.access import desk_page, render_desk

SELECTED = 300  # characters that are taken along: the address of a page has a length that servers take


@desk_page
@require_safe
def show_bookmarklet(request: HttpRequest) -> HttpResponse:
    """The bookmark, and how it is installed and used."""
    return render_desk(request, "desk/bookmarklet.html", bookmarklet=bookmarklet(), reading=reading_bookmarklet())


def bookmarklet() -> str:
    """A javascript: address. It reads where one is and what is selected, and only when it is clicked."""
    script = (
        f"void(open('{settings.SITE_URL}{reverse('desk-report')}?url='+encodeURIComponent(location.href)"
        f"+'&selection='+encodeURIComponent(String(getSelection()).slice(0,{SELECTED}))))"
    )
    return _address_of(script)


def reading_bookmarklet() -> str:
    """The one that opens the reading desk with the address that one is at; the page is fetched once one says so."""
    return _address_of(
        f"void(open('{settings.SITE_URL}{reverse('desk-read')}?url='+encodeURIComponent(location.href)))"
    )


def _address_of(script: str) -> str:
    return f"javascript:{quote(script, safe='()+,;:/?&=.')}"
