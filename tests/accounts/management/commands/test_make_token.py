"""`make_token`: an operator makes a token for somebody."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import ProgramToken
from tests.accounts.logging_in import ask
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return UserFactory(editor=True)


def test_operator_makes_one_for_an_editor(editor):
    out = StringIO()
    call_command("make_token", editor.email.upper(), "--name", "nightly", "--days", "7", stdout=out)

    assert ask(out.getvalue().strip()) == 200
    assert ProgramToken.objects.get().name == "nightly"
    for arguments, words in (
        (["nobody@example.org"], "Nobody is known"),
        ([editor.email, "--name", "nightly"], "already"),
        ([editor.email, "--days", "0"], "1 to 365"),
    ):
        with pytest.raises(CommandError, match=words):
            call_command("make_token", *arguments)


def test_operator_lets_a_token_publish(editor):
    call_command("make_token", editor.email, "--may-publish", stdout=StringIO())
    assert ProgramToken.objects.get().may_publish
    watcher = UserFactory()
    with pytest.raises(CommandError, match="may not publish"):
        call_command("make_token", watcher.email, "--may-publish")
    assert ProgramToken.objects.count() == 1
