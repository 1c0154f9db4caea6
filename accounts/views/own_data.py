"""Everything that is held about a person: a file for its owner, and the end of the account."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.delete_account import delete_account
from accounts.actions.export_account import export_account
from accounts.delivery.phrases import ACCOUNT_DELETED, ACCOUNT_DELETED_SUBJECT
from accounts.models import DigestPreferences, User
from projects.http.rate_limits import ExportAllowance
from projects.wording.languages import language

logger = logging.getLogger(__name__)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
@reauthentication_required(allow_get=True)
def own_data(request: HttpRequest) -> HttpResponseBase:
    """The page, the file (``do=export``), and the deletion (``do=delete``, with one's own address typed)."""
    assert isinstance(request.user, User)
    status, problem = 200, ""
    if request.method == "POST":
        try:
            if request.POST.get("do") == "export":
                return _export(request, request.user)
            if request.POST.get("do") == "delete":
                return _delete(request, request.user)
            raise ValidationError(_("Choose the file or the deletion."))
        except ValidationError as error:
            status, problem = 400, " ".join(error.messages)
    return render(request, "accounts/own_data.html", {"problem": problem}, status=status)


def _export(request: HttpRequest, person: User) -> HttpResponseBase:
    if ExportAllowance().spend(request) is not None:
        context = {"problem": _("You had this file several times within the hour. Try again in an hour.")}
        return render(request, "accounts/own_data.html", context, status=429)
    now = timezone.now()  # noqa: TID251  # an edge: this is the clock
    response = StreamingHttpResponse(export_account(person, at=now), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="account-{timezone.localdate(now)}.json"'
    return response


def _delete(request: HttpRequest, person: User) -> HttpResponse:
    if request.POST.get("address", "").strip().lower() != person.email:
        raise ValidationError(_("Type your own e-mail address as it stands here; nothing was deleted."))
    address, lang = person.email, language(DigestPreferences.objects.for_user(person).language)
    delete_account(person=person, at=timezone.now())  # noqa: TID251  # an edge: this is the clock
    logout(request)
    _confirm(address, lang)
    return HttpResponseRedirect(reverse("account-deleted"))


def _confirm(address: str, lang: str) -> None:
    """Tells the former owner. The account is gone, so a server that refuses the mail changes nothing."""
    words = {"site": settings.SITE_URL, "contact": settings.CONTACT or settings.DEFAULT_FROM_EMAIL}
    try:
        send_mail(
            str(getattr(ACCOUNT_DELETED_SUBJECT, lang)),
            str(getattr(ACCOUNT_DELETED, lang)).format(**words),
            None,
            [address],
        )
    except (OSError, SMTPException) as error:  # what it says names the address: the log has its kind alone
        kind = type(error).__name__
        logger.warning("The mail that confirms the deletion of an account could not be sent: %s", kind)


@require_safe
def show_deleted(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/account_deleted.html")
