"""The queue of articles that watched sources brought (``/desk/read/queue/``): what to read, what is not for us."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from projects.actions.watching.move_queued_article import STEPS, move_queued_article
from projects.desk.access import desk_page, moment, render_desk
from projects.http.pages import clean_query, render_bad_parameters
from projects.models import Article, Watch
from projects.reports.editing.article_queue import STATES, article_queue
from projects.reports.parameters import PAGING, BadParametersError, Kind, Parameter, read_parameters

PARAMETERS = (
    Parameter("state", Kind.CHOICE, "Only articles in this state.", choices=STATES),
    Parameter("watch", Kind.WHOLE, "Only articles of this watched source.", maximum=10**12),
    PAGING[0],
)


@desk_page
@require_safe
def list_queue(request: HttpRequest) -> HttpResponse:
    """Without a question: what waits to be read."""
    try:
        values = read_parameters(PARAMETERS, clean_query(request), blank_is_absent=True)
    except BadParametersError as error:
        return render_bad_parameters(request, error)
    state, watch = values.get("state", "open"), values.get("watch")
    context: dict[str, Any] = {
        "queue": article_queue(state, watch, values.get("page", 1), moment()),
        "state": state,
        "states": [("open", _("to read")), *((value, Article.State(value).label) for value in STATES[1:])],
        "watch": Watch.objects.filter(pk=watch).first() if watch is not None else None,
        "is_on": settings.WATCH_SOURCES and settings.FETCH_PAGES,
    }
    return render_desk(request, "desk/queue/queue.html", **context)


@desk_page
@require_POST
def move_article(request: HttpRequest, article_id: int) -> HttpResponse:
    """``step``: drop or restore. Whoever comes second is told that somebody was faster."""
    step = request.POST.get("step", "")
    dropped = _("Dropped: “%s”. The list of what was dropped has it if you want it back.")
    article = move_queued_article(article_id=article_id, step=step) if step in STEPS else None
    if article is None:
        messages.error(request, _("Another editor was faster, or the article is not in the queue any more."))
    elif step == "drop":
        messages.success(request, dropped % str(article)[:200])
    else:
        messages.success(request, _("Back in the queue: “%s”.") % str(article)[:200])
    back = request.POST.get("back", "")
    query = f"?{back}" if back and len(back) <= 200 and back.isascii() and back.isprintable() else ""
    return HttpResponseRedirect(f"{reverse('desk-read-queue')}{query}")
