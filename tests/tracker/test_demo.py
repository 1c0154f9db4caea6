"""The people that `make run` prints, and the digest that the watcher finds at /dev/mail/."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.models import DigestPreferences, Follow, Message
from projects.actions.refresh import refresh_assessments
from tests.factories import TargetFactory, TerritoryFactory
from tracker import demo, mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def inbox(tmp_path: Path, settings: Settings) -> Path:
    """A folder of mails, and a record with one promise that is past its deadline."""
    settings.EMAIL_BACKEND = "tracker.folder_mail_backend.FolderBackend"
    settings.MAIL_FOLDER = tmp_path / "mail"
    settings.SITE_URL = "http://127.0.0.1:8123"
    now = timezone.now()  # noqa: TID251  # people are made by the clock
    TargetFactory(id="late", deadline=date(2024, 12, 31), recorded_at=now)
    refresh_assessments(as_of=timezone.localdate(now), at=now)
    return tmp_path / "mail"


def test_the_watcher_has_one_digest_that_was_written_as_every_digest_is(tmp_path: Path, inbox: Path) -> None:
    demo.people(tmp_path)
    (entry,) = mail.newest(inbox, 10)
    message = Message.objects.get()
    assert entry.recipients.startswith("watcher@example.org")
    assert (message.kind, message.state, message.text.strip()) == ("digest", "sent", entry.text.strip())
    assert "This is your first digest" in entry.text
    addresses = re.findall(r"https?://\S+", entry.text)
    assert addresses
    assert all(address.startswith("http://127.0.0.1:8123/en/") for address in addresses)
    chosen = DigestPreferences.objects.get(user=message.user)
    assert chosen.due_at is not None
    assert chosen.due_at > message.created_at


def test_the_watcher_follows_the_latest_programmes_of_each_country(tmp_path: Path, inbox: Path) -> None:
    place = TerritoryFactory(id="de", name="Germany")
    for number in range(3):
        TargetFactory(
            id=f"there-{number}",
            indicator__programme__id=f"there-{number}",
            indicator__programme__territory=place,
        )
    demo.people(tmp_path)
    followed = Follow.objects.filter(user__email="watcher@example.org").values_list("programme__territory", flat=True)

    assert sorted(followed) == ["de", "de", "kz"]


def test_a_second_start_sends_nothing_more(tmp_path: Path, inbox: Path) -> None:
    demo.people(tmp_path)
    demo.people(tmp_path)
    assert len(mail.newest(inbox, 10)) == 1


def test_where_mail_cannot_go_out_it_waits(tmp_path: Path, inbox: Path, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "tracker.folder_mail_backend.SmtpBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert len(demo.people(tmp_path)) == 3
    assert not mail.newest(inbox, 10)
