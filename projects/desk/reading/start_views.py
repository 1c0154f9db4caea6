"""Where reading begins (``/desk/read/``): an address or a pasted text, and the articles that are being read."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from projects.actions.articles.describe_article import describe_article, set_article_state
from projects.actions.articles.keep_article import keep_article
from projects.desk.access import desk_page, editor_of, moment, render_desk
from projects.desk.saved_forms import mark_saved
from projects.http.articles import NoArticleError, fetch_article
from projects.http.pages import found_or_404
from projects.http.rate_limits import FetchingAllowance
from projects.models import Article
from projects.models.article import ArticleText
from projects.reading.text_language import language_of
from projects.reports.paging import clamp_page

from .about_form import AboutForm, StartForm
from .enter_form import PRINTED

ON_A_PAGE = 25
OPEN = (Article.State.WAITING, Article.State.READING)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def start_reading(request: HttpRequest) -> HttpResponse:
    """``?url=`` fills the address in; nothing is fetched before the form is sent."""
    if request.method != "POST":
        initial = {"url": request.GET.get("url", "")[:2000], "text": request.GET.get("text", "")}
        return _shown(request, StartForm(initial=initial))
    form = StartForm(request.POST)
    if not form.is_valid():
        return _shown(request, form)
    text = _text_of(request, form)
    if text is None:
        return _shown(request, form)
    origin = Article.Origin.PASTED if form.cleaned_data["text"].strip() else Article.Origin.FETCHED
    try:
        article = keep_article(text, by=editor_of(request), at=moment(), origin=origin)
    except ValidationError as error:
        for name, sentences in error.message_dict.items():
            form.add_error(name if name in form.fields else None, sentences)
        return _shown(request, form)
    if article.decisions or article.state != Article.State.WAITING:
        messages.info(request, _("This text was taken up before: here is what was decided on it."))
    return mark_saved(request, HttpResponseRedirect(reverse("desk-read-article", args=[article.pk])))


@desk_page
@require_POST
def describe(request: HttpRequest, article_id: int) -> HttpResponse:
    """Says what an article is: its title, publisher, day and language."""
    article = _article(article_id)
    form = AboutForm(request.POST)
    if not form.is_valid():
        for name, sentences in form.errors.items():
            messages.error(request, f"{form[name].label}: {' '.join(map(str, sentences))}")
        return HttpResponseRedirect(f"{_address(article)}#about")
    cleaned = form.cleaned_data
    describe_article(
        article=article,
        title=cleaned["title"],
        publisher=cleaned["publisher"],
        published=cleaned["published"],
        precision=form.precision(),
        language=cleaned["language"] or language_of(article.text),
    )
    return HttpResponseRedirect(_address(article))


@desk_page
@require_POST
def close_article(request: HttpRequest, article_id: int) -> HttpResponse:
    """``state``: done, dropped, or reading again."""
    article, state = _article(article_id), request.POST.get("state", "")
    if state in (Article.State.DONE, Article.State.DROPPED, Article.State.READING):
        set_article_state(article=article, state=state)
    if state == Article.State.READING:
        return HttpResponseRedirect(_address(article))
    return HttpResponseRedirect(reverse("desk-read"))


def _text_of(request: HttpRequest, form: StartForm) -> ArticleText | None:
    """What was pasted, or what is at the address; None where that was refused, which the form then says."""
    cleaned = form.cleaned_data
    if cleaned["text"].strip():
        return _described(ArticleText(cleaned["text"], cleaned["url"]), form)
    if (seconds := FetchingAllowance().spend(request)) is not None and settings.FETCH_PAGES:
        form.add_error("url", _("Many pages were read in this minute; wait %d seconds.") % seconds)
        return None
    try:
        return _described(fetch_article(cleaned["url"]), form)
    except NoArticleError as error:
        form.add_error("url", str(error))
        return None


def _described(text: ArticleText, form: StartForm) -> ArticleText:
    """The text with what was typed of it; what was not typed is as the page says."""
    cleaned = form.cleaned_data
    published, precision = text.published, text.published_precision
    if cleaned["published"] is not None:
        published, precision = cleaned["published"], form.precision()
    return ArticleText(
        text=text.text,
        url=text.url,
        title=cleaned["title"] or text.title,
        publisher=cleaned["publisher"] or text.publisher,
        published=published,
        published_precision=precision,
        language=cleaned["language"] or text.language or language_of(text.text),
        is_cut=text.is_cut,
    )


def about_form(article: Article) -> AboutForm:
    """The boxes with what is known of an article."""
    published = article.published
    initial: dict[str, Any] = {name: getattr(article, name) for name in ("title", "publisher", "language")}
    initial["published"] = published.strftime(PRINTED[article.published_precision]) if published else ""
    return AboutForm(initial=initial)


def _shown(request: HttpRequest, form: StartForm) -> HttpResponse:
    queued = Q(origin=Article.Origin.WATCHED, state=Article.State.WAITING)  # these have a page of their own
    articles = Article.objects.filter(~queued, state__in=OPEN).order_by("-taken_at", "-pk").defer("text")
    text = request.GET.get("page", "")
    number = max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    count = articles.count()
    page, pages = clamp_page(count, number, ON_A_PAGE)
    return render_desk(
        request,
        "desk/reading/start.html",
        form=form,
        articles=articles.select_related("taken_by")[(page - 1) * ON_A_PAGE : page * ON_A_PAGE],
        count=count,
        number=page,
        pages=pages,
        fetches=settings.FETCH_PAGES,
        returned=request.method == "POST",
    )


def _article(article_id: int) -> Article:
    article: Article = found_or_404(Article.objects.filter(pk=article_id).first(), _("There is no such article."))
    return article


def _address(article: Article) -> str:
    return reverse("desk-read-article", args=[article.pk])
