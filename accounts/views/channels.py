"""The page of channels besides mail: the person's own feed and calendar, web hooks, Telegram."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from datetime import datetime

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import RequestDataTooBig, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST
from rest_framework.exceptions import APIException

from accounts.actions.private_addresses import delete_address, renew_address
from accounts.actions.web_hooks import add_hook, enable_hook, remove_hook, send_test
from accounts.delivery.phrases import LINKED, UNKNOWN_CODE, UNLINKED
from accounts.delivery.telegram_chats import link_chat, offer_code, unlink_chat
from accounts.models import DigestPreferences, PrivateAddress, TelegramChat, User, WebHook
from accounts.people.confirmation import is_confirmed
from projects.http.json_body import read_json
from projects.http.pages import today
from projects.http.problems import BadBodyError
from projects.wording.languages import say

MAX_CHAT = 2**63 - 1  # the largest number the column holds; Telegram's ids have 52 bits
# Whoever sees a secret, adds a hook or links a chat learns for good what the person follows.
CONFIRMED_FIRST = ("show-secrets", "draw-address", "end-address", "add-hook", "offer-code")


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
@reauthentication_required(allow_get=True, enabled=lambda request: request.POST.get("do") in CONFIRMED_FIRST)
def channels(request: HttpRequest) -> HttpResponse:
    """The channels, with a form for each action. A POST names its action in ``do``.

    Secrets are shown in the minutes after the person has confirmed who they are.
    """
    assert isinstance(request.user, User)
    status, problem, given = 200, "", ""
    now = timezone.now()  # noqa: TID251  # an edge: this is the clock
    if request.method == "POST":
        action = ACTIONS.get(request.POST.get("do", ""))
        try:
            if action is None:
                raise ValidationError(_("There is no such thing to do here."))
            action(request, request.user, now)
        except ValidationError as error:
            status, problem, given = 400, " ".join(error.messages), request.POST.get("url", "")
        else:
            return HttpResponseRedirect(reverse("following-channels"))
    confirmed = is_confirmed(request)
    chat = TelegramChat.objects.filter(user=request.user).first() if settings.TELEGRAM_BOT_TOKEN else None
    context = {
        "as_of": today(),
        "address": PrivateAddress.objects.filter(user=request.user).first(),
        "site": settings.SITE_URL,
        "hooks": WebHook.objects.filter(user=request.user),
        "confirmed": confirmed,
        "problem": problem,
        "given": given,
        "bot": settings.TELEGRAM_BOT_NAME,
        "chat": chat,
        "code": chat.code if chat is not None and confirmed and chat.code_until > now else "",
    }
    return render(request, "accounts/channels.html", context, status=status)


def _add_hook(request: HttpRequest, person: User, at: datetime) -> None:
    add_hook(by=person, url=request.POST.get("url", "").strip(), at=at)
    messages.success(request, _("Added. Send it a test to see what arrives."))


def _remove_hook(request: HttpRequest, person: User, at: datetime) -> None:
    remove_hook(by=person, hook_id=_number(request))
    messages.success(request, _("Nothing is sent there any more."))


def _switch_on(request: HttpRequest, person: User, at: datetime) -> None:
    if enable_hook(by=person, hook_id=_number(request)):
        messages.success(request, _("Switched on."))


def _try_hook(request: HttpRequest, person: User, at: datetime) -> None:
    if not send_test(by=person, hook_id=_number(request), at=at):
        raise ValidationError(_("There is no such web hook that is switched on."))
    messages.success(request, _("The test goes out within a minute; what comes of it stands here."))


def _renew_address(request: HttpRequest, person: User, at: datetime) -> None:
    renew_address(by=person, at=at)
    messages.success(request, _("Here are your addresses. Earlier ones lead nowhere any more."))


def _delete_address(request: HttpRequest, person: User, at: datetime) -> None:
    delete_address(by=person)
    messages.success(request, _("The addresses lead nowhere any more."))


def _show_secrets(request: HttpRequest, person: User, at: datetime) -> None:
    """Nothing more: the page shows them once the person has confirmed who they are."""


def _offer_code(request: HttpRequest, person: User, at: datetime) -> None:
    if not settings.TELEGRAM_BOT_TOKEN:
        raise ValidationError(_("This tracker has no Telegram bot."))
    offer_code(by=person, at=at)


def _unlink(request: HttpRequest, person: User, at: datetime) -> None:
    unlink_chat(by=person)
    messages.success(request, _("Nothing goes to Telegram any more."))


ACTIONS: dict[str, Callable[[HttpRequest, User, datetime], None]] = {
    "add-hook": _add_hook,
    "remove-hook": _remove_hook,
    "switch-on": _switch_on,
    "try-hook": _try_hook,
    "show-secrets": _show_secrets,
    "draw-address": _renew_address,
    "end-address": _delete_address,
    "offer-code": _offer_code,
    "unlink": _unlink,
}


def _number(request: HttpRequest) -> int:
    given = request.POST.get("hook", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else 0


def telegram_secret() -> str:
    """The secret that Telegram sends with every message for the bot. The operator passes it to setWebhook."""
    return salted_hmac("accounts.telegram", settings.TELEGRAM_BOT_TOKEN, algorithm="sha256").hexdigest()


@never_cache
@csrf_exempt  # Telegram posts here; the secret in its header is the authority
@require_POST
def telegram(request: HttpRequest) -> HttpResponse:
    """A message for the bot: ``/start CODE`` links the chat, ``/stop`` unlinks it. The response answers in the chat."""
    secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
    if not settings.TELEGRAM_BOT_TOKEN or not hmac.compare_digest(secret.encode(), telegram_secret().encode()):
        return HttpResponse(status=403)
    chat_id, text, lang = _private_message(request)
    if chat_id is None:
        return HttpResponse(status=200)  # anything else is ignored, and Telegram need not repeat it
    now = timezone.now()  # noqa: TID251  # an edge: this is the clock
    command, _space, code = text.partition(" ")
    if command == "/start":
        chat = link_chat(code=code.strip(), chat_id=chat_id, at=now)
        if chat is None:
            answer = say(UNKNOWN_CODE, lang)
        else:
            answer = say(LINKED, DigestPreferences.objects.for_user(chat.user).language)
    elif command == "/stop":
        unlink_chat(chat_id=chat_id)
        answer = say(UNLINKED, lang)
    else:
        return HttpResponse(status=200)
    return JsonResponse({"method": "sendMessage", "chat_id": chat_id, "text": answer})


def _private_message(request: HttpRequest) -> tuple[int | None, str, str]:
    """Chat, text and language of a private message. The chat is None for anything else."""
    try:
        message = read_json(request.body)["message"]
        chat, text = message["chat"], message["text"]
        lang = message.get("from", {}).get("language_code", "en")
        if chat["type"] != "private" or not isinstance(chat["id"], int) or abs(chat["id"]) > MAX_CHAT:
            return None, "", "en"
        return chat["id"], str(text), str(lang)
    except (APIException, BadBodyError, RequestDataTooBig, LookupError, TypeError, AttributeError):
        return None, "", "en"
