"""The files of the whole record: the page that lists them, and the files themselves, whole or in part."""

from __future__ import annotations

import json
from datetime import date
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from projects.assistants.installed import is_installed as assistants_installed
from projects.citing.datasets import record_dataset
from projects.citing.json_ld import json_ld
from projects.exports.record.catalogue import MEDIA_TYPE, catalogue
from projects.exports.record.published import CHECKSUMS, MANIFEST, current_set
from projects.http import ranges
from projects.http.extra_packages import INSTALL
from projects.http.freshness import reads_the_record, shows_more_than_the_record
from projects.http.pages import public_page, render_page
from projects.models.names import active_language
from projects.publishing.licence import LINK, licences

from .file_groups import file_groups

_BESIDE = {MANIFEST: "application/json", CHECKSUMS: "text/plain; charset=us-ascii"}


@public_page()
def show_data(request: HttpRequest, as_of: date) -> HttpResponse:
    """Every way to take the record away, and what each is for."""
    linked = json_ld([record_dataset(as_of, reads_the_record(request), active_language())])
    lacks = "" if assistants_installed() else INSTALL
    return _render(request, "projects/data.html", as_of, linked=linked, assistants_lack=lacks)


@public_page()
def list_files(request: HttpRequest, as_of: date) -> HttpResponse:
    """What there is to take away, with sizes and checksums."""
    return _render(request, "projects/files.html", as_of)


def _render(request: HttpRequest, template: str, as_of: date, **context: Any) -> HttpResponse:
    shows_more_than_the_record(request)  # with each set it is another page
    published = current_set()
    return render_page(
        request,
        template,
        as_of=as_of,
        published=published,
        groups=file_groups(published) if published else None,
        hour=f"{settings.FILES_HOUR:02}",
        licence=licences(as_of, active_language()),
        **context,
    )


@require_safe
def send_file(request: HttpRequest, file_name: str) -> HttpResponseBase:
    """A file of the set, or a part of it. Only names that the set lists lead to a file."""
    for _attempt in range(2):  # a newer set can take this one's place in between
        published = current_set()
        if published is None:
            raise Http404(_("The files are being made for the first time: come again in a few minutes."))
        file = published.file(file_name)
        if file is None and file_name not in _BESIDE:
            raise Http404(_("There is no file “%s” in the set: files.json lists those there are.") % file_name)
        try:
            opened = (published.folder / file_name).open("rb")
        except FileNotFoundError:
            continue
        answer = ranges.send_file(
            request,
            opened,
            tag=f'"{file.sha256 if file else f"{published.folder.name}-{file_name}"}"',
            changed_at=published.made_at,
            media_type=file.media_type if file else _BESIDE[file_name],
            name=file_name,
        )
        answer["Link"] = LINK
        return answer
    raise Http404(file_name)


@require_safe
def describe_files(request: HttpRequest) -> HttpResponseBase:
    """The record and its files for catalogues of data (DCAT-AP)."""
    text = json.dumps(catalogue(current_set()), ensure_ascii=False, indent=1).encode()
    tag = f'"{blake2b(text, digest_size=16).hexdigest()}"'
    answer = get_conditional_response(request, tag) or HttpResponse(text)
    answer["Content-Type"], answer["ETag"], answer["Link"] = MEDIA_TYPE, tag, LINK
    patch_cache_control(answer, public=True, no_cache=True)
    return answer
