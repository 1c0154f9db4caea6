"""/dev/mail/: the mails this machine's tracker has sent, for whoever tries it out. Only with DEBUG; else 404."""

from __future__ import annotations

import base64
from collections.abc import Callable
from email.message import EmailMessage
from functools import wraps

from csp.decorators import csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from projects.wording import written_in
from tracker import mail

SHOWN = 200
# A mail's HTML is shown as a mail program would: its styles yes, scripts and outside pictures no, links in a new tab.
SANDBOX = "allow-popups allow-popups-to-escape-sandbox"
HEADERS = ("From", "To", "Subject", "Date", "List-Unsubscribe", "List-Unsubscribe-Post", "Message-ID", "X-Kept-For")

View = Callable[..., HttpResponseBase]


def only_with_debug(view: View) -> View:
    @never_cache
    @require_safe
    @wraps(view)
    def guarded(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponseBase:
        if not settings.DEBUG:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def _kept(name: str) -> mail.Kept:
    kept_mail = mail.read(settings.MAIL_FOLDER, name)
    if kept_mail is None:
        raise Http404(f"No mail {name} is kept here.")
    return kept_mail


@only_with_debug
def inbox(request: HttpRequest) -> HttpResponse:
    """Every kept mail, newest first; with ?to=ADDRESS only those for that person."""
    wanted = request.GET.get("to", "").lower()
    messages = [message for message in mail.newest(settings.MAIL_FOLDER, SHOWN) if wanted in message.recipients.lower()]
    return render(request, "tracker/mail_inbox.html", {"messages_kept": messages, "to": wanted})


@csp_update({"frame-src": ["'self'"]})
@only_with_debug
def message(request: HttpRequest, name: str) -> HttpResponse:
    """One mail: headers, text, HTML in a sandboxed frame."""
    kept_mail = _kept(name)
    headers = [(header, value) for header in HEADERS for value in kept_mail.message.get_all(header, [])]
    context = {"mail": kept_mail, "headers": headers, "sandbox": SANDBOX, "spoken": written_in(kept_mail.text)}
    return render(request, "tracker/mail_message.html", context)


@xframe_options_sameorigin
@only_with_debug
def html(request: HttpRequest, name: str) -> HttpResponse:
    """The mail's HTML part as it is, its inline pictures put in."""
    kept_mail = _kept(name)
    content = kept_mail.html
    for content_id, part in kept_mail.inline().items():
        content = content.replace(f"cid:{content_id}", _data_address(part))
    response = HttpResponse(f'<base target="_blank">{content}')
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; "
        f"base-uri 'none'; form-action 'none'; sandbox {SANDBOX}"
    )
    return response


def _data_address(part: EmailMessage) -> str:
    return f"data:{part.get_content_type()};base64,{base64.b64encode(part.get_payload(decode=True)).decode()}"  # type: ignore[arg-type]  # a picture is no multipart: bytes


@only_with_debug
def raw(request: HttpRequest, name: str) -> HttpResponse:
    """The mail as it went over the wire."""
    return HttpResponse(_kept(name).content, content_type="text/plain; charset=utf-8")
