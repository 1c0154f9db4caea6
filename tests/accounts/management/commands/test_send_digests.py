"""`send_digests`: what it prints, for whom it sends, and what it refuses."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import DigestPreferences
from tests.accounts.conftest import DUE

pytestmark = pytest.mark.django_db


def test_command_dry_run_prints_and_changes_nothing(waiting, postbox, capsys):
    call_command("send_digests", now="2024-07-08T08:00", dry_run=True)

    printed = capsys.readouterr().out
    assert "aigul@example.org: weekly digest for 2024-W28" in printed
    assert "Subject: 1 target without a final report (1 newly)" in printed
    assert "1 people are due; 1 mails would be sent, none was." in printed
    assert not postbox.taken
    assert DigestPreferences.objects.get(user=waiting).due_at == DUE


def test_command_for_one_person_leaves_the_others_due(waiting, follower, late, postbox, capsys):
    other = follower(late, email="other@example.org")
    DigestPreferences.objects.update(due_at=DUE)

    call_command("send_digests", now="2024-07-08T03:00+00:00", user="AIGUL@example.org ")

    assert postbox.recipients == ["aigul@example.org"]
    assert DigestPreferences.objects.get(user=other).due_at == DUE
    assert "1 sent, 0 failed, 0 uncertain" in capsys.readouterr().out


def test_command_says_when_somebody_is_not_due(waiting, postbox, capsys):
    call_command("send_digests", now="2024-07-07T08:00", user="aigul@example.org")

    assert "aigul@example.org is not due before 2024-07-08 08:00 Asia/Almaty." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"now": "tomorrow"}, "--now tomorrow: not a date and time"),
        ({"now": "2024-02-30T08:00"}, "--now 2024-02-30T08:00: not a date and time"),
        ({"user": "nobody@example.org"}, "nobody is registered"),
    ],
)
def test_command_refuses_nonsense(db, options, message):
    with pytest.raises(CommandError, match=message):
        call_command("send_digests", **options)
