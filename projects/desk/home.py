"""The desk's first page: what needs me."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from projects.desk.access import desk_page, editor_of, moment, render_desk
from projects.http.pages import today
from projects.models import ArchiveCopy, SavedFilter
from projects.reports.editing.article_queue import dead_watches, first_of_queue, silent_watches
from projects.reports.editing.open_work import (
    dead_links,
    disputed,
    due_reports,
    silent_bodies,
    without_a_figure,
)
from projects.reports.editing.own_work import open_imports, own_work
from projects.reports.editing.untranslated import untranslated_counts

# Where work begins, by the name of the address.
WAYS_IN = (
    ("desk-report", _("Enter a report")),
    ("desk-announcement", _("Enter an announcement")),
    ("desk-read", _("Read an article")),
    ("desk-imports", _("Bring in a spreadsheet")),
    ("desk-read-queue", _("Articles to read")),
    ("desk-publishers", _("Publishers")),
    ("desk-bookmarklet", _("Bookmarklet")),
    ("admin:index", _("All tables")),
)


@desk_page
@require_safe
def show_desk(request: HttpRequest) -> HttpResponse:
    person, day = editor_of(request), today()
    context: dict[str, Any] = {
        "work": own_work(person.pk, day),
        "without_a_figure": without_a_figure(day),
        "disputed": disputed(day),
        "due_reports": due_reports(day),
        "silent_bodies": silent_bodies(day),
        "dead_links": dead_links(),
        "archive_copies": ArchiveCopy.objects.proposed().count(),
        "articles": first_of_queue(moment()),
        "dead_watches": dead_watches(),
        "silent_watches": silent_watches(moment()),
        "untranslated": [
            (model._meta.verbose_name_plural, count, f"{_list_of(model)}?untranslated=yes")
            for model, count in untranslated_counts()
        ],
        "saved_filters": SavedFilter.objects.filter(owner=person.pk),
        "imports": open_imports(person.pk),
        "ways_in": [(reverse(name), words) for name, words in WAYS_IN],
    }
    return render_desk(request, "desk/home.html", **context)


def _list_of(model: Any) -> str:
    return reverse(f"admin:projects_{model._meta.model_name}_changelist")
