"""The preview of the next digest, as a page shows it."""

import re
from datetime import date

import pytest
from django.utils import timezone

from accounts.models import DigestPreferences, Message
from accounts.notices.digests.draft import draft_preview

pytestmark = pytest.mark.django_db


def test_the_preview_is_what_would_be_sent(follower, draft, desk, on):
    person = follower(desk.promise(deadline=date(2024, 3, 31)))
    sent = draft(person, on(2024, 4, 8))

    shown = draft_preview(DigestPreferences.objects.select_related("user").get(user=person), on(2024, 4, 8))

    def without_token(text):
        return re.sub(r"/unsubscribe/[^/]+/", "", text)

    assert shown.mail.subject == sent.mail.subject
    assert without_token(shown.mail.text) == without_token(sent.mail.text)
    assert without_token(shown.mail.html) == without_token(sent.mail.html)
    assert not Message.objects.exists()


def test_the_preview_page_shows_the_mail_in_a_sandbox(client, follower, desk):
    person = follower(desk.promise(deadline=date(2024, 3, 31)))
    client.force_login(person)

    page = client.get("/following/preview/")
    frame = client.get("/following/preview/html/")

    assert "1 target without a final report" in page.content.decode()
    assert 'sandbox="allow-popups' in page.content.decode()
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    assert "default-src 'none'" in frame["Content-Security-Policy"]
    assert "data:image/png;base64," in frame.content.decode()
    assert "cid:" not in frame.content.decode()


def test_a_preview_of_nothing_says_why(client, follower, desk):
    client.force_login(follower())
    assert "you follow nothing yet" in client.get("/following/preview/").content.decode()
    # The page reads the clock itself, so the follow begins by it.
    client.force_login(follower(desk.promise("far", deadline=date(2090, 1, 1)), at=timezone.now()))  # noqa: TID251
    assert "nothing you follow is new" in client.get("/following/preview/").content.decode()
    assert client.get("/following/preview/html/").status_code == 200
