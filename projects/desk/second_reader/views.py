"""What the second reader says of an article (``/desk/read/<id>/second/``): a part of its page; a page without script.

A POST has the second reader asked, a GET only looks.
"""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from projects.desk.access import desk_page, render_desk
from projects.desk.second_reader.opinion import ask_opinion, can_be_asked, opinion_of
from projects.desk.second_reader.panel import panel_of
from projects.http.pages import found_or_404
from projects.models import Article
from projects.models.names import active_language


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_second_reader(request: HttpRequest, article_id: int) -> HttpResponse:
    """``again`` in a POST asks once more although it failed."""
    if not settings.READER_URL:
        raise Http404(_("There is no second reader here: the operator has named none."))
    article = found_or_404(Article.objects.filter(pk=article_id).first(), _("There is no such article."))
    if not can_be_asked(article):
        raise Http404(_("The second reader reads only articles in English, Russian and Kazakh whose text is kept."))
    if request.method == "POST":
        opinion = ask_opinion(request, article, again=bool(request.POST.get("again")))
    else:
        opinion = opinion_of(article)
    panel = panel_of(article, opinion, active_language())
    is_part = bool(request.headers.get("HX-Request"))
    template = "desk/second_reader/panel.html" if is_part else "desk/second_reader/page.html"
    status = 429 if opinion.state == "limited" and not is_part else 200
    answer = render_desk(request, template, status, panel=panel)
    if status == 429:
        answer["Retry-After"] = str(opinion.seconds)
    return answer
