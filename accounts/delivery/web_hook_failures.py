"""Failures of web hooks: too many in a row switch a hook off, and its owner is told by mail."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F

from accounts.delivery.enqueue import MessageDraft, enqueue
from accounts.delivery.links import language_root
from accounts.models import DigestPreferences, Message, WebHook
from projects.wording.languages import say

from .phrases import HOOK_OFF, HOOK_OFF_TEXT

MAX_FAILURES = 20  # in a row: most of a day, with the pauses between the attempts


def record_success(*, user_id: int, url: str) -> None:
    WebHook.objects.filter(user=user_id, url=url).exclude(failures=0, error="").update(failures=0, error="")


def record_failure(*, user_id: int, url: str, error: str, for_good: bool, at: datetime) -> None:
    """Count a failed attempt. After MAX_FAILURES, or if it is ``for_good``, switch the hook off and tell its owner."""
    hooks = WebHook.objects.filter(user=user_id, url=url, disabled_at=None)
    with transaction.atomic():
        hooks.update(failures=F("failures") + 1, error=error[:1000])
        failed = hooks if for_good else hooks.filter(failures__gte=MAX_FAILURES)
        if failed.update(disabled_at=at):
            hook = WebHook.objects.select_related("user").get(user=user_id, url=url)
            enqueue([_notice(hook, at)], at=at)


def _notice(hook: WebHook, at: datetime) -> MessageDraft:
    lang = DigestPreferences.objects.for_user(hook.user).language
    return MessageDraft(
        user_id=hook.user_id,
        kind=Message.Kind.NOTICE,
        key=f"hook-off:{hook.pk}:{at.isoformat()}",
        recipient=hook.user.email,
        language=lang,
        subject=say(HOOK_OFF, lang),
        text=say(
            HOOK_OFF_TEXT, lang, hook.url, hook.error, f"{language_root(settings.SITE_URL, lang)}/following/channels/"
        ),
    )
