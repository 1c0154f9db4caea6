"""The mail of a digest: its language, its links, its HTML, its pictures and its length."""

import base64
import re
from datetime import date

import pytest

from accounts.models import DigestPreferences
from accounts.notices.digests.sweep import sweep_mail
from tests.factories import IndicatorFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "subject", "sentence"),
    [
        ("en", "1 target without a final report (1 newly)", "No final report for 8 days."),
        ("ru", "Без итогового отчёта: 1 цель (новых – 1)", "Итогового отчёта нет уже 8 дней."),
        ("kk", "Қорытынды есебі жоғы: 1 мақсат (оның жаңасы: 1)", "8 күн бойы қорытынды есеп жоқ."),
    ],
)
def test_a_mail_speaks_its_readers_language(follower, draft, desk, on, language, subject, sentence):
    person = follower(desk.promise(deadline=date(2024, 6, 30)), language=language)

    mail = draft(person, on(2024, 7, 8)).mail

    assert mail.subject == subject
    assert sentence in mail.text
    assert f'<html lang="{language}">' in mail.html
    assert ".." not in mail.text.replace("...", "")


def test_hostile_names_stay_text(follower, draft, desk, on):
    indicator = IndicatorFactory(name='<script>alert("x")</script> & more')
    person = follower(desk.promise(indicator=indicator, deadline=date(2024, 6, 30)))

    mail = draft(person, on(2024, 7, 8)).mail

    assert "<script>" not in mail.html
    assert '<script>alert("x")</script> & more' in mail.text


def test_links_are_absolute_and_log_nobody_in(follower, draft, desk, on, settings):
    settings.SITE_URL = "https://tracker.example.org"
    person = follower(desk.promise(deadline=date(2024, 6, 30)))

    digest = draft(person, on(2024, 7, 8))

    assert "https://tracker.example.org/en/targets/pool/" in digest.mail.text
    assert f'href="{digest.stop_url}"' in digest.mail.html
    assert 'href="/' not in digest.mail.html


def test_a_long_digest_is_cut_and_says_so(follower, draft, desk, on):
    indicator = IndicatorFactory()
    things = [desk.promise(f"pool-{n}", indicator=indicator, deadline=date(2024, 6, 30)) for n in range(43)]

    mail = draft(follower(*things), on(2024, 7, 8)).mail

    assert "PAST THE DEADLINE (43)" in mail.text
    assert "And 23 more: " in mail.text
    assert len(mail.html) < 100_000


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_the_html_holds_in_common_mail_programs(follower, draft, desk, on, language):
    """Tables for layout, styles inlined, no outside picture, script or form, a picture with its meaning in words."""
    person = follower(desk.promise(deadline=date(2024, 6, 30)), language=language)
    desk.report(person.follows.get().target, at=on(2024, 7, 2), period_end=date(2024, 5, 31))

    mail = draft(person, on(2024, 7, 8)).mail

    for tag in ("<script", "<form", "<link", "<svg", "<iframe", "display: flex", "%%", "url("):
        assert tag not in mail.html
    (picture,) = mail.pictures
    (image,) = re.findall("<img[^>]*>", mail.html)
    assert f'src="cid:{picture.cid}"' in image
    assert re.search(r'alt="[^"]*50[^"]*%[^"]*"', image)
    assert base64.b64decode(picture.png).startswith(b"\x89PNG")
    for paragraph in re.findall("<(?:p|h1|h2|h3|a)\\b[^>]*>", mail.html):
        assert "style=" in paragraph
    assert "@media (prefers-color-scheme: dark)" in mail.html


@pytest.mark.once
def test_a_mail_stays_below_what_programs_cut(follower, draft, desk, on):
    indicator = IndicatorFactory(name="A long name " * 30)
    programme = indicator.programme
    for number in range(45):
        desk.promise(f"late-{number}", indicator=indicator, deadline=date(2024, 6, 30))
        soon = desk.promise(f"soon-{number}", indicator=indicator, deadline=date(2024, 7, 20))
        if number < 30:
            desk.revise(soon, at=on(2024, 7, 2), deadline=date(2024, 7, 25))

    mail = draft(follower(programme), on(2024, 7, 8)).mail

    assert len(mail.html.encode()) < 100_000
    assert "more:" in mail.text


def test_pictures_go_with_the_mail_as_parts_of_one_whole(follower, draft, desk, on, postbox):
    person = follower(desk.promise(deadline=date(2024, 6, 30)))
    DigestPreferences.objects.filter(user=person).update(due_at=on(2024, 7, 8))

    sweep_mail(lambda: on(2024, 7, 8))

    message = postbox.message()
    assert message.get_content_type() == "multipart/related"
    (picture,) = [part for part in message.walk() if part.get_content_type() == "image/png"]
    assert f"cid:{picture['Content-ID'].strip('<>')}" in message.get_body(("html",)).get_content()
    assert "1 target without a final report" in message["Subject"]
