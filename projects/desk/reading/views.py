"""An article on the reading desk (``/desk/read/<id>/``): decided figure by figure, then entered."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from projects import wording
from projects.actions.articles.decide_figure import DecidedMeanwhileError, decide_figure
from projects.actions.changes import ChangesRefusedError
from projects.actions.drafts.enter_changes import Entered
from projects.actions.drafts.publishing_right import may_publish_at_once
from projects.desk.access import desk_page, editor_of, moment, render_desk
from projects.desk.saved_forms import mark_saved
from projects.http.pages import found_or_404, over_limit_response
from projects.http.rate_limits import PreviewAllowance
from projects.models import Article, Draft
from projects.models.names import active_language

from .cards import Card
from .deciding import ACTS, UNDO, decide
from .decisions import key_of
from .enter_form import EnterForm, form_for, form_from, kept_of
from .entering import PUBLISH, REVIEW, enter_figures
from .outlook import Outlook, outlook_on
from .page import ArticlePage, Place
from .passages import find_passage
from .start_views import about_form

PLACE = re.compile(r"(\d{1,6})-(\d{1,6})", re.ASCII)
LONGEST_NUMBER = 18  # digits of an id
LOOK = "look"


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_article(request: HttpRequest, article_id: int) -> HttpResponse:
    """The text with its figures. ``?mend=`` opens the form of one, ``?draft=`` goes on with a draft of the article."""
    page = _page(request, article_id)
    if request.method == "POST":
        return _posted(request, page)
    if key := request.GET.get("mend", ""):
        _open(page, _card(page, key), request)
    elif page.named is not None:
        _open(page, page.by_key[key_of(*page.named)], request)
    return _shown(request, page, form_for(page.article, page.draft))


@desk_page
@require_safe
def show_figure(request: HttpRequest, article_id: int, figure: str) -> HttpResponse:
    """The card of one figure, for htmx; with ``?mend=1`` it has the form in which the figure is mended."""
    page = _page(request, article_id, figure)
    card = _card(page, figure)
    if "mend" in request.GET:
        _open(page, card, request)
    return _card_alone(request, page, card)


@desk_page
@require_POST
def show_effects(request: HttpRequest, article_id: int) -> HttpResponse:
    """What entering the accepted figures would do as the form stands, for htmx."""
    if refusal := over_limit_response(request, PreviewAllowance):
        return refusal
    page = _page(request, article_id)
    form = form_from(_typed(request))
    outlook = outlook_on(page, form, by=editor_of(request), at=moment())
    return render_desk(request, "desk/reading/_outlook.html", page=page, outlook=outlook)


def _open(page: ArticlePage, card: Card, request: HttpRequest) -> None:
    """Opens the form of a figure that was not entered yet, with the indicator that is marked on its card."""
    if not card.is_locked:
        page.open_mend(card, chosen=request.GET.get("indicator", ""))


# --- What was sent -------------------------------------------------------------------------------------------------


def _posted(request: HttpRequest, page: ArticlePage) -> HttpResponse:
    act = request.POST.get("act", "")
    if act in ACTS:
        return _decided(request, page, act)
    if act in (PUBLISH, REVIEW, LOOK):
        return _entered(request, page, act)
    raise Http404


def _decided(request: HttpRequest, page: ArticlePage, act: str) -> HttpResponse:
    data = _typed(request)
    card = _card(page, data.get("figure", ""))
    if card.is_locked:
        card.refusals.append(_("It was entered already: what is wrong with it is corrected on its own page."))
        return _answered(request, page, card)
    decision = decide(page, card, act, data) if act != UNDO else None
    if decision is None and act != UNDO:
        return _answered(request, page, card)
    stored = None
    if decision is not None:
        number = card.decision.draft if card.decision is not None else None
        stored = {**decision.as_json(), "draft": number}
    try:
        article = decide_figure(
            article=page.article,
            figure=card.key,
            decision=stored,
            seen=data.get("seen", ""),
            by=editor_of(request),
            at=moment(),
        )
    except DecidedMeanwhileError:
        return _decided_meanwhile(request, page, card)
    now = page.of(article)
    return _answered(request, now, now.by_key[card.key], decided=card.number)


def _decided_meanwhile(request: HttpRequest, page: ArticlePage, card: Card) -> HttpResponse:
    """Somebody else was first: their decision is shown, and the choice is the editor's anew."""
    now = page.of(Article.objects.get(pk=page.article.pk))
    theirs = now.by_key[card.key]
    words = _("%(person)s decided on this figure meanwhile. Look at it, and decide again.")
    nobody = _("This was taken back meanwhile. Look at it, and decide again.")
    theirs.refusals.append(words % {"person": theirs.decided_by} if theirs.decided_by else nobody)
    theirs.mend = card.mend
    return _answered(request, now, theirs, status=409)


def _answered(request: HttpRequest, page: ArticlePage, card: Card, decided: int = 0, status: int = 200) -> HttpResponse:
    """One card to htmx; to a browser without scripts the page, or the way to the next figure."""
    if request.headers.get("HX-Request"):  # which puts only an answer 200 onto the page
        return _card_alone(request, page, card, decided=bool(decided))
    if decided:
        following = next((other for other in page.left if other.number > decided), None)
        anchor = f"#figure-{following.number}" if following is not None else "#enter"
        return HttpResponseRedirect(f"{_address(page)}{anchor}")
    return _shown(request, page, form_for(page.article, page.draft), status=status, focus=card)


