"""What the desk proposes for the boxes of a source when its address has been typed."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import URLField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from projects.actions.known_sources import source_at
from projects.desk.access import desk_page
from projects.desk.source_box import source_label, tidy_address
from projects.models import Source

TEMPLATE = "desk/source_answer.html"


@desk_page
@require_POST
def find_source(request: HttpRequest) -> HttpResponse:
    """The source at the address, if it is recorded; else what can be proposed for the boxes of a new one."""
    part = request.POST.get("part", "source")
    try:
        url = tidy_address(URLField(required=False, assume_scheme="https").clean(request.POST.get(f"{part}-url", "")))
    except ValidationError:
        return HttpResponse()  # the form says so when it is sent
    row = source_at(url)
    if row is not None:
        return _answer(request, row=row)
    return _answer(request)


def _answer(request: HttpRequest, row: Source | None = None, proposals: dict[str, str] | None = None) -> HttpResponse:
    answer: dict[str, Any] = {
        "recorded": row.pk if row is not None else "",
        "label": source_label(row) if row is not None else "",
        "proposals": proposals or {},
    }
    return render(request, TEMPLATE, {"row": row, "answer": json.dumps(answer, ensure_ascii=False)})
