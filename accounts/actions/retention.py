"""How long what is kept, and the deletions that see to it. The privacy page shows this table; the schedule runs it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, ProtectedError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from knox.models import AuthToken

from accounts.delivery.shown_items import with_shown
from accounts.models import BrowserSession, Message, User
from projects.models.idempotency_key import KEPT_FOR

from .week_subscriptions import FORGET_STOPPED_AFTER

AT_ONCE = 1000  # rows of one statement
LAYOUT_AFTER = timedelta(days=90)
WORDS_AFTER = timedelta(days=180)
TOKENS_AFTER = timedelta(days=30)


@dataclass(frozen=True)
class Retention:
    """What is deleted how long after what, and the scheduled task that does it."""

    what: str | Promise
    since: str | Promise
    period: Callable[[], timedelta]
    task: str

    @property
    def days(self) -> int:
        return self.period().days


RETENTION = (
    Retention(
        _("Sessions"),
        _("after the last use"),
        lambda: timedelta(seconds=settings.SESSION_COOKIE_AGE),
        "accounts.tasks.forget_sessions",
    ),
    Retention(
        _("Accounts whose address nobody confirmed"),
        _("after they were made"),
        lambda: settings.FORGET_UNVERIFIED_AFTER,
        "accounts.tasks.forget_unverified_accounts",
    ),
    Retention(
        _("Layout and pictures of mails"),
        _("after they were sent"),
        lambda: LAYOUT_AFTER,
        "accounts.tasks.forget_layouts",
    ),
    Retention(
        _(
            "Words of mails and other messages (their subjects, and which promises they told of, stay with the account:"
            " nobody is told twice, and corrections go to whoever was told)"
        ),
        _("after they were sent or given up"),
        lambda: WORDS_AFTER,
        "accounts.tasks.forget_words",
    ),
    Retention(
        _("Names and days of tokens for programs"),
        _("after they ran out"),
        lambda: TOKENS_AFTER,
        "accounts.tasks.forget_expired_tokens",
    ),
    Retention(
        _("Addresses left for the week by mail that nobody confirmed"),
        _("after they were left"),
        lambda: settings.FORGET_UNCONFIRMED_AFTER,
        "accounts.tasks.forget_unconfirmed_addresses",
    ),
    Retention(
        _("Addresses left for the week by mail that no mail reaches"),
        _("after mail was refused"),
        lambda: FORGET_STOPPED_AFTER,
        "accounts.tasks.forget_unconfirmed_addresses",
    ),
    Retention(
        _("Answers to requests of programs, for whoever repeats one"),
        _("after the request"),
        lambda: KEPT_FOR,
        "projects.tasks.forget_idempotency_keys",
    ),
    Retention(
        _("Texts of others’ articles that no source cites"),
        _("after they were taken"),
        lambda: settings.ARTICLE_DAYS,
        "projects.tasks.empty_articles",
    ),
)


def forget_sessions(*, at: datetime) -> int:
    """Delete sessions that have run out; returns how many."""
    return BrowserSession.objects.filter(expire_date__lt=at).delete()[0]


def forget_unverified_accounts(*, at: datetime) -> int:
    """Delete accounts that signed up, confirmed no address in time and never logged in; returns how many."""
    addresses = EmailAddress.objects.filter(user=OuterRef("pk"))
    people = User.objects.filter(
        Exists(addresses),
        ~Exists(addresses.filter(verified=True)),
        role=User.Role.WATCHER,
        last_login=None,
        date_joined__lt=at - settings.FORGET_UNVERIFIED_AFTER,
    )
    count = 0
    for number in people.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]:
        try:
            with transaction.atomic():
                list(EmailAddress.objects.select_for_update().filter(user=number))  # nobody confirms one meanwhile
                person = people.filter(pk=number).first()
                if person is None:  # confirmed since the numbers were read
                    continue
                person.delete()
        except ProtectedError:  # an admin changed it, or it did something that is audited
            continue
        count += 1
    return count


def forget_layouts(*, at: datetime) -> int:
    """Empty the HTML and pictures of messages long sent; returns of how many."""
    old = Message.objects.filter(state=Message.State.SENT, settled_at__lt=at - LAYOUT_AFTER).exclude(html="")
    chosen = list(old.order_by("settled_at").values_list("pk", flat=True)[:AT_ONCE])
    return Message.objects.filter(pk__in=chosen).update(html="", pictures=[])


def forget_words(*, at: datetime) -> int:
    """Empty what messages said that were settled long ago; returns of how many.

    The row stays with its key and items: it proves that nobody gets the same twice, and who was told what.
    """
    with transaction.atomic():
        old = Message.objects.filter(emptied_at=None, settled_at__lt=at - WORDS_AFTER).order_by("settled_at")
        chosen = list(old.select_for_update(skip_locked=True)[:AT_ONCE])
        for message in chosen:
            message.items = with_shown(message.items, message.text)
            message.text = message.html = message.unsubscribe_url = ""
            message.pictures, message.emptied_at = [], at
        columns = ["items", "text", "html", "unsubscribe_url", "pictures", "emptied_at"]
        Message.objects.bulk_update(chosen, columns, batch_size=100)
    return len(chosen)


def forget_expired_tokens(*, at: datetime) -> int:
    """Delete tokens for programs that ran out long ago; returns how many."""
    rows = AuthToken.objects.filter(expiry__lt=at - TOKENS_AFTER)
    return int(rows.delete()[1].get(AuthToken._meta.label, 0))
