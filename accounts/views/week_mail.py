"""The week by mail without an account: leaving an address, confirming it, ending it."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.week_subscriptions import ask_to_confirm, confirm_subscription, leave
from accounts.delivery.stop_tokens import BadTokenError
from accounts.delivery.subscription_tokens import read_confirming, read_leaving
from accounts.follows.week_form import WeekMailForm
from accounts.notices.weeks.confirmation import draft_confirmation
from projects.http.rate_limits import AllSubscriptionsAllowance, MailboxAllowance, SubscriptionAllowance
from projects.models.names import active_language
from projects.reports.catalogue.countries import countries
from projects.wording.languages import language

ALLOWANCES = (SubscriptionAllowance, AllSubscriptionsAllowance)


@never_cache
@csrf_exempt  # the form stands on a page that is the same for everybody; nothing holds before the mail is answered
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """The form, and the address that is left with it. The answer is the same whether the address is known or not."""
    given = request.POST if request.method == "POST" else None
    form = WeekMailForm(given, initial={"language": language(active_language())})
    status = 200
    if request.method == "POST":
        status = 400
        if _is_from_elsewhere(request):
            form.add_error(None, _("This came from another site. Send it from here, if you want it."))
        elif form.is_valid():
            refused = any(allowance().spend(request) is not None for allowance in ALLOWANCES)
            if not refused:
                _ask(request, form)
                return HttpResponseRedirect(reverse("week-asked"))
            status = 429
            form.add_error(None, _("More addresses were left than we can write to. Try again in an hour."))
    return render(request, "accounts/week_mail.html", {"form": form, "days": _days()}, status=status)


def _ask(request: HttpRequest, form: WeekMailForm) -> None:
    """Asks the address to confirm, unless a program typed it or its mailbox was asked often today."""
    data = form.cleaned_data
    if form.is_from_a_program or MailboxAllowance(data["email"]).spend(request) is not None:
        return
    ask_to_confirm(
        address=data["email"],
        territory=data["territory"],
        language=data["language"],
        draft=draft_confirmation,
        at=timezone.now(),  # noqa: TID251  # an edge: this is the clock
    )


def _is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether a page of another site posts it, with the network of whoever reads that page."""
    if (site := request.headers.get("Sec-Fetch-Site")) is not None:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.get_host()


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/week_asked.html", {"days": _days()})


def _days() -> int:
    return settings.FORGET_UNCONFIRMED_AFTER.days


@never_cache
@csrf_exempt  # the signed link in the mail is the authority
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_week(request: HttpRequest, token: str) -> HttpResponse:
    """A POST confirms the address with what was chosen. A GET only asks, because link scanners send it too."""
    try:
        choice = read_confirming(token)
    except BadTokenError as error:
        return render(request, "accounts/week_bad.html", {"expired": error.expired}, status=400)
    if request.method != "POST":
        country = countries().by_id.get(choice.territory)
        return render(request, "accounts/week_confirm.html", {"country": country})
    now = timezone.now()  # noqa: TID251  # an edge: this is the clock
    row = confirm_subscription(choice=choice, at=now)
    if row is None:
        return render(request, "accounts/week_bad.html", {"expired": True}, status=400)
    return render(request, "accounts/week_confirmed.html", {"hour": settings.WEEK_MAIL_HOUR})


@never_cache
@csrf_exempt  # a mail client posts here for its reader (RFC 8058); the signed token is the authority
@require_http_methods(["GET", "HEAD", "POST"])
def leave_week(request: HttpRequest, token: str) -> HttpResponse:
    """A POST deletes the address, any number of times. A GET only asks, because link scanners send it too."""
    try:
        subscriber_id = read_leaving(token)
    except BadTokenError as error:
        return render(request, "accounts/week_bad.html", {"expired": error.expired}, status=400)
    if request.method == "POST":
        never_again = request.POST.get("choice") == "never"
        now = timezone.now()  # noqa: TID251  # an edge: this is the clock
        is_left = leave(subscriber_id=subscriber_id, never_again=never_again, at=now)
        # Of an address that was deleted before, nothing is left that could be stopped.
        return render(request, "accounts/week_left.html", {"never": never_again and is_left})
    return render(request, "accounts/week_leave.html")
