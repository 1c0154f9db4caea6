from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .user import User
from .week_subscriber import WeekSubscriber


class MessageQuerySet(models.QuerySet["Message"]):
    def digests(self) -> MessageQuerySet:
        """Digests by mail. They alone show what a person was told; other channels get copies."""
        return self.filter(kind=Message.Kind.DIGEST, channel=Message.Channel.MAIL)

    def under_way(self) -> MessageQuerySet:
        """Messages neither sent nor given up. A person with a digest under way gets no further one."""
        return self.filter(state__in=[Message.State.PENDING, Message.State.SENDING])

    def waiting(self, at: datetime) -> MessageQuerySet:
        """Messages that any worker may lease at ``at``, the longest due first."""
        return self.filter(state=Message.State.PENDING, next_attempt_at__lte=at).order_by("next_attempt_at", "id")

    def periods_with_digest(self, user_id: int, cadence: str, since: datetime) -> set[str]:
        """The periods for which a person has a digest of that cadence, written after ``since``."""
        digests = self.digests().filter(user=user_id, created_at__gt=since, key__startswith=f"{cadence}:")
        return {key.partition(":")[2] for key in digests.order_by().values_list("key", flat=True)}

    def last_sent_ends(self, user_ids: Iterable[int]) -> dict[int, datetime]:
        """By user id, the end of the window of the last digest that was sent.

        Each is looked up in the index: it takes no longer when the outbox has years of digests.
        """
        sent = self.digests().filter(user_id=models.OuterRef("pk"), state=Message.State.SENT)
        last = models.Subquery(sent.order_by("-window_end").values("window_end")[:1])
        people = User.objects.filter(pk__in=list(user_ids)).order_by().annotate(last=last)
        return dict(people.filter(last__isnull=False).values_list("pk", "last"))


