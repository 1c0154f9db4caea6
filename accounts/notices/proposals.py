"""What became of the sources that readers sent: one mail to whoever left an address, which is deleted then."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.delivery.enqueue import MessageDraft, enqueue
from accounts.delivery.links import language_root
from accounts.models import Message
from accounts.models.user import FORMER
from projects import wording
from projects.models import Draft, DraftEvent, Proposal
from projects.models.system_user import system_user
from projects.wording.languages import Phrase, say

BATCH = 100
KEY = "proposal:"
FORGOTTEN = f"answered{FORMER}"  # in place of an address that was written to
WORTH_WRITING = timedelta(days=3)  # that a mail server may be away

SUBJECT = Phrase(
    "What became of the source you sent", "Что стало с источником, который вы прислали", "Сіз жіберген дереккөз жайында"
)
PUBLISHED = Phrase(
    "On {} you sent a source to {}. It is in the record now:\n\n{}",
    "{} вы прислали источник на {}. Теперь он есть в записях:\n\n{}",
    "{} күні сіз {} сайтына дереккөз жібердіңіз. Енді ол жазбада бар:\n\n{}",
)
DISCARDED = Phrase(
    "On {} you sent a source to {}. It was not taken over. An editor gave this reason:\n\n{}",
    "{} вы прислали источник на {}. Его не взяли. Редактор объяснил это так:\n\n{}",
    "{} күні сіз {} сайтына дереккөз жібердіңіз. Ол алынбады. Редактор мұны былай түсіндірді:\n\n{}",
)
LAST = Phrase(
    "Thank you. This is the only mail about it; your address has been deleted.",
    "Спасибо. Это единственное письмо об этом; ваш адрес удалён.",
    "Рақмет. Бұл туралы басқа хат келмейді; мекенжайыңыз өшірілді.",
)


def answer_proposals(at: datetime) -> int:
    """Enqueues a mail to each sender whose proposal was published or discarded; returns how many.

    Addresses that were written to are forgotten, as the mail says. However many sweeps run at once, each proposal is
    answered once: locked rows are left to the others.
    """
    answered = 0
    while (batch := _answer_batch(at)) > 0:
        answered += batch
    _forget_addresses()
    return answered


def _forget_addresses() -> None:
    """Takes the addresses of settled mails out of the outbox, also out of what a mail server answered."""
    answers = Message.objects.filter(user=system_user().pk, kind=Message.Kind.NOTICE, key__startswith=KEY)
    settled = answers.filter(settled_at__isnull=False).exclude(recipient=FORGOTTEN)
    for row in settled.only("recipient", "error"):
        error = re.sub(re.escape(row.recipient), FORGOTTEN, row.error, flags=re.IGNORECASE)
        settled.filter(pk=row.pk).update(recipient=FORGOTTEN, error=error)


def _answer_batch(at: datetime) -> int:
    with transaction.atomic():
        waiting = Proposal.objects.to_answer().select_related("draft").order_by("pk")
        proposals = list(waiting.select_for_update(of=("self",), skip_locked=True)[:BATCH])
        if not proposals:
            return 0
        sender = system_user()
        enqueue([_mail(proposal, sender.pk) for proposal in proposals], at=at)
        for proposal in proposals:
            proposal.answered_at, proposal.email = at, ""
        Proposal.objects.bulk_update(proposals, ["answered_at", "email"])
    return len(proposals)


def _mail(proposal: Proposal, user_id: int) -> MessageDraft:
    """The mail repeats nothing that the sender wrote: anybody can have named the address of a stranger."""
    lang = proposal.language
    root = language_root(settings.SITE_URL, lang)
    sent_on = wording.day(timezone.localdate(proposal.draft.created_at), lang)
    if proposal.draft.state == Draft.State.PUBLISHED:
        body = say(PUBLISHED, lang, sent_on, f"{root}/", _page(proposal, root))
    else:
        body = say(DISCARDED, lang, sent_on, f"{root}/", _reason(proposal))
    return MessageDraft(
        user_id=user_id,
        kind=Message.Kind.NOTICE,
        key=f"{KEY}{proposal.pk}",
        recipient=proposal.email,
        language=lang,
        subject=say(SUBJECT, lang),
        text=f"{body}\n\n{say(LAST, lang)}\n",
        give_up_after=WORTH_WRITING,
    )


def _page(proposal: Proposal, root: str) -> str:
    """The page of the target that it is about, else of the source that was recorded, else the front page."""
    recorded = dict(reversed([tuple(row) for row in proposal.draft.recorded]))
    if proposal.target_id:
        return f"{root}/targets/{proposal.target_id}/"
    return f"{root}/sources/{recorded['sources']}/" if "sources" in recorded else f"{root}/"


def _reason(proposal: Proposal) -> str:
    """What the editor gave as the reason, when the draft was closed."""
    event = proposal.draft.events.filter(action=DraftEvent.Action.DISCARDED).order_by("-done_at").first()
    return event.text if event is not None else "–"
