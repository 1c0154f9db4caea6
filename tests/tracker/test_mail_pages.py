"""/dev/mail/: every message readable, none able to run anything, and nothing at all without DEBUG."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage

import pytest
from django.core.mail import EmailMultiAlternatives

from tracker import mail
from tracker.launcher import sink

pytestmark = pytest.mark.django_db  # the foot of a page says how far the record reaches
PICTURE = b"\x89PNG not really"


@pytest.fixture
def folder(settings):
    settings.DEBUG = True
    settings.EMAIL_BACKEND = "tracker.folder_mail_backend.FolderBackend"
    yield settings.MAIL_FOLDER
    for path in settings.MAIL_FOLDER.glob("*.eml"):
        path.unlink()


def message() -> EmailMessage:
    made = EmailMessage()
    made["Subject"], made["From"], made["To"] = (
        "3 targets overdue – тапсырма",
        "tracker@example.org",
        "reader@example.org",
    )
    made["List-Unsubscribe"] = "<http://127.0.0.1:8000/leave/abc>"
    made.set_content("Plain words: http://127.0.0.1:8000/targets/x/")
    made.add_alternative('<style>p{color:red}</style><p>Words</p><script>alert(1)</script><img src="cid:bar">', "html")
    made.get_body(("html",)).add_related(PICTURE, "image", "png", cid="<bar>")
    return made


def test_message_through_the_smtp_sink_is_shown(client, folder) -> None:
    with smtplib.SMTP("127.0.0.1", sink.start(folder)) as server:
        server.send_message(message())
    inbox = client.get("/dev/mail/").content.decode()
    assert "3 targets overdue – тапсырма" in inbox
    (entry,) = mail.newest(folder, limit=10)
    page = client.get(f"/dev/mail/{entry.name}/")
    assert "http://127.0.0.1:8000/leave/abc" in page.content.decode()
    assert '<a href="http://127.0.0.1:8000/targets/x/"' in page.content.decode()
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    assert b"Plain words" in client.get(f"/dev/mail/{entry.name}/raw/").content


def test_page_says_that_files_stay_and_words_in_the_tracker_do_not(client, folder) -> None:
    page = client.get("/en/dev/mail/").content.decode()
    assert "These files stay until you delete them" in page
    assert '<a href="/en/privacy/">what is kept how long</a>' in page


def test_html_part_runs_nothing_and_shows_its_pictures(client, folder) -> None:
    name = mail.keep(folder, message().as_bytes())
    html = client.get(f"/dev/mail/{name}/html/")
    policy = html.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert html.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert b"data:image/png;base64," in html.content


def test_backend_for_commands_beside_the_running_tracker(client, folder) -> None:
    made = EmailMultiAlternatives("Hello", "text", to=["a@example.org"], bcc=["hidden@example.org"])
    assert made.send() == 1
    assert "Hello" in client.get("/dev/mail/?to=hidden@example.org").content.decode()
    assert "Hello" not in client.get("/dev/mail/?to=somebody@example.org").content.decode()


def test_unknown_message_is_not_found(client, folder) -> None:
    for name in ("nothing", "00000000000000000000-00000000"):
        assert client.get(f"/dev/mail/{name}/").status_code == 404


@pytest.mark.django_db
def test_without_debug_there_is_no_such_page(client, settings, folder) -> None:
    name = mail.keep(folder, message().as_bytes())
    settings.DEBUG = False
    for path in ("/dev/mail/", f"/dev/mail/{name}/", f"/dev/mail/{name}/html/", f"/dev/mail/{name}/raw/"):
        assert client.get(path).status_code == 404


@pytest.mark.django_db
def test_with_debug_readers_still_get_their_own_not_found_page(client, folder) -> None:
    for path in ("/nothing/here/", "/targets/no-such-target/"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert b"URLconf" not in answer.content
        assert b"DEBUG = True" not in answer.content
