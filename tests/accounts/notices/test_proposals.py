"""Whoever left an address hears once what became of their source, and the address is deleted."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core import mail

from accounts.actions.retry_message import retry_refusal
from accounts.models import Message
from accounts.notices.digests.sweep import sweep_mail
from accounts.notices.proposals import answer_proposals
from projects.actions.drafts.propose_source import propose_source
from projects.actions.drafts.publish_draft import publish_draft
from projects.actions.drafts.review_draft import discard_draft
from projects.actions.drafts.save_draft import save_draft
from projects.models import Proposal
from tests.factories import TargetFactory, UserFactory
from tests.projects.actions.changing import SOURCE, added

pytestmark = pytest.mark.django_db
AT = datetime(2024, 8, 1, 9, tzinfo=UTC)


@pytest.fixture
def editor():
    return UserFactory(editor=True)


def proposed(**given):
    sent = {"url": "https://buy.example/pills", "figure": "", "note": "BUY PILLS", "email": "a@example.org"}
    return propose_source(**{"target": None, "language": "en", **sent, **given}, at=AT)


def written():
    return [(message.recipient, message.text) for message in Message.objects.order_by("id")]


def test_nobody_is_written_to_before_it_is_decided():
    proposed()
    assert answer_proposals(AT) == 0
    assert Proposal.objects.get().email


@pytest.mark.parametrize(
    ("language", "words"), [("en", "was not taken over"), ("ru", "Его не взяли"), ("kk", "Ол алынбады")]
)
def test_a_discarded_one_is_answered_once_with_the_reason(editor, language, words):
    discard_draft(draft=proposed(language=language).draft, reason="It is a forecast.", by=editor, at=AT)
    assert answer_proposals(AT) == 1
    assert answer_proposals(AT) == 0
    [(recipient, text)] = written()
    assert recipient == "a@example.org"
    assert words in text
    assert "It is a forecast." in text
    proposal = Proposal.objects.get()
    assert (proposal.email, proposal.answered_at) == ("", AT)
    sweep_mail(clock=lambda: AT)
    assert [message.to for message in mail.outbox] == [["a@example.org"]]


@pytest.mark.parametrize("answer", [None, "550 5.1.1 <a@example.org>: no such mailbox"])
def test_the_address_is_gone_from_the_outbox_too_once_it_was_written_to(editor, postbox, answer):
    discard_draft(draft=proposed().draft, reason="It is a forecast.", by=editor, at=AT)
    answer_proposals(AT)
    answer_proposals(AT)
    assert written()[0][0] == "a@example.org", "the mail still waits"
    if answer:
        postbox.answers["a@example.org"] = answer
    sweep_mail(clock=lambda: AT)

    answer_proposals(AT)

    row = Message.objects.get()
    assert row.state == ("failed" if answer else "sent")
    assert "a@example.org" not in f"{row.recipient} {row.error} {row.text}"
    assert retry_refusal(row)


def test_a_published_one_leads_to_what_was_recorded(editor):
    for target in (None, TargetFactory(id="pool")):
        draft = proposed(target=target).draft
        taken = save_draft(
            draft=draft, version=1, title="A source", changes=[added("sources", SOURCE)], by=editor, at=AT
        )
        publish_draft(draft=taken, version=2, by=editor, at=AT)
    answer_proposals(AT)
    first, second = (text for _recipient, text in written())
    assert f"/en/sources/{SOURCE['id']}/" in first
    assert "/en/targets/pool/" in second


def test_a_stranger_whose_address_somebody_gave_gets_none_of_their_words(editor):
    discard_draft(draft=proposed().draft, reason="Spam.", by=editor, at=AT)
    answer_proposals(AT)
    [(_recipient, text)] = written()
    assert "pills" not in text.lower()


def test_without_an_address_nobody_is_written_to(editor):
    discard_draft(draft=proposed(email="").draft, reason="Spam.", by=editor, at=AT)
    assert answer_proposals(AT) == 0
    assert not written()
