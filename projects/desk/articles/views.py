"""The text of a source as it was on a day: for editors, who check a figure by it when the page has changed or gone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from projects.actions.articles.empty_article import MOST_REASON, empty_article
from projects.actions.articles.keep_beside_source import keep_beside_source
from projects.desk.access import desk_page, editor_of, moment, render_desk
from projects.http.articles import NoArticleError, fetch_article
from projects.http.rate_limits import FetchingAllowance
from projects.models import Article, Source

MOST_OTHERS = 20  # texts of the same address on one page
PLAIN = "text/plain; charset=utf-8"


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_article(request: HttpRequest, article_id: int) -> HttpResponse:
    """The text, its hash and where it is from. A POST of an admin stops keeping the text."""
    article = _article(article_id)
    if request.method != "POST":
        return _render(request, article)
    if not _may_empty(request):
        raise PermissionDenied(_("Only an admin may stop keeping a text."))
    try:
        empty_article(article=article, reason=request.POST.get("reason", ""), by=editor_of(request), at=moment())
    except ValidationError as error:
        return _render(request, article, " ".join(error.messages), 400)
    messages.success(request, _("The text is no longer kept."))
    return HttpResponseRedirect(reverse("desk-article", args=[article.pk]))


@desk_page
@require_safe
def download_text(request: HttpRequest, article_id: int) -> HttpResponse:
    """The text as a file whose SHA-256 is the one that was kept."""
    article = _article(article_id)
    if not article.text:
        raise Http404(_("The text of this article is no longer kept."))
    answer = HttpResponse(article.text, content_type=PLAIN)
    answer["Content-Disposition"] = f'attachment; filename="article-{article.pk}.txt"'
    return answer


@desk_page
@require_POST
def take_text(request: HttpRequest) -> HttpResponse:
    """Fetches the page of a recorded source (``source``) and keeps its text beside it."""
    source_id = request.POST.get("source", "")
    source = Source.objects.filter(pk=source_id).first() if "\0" not in source_id else None
    if source is None:
        raise Http404(_("There is no such source."))
    try:
        article = _taken(request, source)
    except (NoArticleError, ValidationError) as error:
        messages.error(request, error.messages[0] if isinstance(error, ValidationError) else str(error))
        return HttpResponseRedirect(reverse("admin:projects_source_change", args=[source.pk]))
    messages.success(request, _("This is its text as it is now."))
    return HttpResponseRedirect(reverse("desk-article", args=[article.pk]))


def _taken(request: HttpRequest, source: Source) -> Article:
    """What the record says of the source goes before what its page says of itself."""
    if (seconds := FetchingAllowance().spend(request)) is not None:
        raise ValidationError(_("Many pages were read in this minute; wait %d seconds.") % seconds)
    text = replace(
        fetch_article(source.url),
        title=source.title,
        publisher=source.publisher,
        published=source.published,
        published_precision=source.published_precision,
    )
    return keep_beside_source(text=text, source=source, by=editor_of(request), at=moment())


def _article(article_id: int) -> Article:
    """With all that the page names. One query."""
    row = Article.objects.select_related("source", "taken_by").filter(pk=article_id).first()
    if row is None:
        raise Http404(_("There is no such article."))
    return row


def _may_empty(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_superuser", False))


def _render(request: HttpRequest, article: Article, error: str = "", status: int = 200) -> HttpResponse:
    others = Article.objects.filter(url=article.url).exclude(pk=article.pk) if article.url else Article.objects.none()
    context: dict[str, Any] = {
        "article": article,
        "others": others.defer("text", "decisions")[:MOST_OTHERS],
        "drafts": article.drafts.order_by("pk"),
        "may_empty": _may_empty(request) and bool(article.text),
        "most_reason": MOST_REASON,
        "reason": request.POST.get("reason", ""),
        "error": error,
    }
    return render_desk(request, "desk/articles/article.html", status=status, **context)
