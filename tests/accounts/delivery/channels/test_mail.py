"""A mail that could not be written for want of memory was certainly not sent: it waits, and goes later, once."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from accounts.delivery.channels import mail, smtp
from accounts.delivery.enqueue import MessageDraft, enqueue
from accounts.delivery.send import deliver_waiting
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

AT = datetime(2024, 7, 8, 3, tzinfo=UTC)


def deliver(at: datetime) -> dict[str, int]:
    done: Counter[str] = Counter()
    deliver_waiting(lambda: at, "mail", done)
    return dict(done)


@pytest.mark.parametrize(("module", "step"), [(mail, "mail_for"), (smtp, "_dot_stuffed"), (smtp, "_announce")])
def test_memory_that_runs_out_before_a_mail_is_handed_over_costs_an_attempt(module, step, postbox, monkeypatch) -> None:
    words = {"recipient": "aigul@example.org", "language": "en", "subject": "S", "text": "T"}
    enqueue([MessageDraft(user_id=UserFactory().pk, kind="reminder", key="due", **words)], at=AT)

    def refused(*_given: object) -> None:
        raise MemoryError

    with monkeypatch.context() as starved:
        starved.setattr(module, step, refused)
        assert deliver(AT) == {"pending": 1}
    assert deliver(AT + timedelta(seconds=73)) == {"sent": 1}
    assert deliver(AT + timedelta(hours=1)) == {}