class Message(models.Model):
    """One message to one person over one channel: a row of the outbox.

    Its content never changes until its words are emptied, long after it was settled; that it was sent, and what it
    told, stays. It is to a ``user``, or to an address without an account: then to a ``subscriber``, with whom it goes
    (ADR 43).

    ``key`` names what the message is for; a person gets one message for it over a channel. States: ``pending`` waits
    for ``next_attempt_at``, which a worker moves on before it delivers (a lease); ``sending`` is being handed over;
    ``sent`` was taken; ``failed`` was refused for certain or given up; ``uncertain``: the connection broke after all
    was handed over, or the worker died. A message leaves the last three states only when an operator retries it.
    """

    class Kind(models.TextChoices):
        DIGEST = "digest", _("digest")
        REMINDER = "reminder", _("reminder")
        INSTANT = "instant", _("instant alert")
        CORRECTION = "correction", _("correction")
        NOTICE = "notice", _("notice")
        CONFIRMATION = "confirmation", _("confirmation of an address")
        WEEK = "week", _("what became new in a week")
        SUBSCRIPTION = "subscription", _("confirmation of a subscription")

    TO_SUBSCRIBERS = frozenset({Kind.WEEK, Kind.SUBSCRIPTION})

    class Channel(models.TextChoices):
        MAIL = "mail", _("mail")
        WEBHOOK = "webhook", _("web hook")
        TELEGRAM = "telegram", _("Telegram")

    class State(models.TextChoices):
        PENDING = "pending", _("pending")
        SENDING = "sending", _("sending")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        UNCERTAIN = "uncertain", _("uncertain")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="messages", null=True, blank=True)
    subscriber = models.ForeignKey(
        WeekSubscriber, models.CASCADE, related_name="messages", null=True, blank=True, verbose_name=_("subscriber")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.MAIL)
    key = models.CharField(
        _("what for"), max_length=200, help_text=_("What makes it once: weekly:2026-W47 is the digest of that week.")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PENDING)
    recipient = models.CharField(
        _("recipient"), max_length=500, help_text=_("A mail address, the address of a web hook, a chat.")
    )
    language = models.CharField(_("language"), max_length=3)
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("text"))
    html = models.TextField(blank=True, default="")
    items = models.JSONField(_("items"), default=list, help_text=_("What it tells, for programs."))
    pictures = models.JSONField(default=list, help_text=_("Pictures of the HTML: content id and PNG in base64."))
    unsubscribe_url = models.CharField(max_length=500, blank=True, default="")
    window_start = models.DateTimeField(_("news since"), null=True, blank=True)
    window_end = models.DateTimeField(_("news until"), null=True, blank=True)
    message_id = models.CharField(max_length=255, unique=True)
    created_at = models.DateTimeField(_("written"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), null=True, blank=True)
    give_up_at = models.DateTimeField(_("worth nothing after"))
    sending_at = models.DateTimeField(_("last attempt"), null=True, blank=True)
    settled_at = models.DateTimeField(
        _("settled"), null=True, blank=True, help_text=_("When it was sent, or given up.")
    )
    error = models.TextField(_("error"), blank=True, default="")
    emptied_at = models.DateTimeField(
        _("words emptied"), null=True, blank=True, help_text=_("When its words were emptied, because it was old.")
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(fields=["user", "kind", "state", "window_end"], name="message_last_sent"),
            models.Index(fields=["next_attempt_at", "id"], condition=Q(state="pending"), name="message_queue"),
            models.Index(fields=["sending_at"], condition=Q(state="sending"), name="message_in_hand"),
            models.Index(fields=["created_at"], name="message_created"),
            models.Index(fields=["state", "kind", "channel"], name="message_states"),
            models.Index(fields=["settled_at"], condition=Q(emptied_at=None), name="message_with_words"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "channel", "kind", "key"],
                name="message_once",
                violation_error_message=_("A person hears of one thing once over a channel."),
            ),
            models.UniqueConstraint(
                fields=["subscriber", "kind", "key"],
                condition=Q(subscriber__isnull=False),
                name="message_once_to_subscriber",
                violation_error_message=_("A subscriber hears of one thing once."),
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False, subscriber__isnull=True) & ~Q(kind__in=["week", "subscription"])
                | Q(user__isnull=True, subscriber__isnull=False, channel="mail", kind__in=["week", "subscription"]),
                name="message_to_a_person_or_a_subscriber",
                violation_error_message=_("A message is to a person or, about weeks and by mail, to a subscriber."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["digest", "reminder", "instant", "correction", "notice", "confirmation"])
                & Q(channel__in=["mail", "webhook", "telegram"])
                | Q(kind__in=["week", "subscription"], channel="mail"),
                name="message_kind_and_channel_known",
                violation_error_message=_("There is no such kind of message, or no such channel."),
            ),
            models.CheckConstraint(
                condition=Q(window_start__isnull=True, window_end__isnull=True) & ~Q(kind="digest")
                | Q(window_start__isnull=False, window_end__isnull=False, window_start__lte=F("window_end")),
                name="message_window_in_order",
                violation_error_message=_("A digest has a window, which starts before it ends."),
            ),
            models.CheckConstraint(
                condition=~Q(key="")
                & ~Q(recipient="")
                & ~Q(subject="")
                & (~Q(text="") | Q(emptied_at__isnull=False, settled_at__isnull=False))
                & ~Q(message_id=""),
                name="message_never_empty",
                violation_error_message=_("A message says something to somebody."),
            ),
            models.CheckConstraint(
                condition=Q(state="pending", next_attempt_at__isnull=False, settled_at__isnull=True)
                | Q(state="sending", next_attempt_at__isnull=True, sending_at__isnull=False, settled_at__isnull=True)
                | Q(
                    state__in=["sent", "failed", "uncertain"],
                    next_attempt_at__isnull=True,
                    sending_at__isnull=False,
                    settled_at__isnull=False,
                ),
                name="message_state_has_its_moments",
                violation_error_message=_("Each state of a message has the moments that led to it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id or self.subscriber_id} {self.channel} {self.kind} {self.key}: {self.state}"

    @property
    def obeys_stops(self) -> bool:
        """Whether it is not sent to a stopped address. Only the mail that asks about the address itself is."""
        return self.channel == self.Channel.MAIL and self.kind != self.Kind.CONFIRMATION

    @property
    def person(self) -> User:
        """The person that it is to. Only for kinds that go to people."""
        assert self.user is not None
        return self.user

    @property
    def person_id(self) -> int:
        """The id of that person."""
        assert self.user_id is not None
        return self.user_id
