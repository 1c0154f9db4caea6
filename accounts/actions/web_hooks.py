"""A person's web hooks: added, tested, switched on again, removed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.delivery.enqueue import MessageDraft, enqueue
from accounts.delivery.phrases import HELLO, HELLO_SUBJECT
from accounts.models import DigestPreferences, Message, User, WebHook
from accounts.models.web_hook import MAX_HOOKS
from projects.http.safe_http import NotReachedError, RefusedAddressError, resolve_public
from projects.wording.languages import say

# Each test is a request to a server that the person chose: enough to set up a program, too few to disturb others.
TESTS_AT_MOST = 5
TESTS_WITHIN = timedelta(minutes=10)
HELLO_KEY = "hello:"


def add_hook(*, by: User, url: str, at: datetime) -> WebHook:
    """Send this person's messages to an address too.

    Raises ValidationError for an address that no request is sent to, and for more than MAX_HOOKS.
    """
    try:
        resolve_public(url)
    except (RefusedAddressError, NotReachedError) as error:
        raise ValidationError({"url": str(error)}) from error
    hook = WebHook(user=by, url=url, created_at=at)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)  # two requests at once must not both count one too few
        if WebHook.objects.filter(user=by).count() >= MAX_HOOKS:
            raise ValidationError(
                _("You have %d web hooks, which is as many as one can; remove one first.") % MAX_HOOKS
            )
        hook.full_clean()
        hook.save(force_insert=True)
    return hook


def remove_hook(*, by: User, hook_id: int) -> bool:
    """Remove a hook; messages that wait for it are not sent. False: there is none."""
    removed, _kinds = WebHook.objects.filter(user=by, pk=hook_id).delete()
    return removed > 0


def enable_hook(*, by: User, hook_id: int) -> bool:
    """Switch on a hook that was switched off. False: there is none."""
    off = WebHook.objects.filter(user=by, pk=hook_id, disabled_at__isnull=False)
    return off.update(disabled_at=None, failures=0, error="") > 0


def send_test(*, by: User, hook_id: int, at: datetime) -> bool:
    """Enqueue a test message to a hook. False: there is none that is switched on.

    Raises ValidationError for more than TESTS_AT_MOST, and while a test to the same hook waits to be sent.
    """
    hook = WebHook.objects.filter(user=by, pk=hook_id, disabled_at=None).first()
    if hook is None:
        return False
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)  # requests at once are counted one after another
        _check_test_limit(by, hook, at)
        enqueue([_greeting(by, hook, at)], at=at)
    return True


def _check_test_limit(person: User, hook: WebHook, at: datetime) -> None:
    tests = Message.objects.filter(user=person, channel=Message.Channel.WEBHOOK, key__startswith=HELLO_KEY)
    if tests.under_way().filter(recipient=hook.url, attempts=0).exists():
        raise ValidationError(_("A test to this web hook is on its way: what comes of it stands here within a minute."))
    if tests.filter(created_at__gt=at - TESTS_WITHIN).count() >= TESTS_AT_MOST:
        raise ValidationError(
            _("You sent %(tests)d tests in %(minutes)d minutes, which is as many as one can; try again later.")
            % {"tests": TESTS_AT_MOST, "minutes": TESTS_WITHIN.total_seconds() // 60}
        )


def _greeting(person: User, hook: WebHook, at: datetime) -> MessageDraft:
    lang = DigestPreferences.objects.for_user(person).language
    return MessageDraft(
        user_id=person.pk,
        kind=Message.Kind.NOTICE,
        channel=Message.Channel.WEBHOOK,
        key=f"{HELLO_KEY}{at.isoformat()}@{hook.pk}",
        recipient=hook.url,
        language=lang,
        subject=say(HELLO_SUBJECT, lang),
        text=say(HELLO, lang),
        give_up_after=timedelta(minutes=10),
    )