def _entered(request: HttpRequest, page: ArticlePage, act: str) -> HttpResponse:
    data = _typed(request)
    form = form_from(data)
    if (refusal := _draft_changed(page, data)) is not None:
        return _shown(request, page, form, refusals=[refusal], status=409)
    by, at = editor_of(request), moment()
    outlook = outlook_on(page, form, by=by, at=at)
    if act == LOOK or not outlook.token:
        return _shown(request, page, form, outlook)
    if data.get("seen") != outlook.token:
        messages.info(request, _("Look at what it will do, and confirm it."))
        return _shown(request, page, form, outlook)
    try:
        entered = enter_figures(page, form, outlook, act, boxes=kept_of(data), by=by, at=at)
    except ChangesRefusedError as error:  # its doubts stand in the outlook; a problem is new since it was made
        refusals = [problem.text for problem in error.problems]
        return _shown(request, page, form, outlook, refusals or [_("Tick what is so in the source, or mend it.")])
    except ValidationError as error:
        return _shown(request, page, form, outlook, error.messages, status=409)
    except PermissionDenied as error:
        return _shown(request, page, form, outlook, [str(error)], status=403)
    _tell(request, entered)
    address = reverse("desk-read-article", args=[page.article.pk])
    return mark_saved(request, HttpResponseRedirect(f"{address}#entered"))


def _tell(request: HttpRequest, entered: Entered) -> None:
    if entered.draft is not None:
        messages.success(request, _("Sent to review: another editor publishes it."))
        return
    rows = entered.applied.new if entered.applied is not None else []
    count = sum(1 for table, _row in rows if table in ("targets", "outcomes"))
    words = ngettext("Published: one figure.", "Published: %(number)d figures.", count) % {"number": count}
    messages.success(request, words if count else _("It was in the record already, just as it stands here."))


def _draft_changed(page: ArticlePage, data: QueryDict) -> str | None:
    """Why a draft that is gone on with is not saved over."""
    if page.draft is None or data.get("version") == str(page.draft.version):
        return None
    return _("It was changed meanwhile: look at it as it is now, and decide again.")


# --- The page ------------------------------------------------------------------------------------------------------


def _shown(
    request: HttpRequest,
    page: ArticlePage,
    form: EnterForm,
    outlook: Outlook | None = None,
    refusals: list[str] | None = None,
    status: int = 200,
    focus: Card | None = None,
) -> HttpResponse:
    passage = request.GET.get("passage", "")[:300]
    return render_desk(
        request,
        "desk/reading/article.html",
        status=status,
        page=page,
        article=page.article,
        about=about_form(page.article),
        published=_published(page.article),
        passage=passage,
        passage_problem=_("These words do not stand in the text.") if passage and page.named is None else "",
        form=form,
        outlook=outlook,
        refusals=refusals or [],
        focus=focus,
        address=_address(page),
        returned=request.method == "POST",
        may_publish=may_publish_at_once(request.user),
    )


def _card_alone(request: HttpRequest, page: ArticlePage, card: Card, decided: bool = False) -> HttpResponse:
    context: dict[str, Any] = {"page": page, "article": page.article, "card": card, "address": _address(page)}
    answer = render_desk(request, "desk/reading/_card_answer.html", **context)
    if decided:
        answer["HX-Trigger"] = "decided"  # what entering would do is another thing now
    return answer


def _published(article: Article) -> str:
    day, lang = article.published, active_language()
    return wording.day(day, lang, article.published_precision) if day is not None else ""


def _address(page: ArticlePage) -> str:
    return f"{reverse('desk-read-article', args=[page.article.pk])}{page.query}"


def _page(request: HttpRequest, article_id: int, key: str = "") -> ArticlePage:
    article = found_or_404(Article.objects.filter(pk=article_id).first(), _("There is no such article."))
    draft = _draft(article, request.GET.get("draft", ""))
    key = key or request.GET.get("mend", "") or request.POST.get("figure", "")
    named = _place(article, key)
    if named is None and (words := request.GET.get("passage", "")):
        named = find_passage(article.text, words, request.GET.get("near", ""))
    return ArticlePage(article, draft, named)


def _place(article: Article, key: str) -> Place | None:
    """A place of the text that a form or an address names."""
    match = PLACE.fullmatch(key)
    place = (int(match[1]), int(match[2])) if match else (0, 0)
    return place if place[0] < place[1] <= len(article.text) else None


def _card(page: ArticlePage, key: str) -> Card:
    card: Card = found_or_404(page.by_key.get(key), _("There is no such figure in this article."))
    return card


def _draft(article: Article, number: str) -> Draft | None:
    """The open draft of the article with that number."""
    if not number:
        return None
    is_number = number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER
    drafts = Draft.objects.open().select_related("saved_by").filter(kind=Draft.Kind.ARTICLE, article=article)
    draft = drafts.filter(pk=number).first() if is_number else None
    if draft is None:
        raise Http404(_("There is no such draft, or it was published or discarded."))
    return draft


def _typed(request: HttpRequest) -> QueryDict:
    """What came with the form, without NUL, which no database takes as text."""
    typed = QueryDict(mutable=True)
    for name, values in request.POST.lists():
        typed.setlist(name.replace("\x00", ""), [value.replace("\x00", "") for value in values])
    return typed
