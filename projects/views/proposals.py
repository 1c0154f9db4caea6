"""“Something missing? Send us a source”: anybody proposes, editors decide. And who runs this installation."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from projects.actions.drafts.propose_source import propose_source
from projects.http.pages import public_page, render_page, today
from projects.http.rate_limits import ProposalAllowance
from projects.models import Target
from projects.models.proposal import MAX_TEXT
from projects.publishing.licence import licences
from projects.reports.targets.promise_titles import TITLED
from projects.wording.languages import grammar, language


class ProposalForm(forms.Form):
    """What a reader sends; all but the address of the source may stay empty."""

    url = forms.URLField(
        label=gettext_lazy("Address of the source"),
        max_length=2000,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=gettext_lazy("The page or document that says it: a ministry's report, a statistics office, a paper."),
    )
    figure = forms.CharField(
        label=gettext_lazy("Figure"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("As it is printed there, with its unit and period."),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=MAX_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Where in the source it stands, what is missing or wrong here."),
    )
    email = forms.EmailField(
        label=gettext_lazy("Your mail address"),
        required=False,
        help_text=gettext_lazy("Only if you want to hear what became of it. We write once and delete the address."),
    )
    homepage = forms.CharField(required=False)  # people do not see it; what fills it is a program

    @property
    def is_from_a_program(self) -> bool:
        return bool(self.data.get("homepage"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """The form, and what a reader sends with it."""
    target = _target(request)
    form = ProposalForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            if form.is_from_a_program:
                return HttpResponseRedirect(reverse("proposal-sent"))
            if ProposalAllowance().spend(request) is None and _send(form, target):
                return HttpResponseRedirect(reverse("proposal-sent"))
            status = 429
            if not form.errors:
                form.add_error(None, _("More was sent from your network than we can read. Try again in an hour."))
    context = {"form": form, "target": target}
    response = render_page(request, "projects/propose.html", as_of=today(), **context)
    response.status_code = status
    return response


def _send(form: ProposalForm, target: Target | None) -> bool:
    """Whether it waits for the editors now; else the form says why not."""
    texts = {name: form.cleaned_data[name] for name in ("url", "figure", "note", "email")}
    lang = language(get_language() or "en")
    now = timezone.now()  # noqa: TID251  # an edge: the clock is read here and handed down
    try:
        propose_source(target=target, language=lang, at=now, **texts)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _target(request: HttpRequest) -> Target | None:
    """The target that the reader came from; none where there is no such target."""
    wanted: Any = request.POST.get("target") or request.GET.get("target") or ""
    if not wanted or "\0" in wanted:
        return None
    return Target.objects.select_related(*TITLED).filter(pk=wanted).first()


@require_safe
def show_proposal_sent(request: HttpRequest) -> HttpResponse:
    return render_page(request, "projects/proposal_sent.html", as_of=today())


@public_page()
def show_about(request: HttpRequest, as_of: date) -> HttpResponse:
    """Who runs this installation, who edits, how figures are checked, how to complain."""
    lang = grammar(get_language() or "en")
    texts = {name.removeprefix("ABOUT_").lower(): words[lang] for name, words in settings.ABOUT.items()}
    context = {"about": texts, "two": settings.REVIEW == "two", "licence": licences(as_of, get_language() or "en")}
    return render_page(request, "projects/about.html", as_of=as_of, **context)
