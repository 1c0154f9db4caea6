"""The bytes that a mail server receives, and the links in them."""

import base64
import re
import zlib
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.urls import reverse

from accounts.actions.alerts import set_alerts
from accounts.delivery.channels.headers import unfold_first_lines
from accounts.delivery.confirmation_mail import draft_confirmation
from accounts.delivery.enqueue import enqueue
from accounts.delivery.stops import stop_address
from accounts.models import DigestPreferences, Message, ReminderPreferences, StoppedAddress
from accounts.notices.alerts.sweep import sweep_alerts
from accounts.notices.digests.sweep import sweep_mail
from accounts.notices.reminders.sweep import sweep_reminders
from projects.actions.refresh import refresh_due
from tests.factories import IndicatorFactory

pytestmark = pytest.mark.once

DUE = datetime(2024, 7, 8, 3, tzinfo=UTC)
SITE = "http://127.0.0.1:8000"
LANGUAGES = ["en", "ru", "kk"]
NAMES = {
    "name": "Jobs in the processing of agricultural products and in light industry",
    "name_ru": "Рабочие места в переработке сельскохозяйственной продукции и в лёгкой промышленности",
    "name_kk": "Ауыл шаруашылығы өнімдерін өңдеу мен жеңіл өнеркәсіптегі жұмыс орындары",
}


@pytest.fixture(params=LANGUAGES)
def sent(request, desk, follower, postbox):
    """A digest, a reminder and an alert to one person, as the mail server took them; and their language."""
    indicator = IndicatorFactory(**NAMES)
    targets = [
        desk.promise("jobs", deadline=date(2024, 12, 31), indicator=indicator),
        desk.promise("late", deadline=date(2024, 7, 7), indicator=indicator),
        *(desk.promise(f"due-{number}", deadline=date(2024, 7, 15)) for number in range(3)),
    ]
    person = follower(*targets, email="aigul@example.org", language=request.param)
    set_alerts(by=person, target_id="jobs", wanted=True, at=DUE - timedelta(days=5))
    desk.report(targets[0], at=DUE - timedelta(minutes=30), value=90)
    refresh_due(as_of=date(2024, 7, 8), at=DUE - timedelta(minutes=20))
    DigestPreferences.objects.filter(user=person).update(due_at=DUE)
    ReminderPreferences.objects.filter(user=person).update(next_at=DUE)
    stopped = stop_address(address="old@example.org", reason=StoppedAddress.Reason.REFUSED, detail="", at=DUE)
    assert stopped
    enqueue([draft_confirmation(StoppedAddress.objects.get(), to=person, lang=request.param, at=DUE)], at=DUE)
    assert (sweep_reminders(DUE), sweep_alerts(DUE)) == (1, 1)
    sweep_mail(lambda: DUE)
    assert sorted(Message.objects.values_list("kind", flat=True)) == ["confirmation", "digest", "instant", "reminder"]
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
    return request.param, list(postbox.raw)


def head_of(raw):
    return raw.partition(b"\r\n\r\n")[0]


@pytest.mark.django_db
def test_no_header_begins_with_an_empty_line(sent) -> None:
    _language, mails = sent
    for raw in mails:
        lines = head_of(raw).split(b"\r\n")
        assert [line for line in lines if re.fullmatch(rb"[\w-]+:[ \t]*", line)] == []
        assert max(map(len, lines)) < 998
        subject = re.search(rb"(?m)^Subject: (\S.*(?:\r\n[ \t].*)*)", head_of(raw))
        assert subject is not None
        assert max(map(len, subject[0].split(b"\r\n"))) <= 76 + len("Subject: ")
    stopping = [raw for raw in mails if b"List-Unsubscribe" in head_of(raw)]
    assert len(stopping) == 3
    assert all(re.search(rb"(?m)^List-Unsubscribe: <http[^\s>]+>\r$", head_of(raw) + b"\r\n") for raw in stopping)


@pytest.mark.django_db
def test_the_subject_arrives_as_it_was_written(sent) -> None:
    _language, mails = sent
    arrived = {message_from_bytes(raw, policy=policy.default)["Subject"] for raw in mails}
    assert arrived == set(Message.objects.values_list("subject", flat=True))


@pytest.mark.django_db
def test_no_full_stop_is_glued_to_an_address(sent) -> None:
    _language, mails = sent
    for text in (text for raw in mails for text in texts_of(raw)):
        addresses = re.findall(r"https?://[^\s<>\"]+", text)
        assert addresses
        assert [address for address in addresses if address[-1] in ".,;:!?)»”"] == []


@pytest.mark.django_db
def test_links_lead_to_the_pages_in_the_language_of_the_mail(sent) -> None:
    language, mails = sent
    for raw in mails:
        for text in texts_of(raw):
            addresses = [address for address in re.findall(r"https?://[^\s<>\"]+", text) if address.startswith(SITE)]
            assert addresses
            assert [address for address in addresses if not address.startswith(f"{SITE}/{language}/")] == []


def texts_of(raw):
    message = message_from_bytes(raw, policy=policy.default)
    parts = (message.get_body((kind,)) for kind in ("plain", "html"))
    return [
        re.sub(r"<style>.*?</style>", "", part.get_content(), flags=re.DOTALL) for part in parts if part is not None
    ]


@pytest.mark.django_db
def test_what_is_linked_is_there(client, sent) -> None:
    """Each address of a mail answers, the ones that stop something with a question."""
    _language, mails = sent
    paths = {
        address.removeprefix(SITE).rstrip(".")
        for raw in mails
        for text in texts_of(raw)
        for address in re.findall(r"https?://[^\s<>\"]+", text)
        if address.startswith(SITE)
    }
    assert len(paths) > 8
    assert {path: status for path in paths if (status := client.get(path).status_code) not in {200, 302}} == {}


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_mails_of_accounts_have_whole_headers_too(client, postbox, language) -> None:
    given = {"email": "new@example.org", "password1": "two-large-elephants", "password2": "two-large-elephants"}
    assert client.post(f"/{language}{reverse('account_signup')}", given).status_code == 302
    (raw,) = postbox.raw
    assert [line for line in head_of(raw).split(b"\r\n") if re.fullmatch(rb"[\w-]+:[ \t]*", line)] == []
    (text,) = texts_of(raw)
    assert "127.0.0.1:8000" in text
    assert re.findall(r"(?:https?://\S+|127\.0\.0\.1:8000\S*)[.,;:](?=\s|$)", text) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"A: b\r\nX-Long:\r\n <abc>\r\nC: d\r\n\r\nbody", b"A: b\r\nX-Long: <abc>\r\nC: d\r\n\r\nbody"),
        (b"X-Long: \n <abc>\n <def>\n\nbody", b"X-Long: <abc>\n <def>\n\nbody"),
        (b"A: b\r\n\r\nX-Long:\r\n <abc>\r\n", b"A: b\r\n\r\nX-Long:\r\n <abc>\r\n"),  # the body is nobody's business
        (b"A: b\r\n c\r\nEmpty:\r\nB: d\r\n\r\n", b"A: b\r\n c\r\nEmpty:\r\nB: d\r\n\r\n"),
        (b"Subject: \r\n =?utf-8?b?0Jo=?=\r\n\r\n", b"Subject: =?utf-8?b?0Jo=?=\r\n\r\n"),
    ],
)
def test_only_empty_first_lines_are_mended(before, after) -> None:
    assert unfold_first_lines(before) == after


@pytest.mark.parametrize("word", ["Просрочено", "Мерзімі", "goals", "😀", "“a”", "a-very-long-word-" * 9])
@pytest.mark.parametrize("times", [1, 3, 7, 20])
def test_a_subject_of_any_length_stays_what_it_is(word, times) -> None:
    subject = " ".join([word] * times)
    raw = mail.EmailMessage(subject, "text", "a@example.org", ["b@example.org"]).message().as_bytes(linesep="\r\n")
    mended = unfold_first_lines(raw)
    assert message_from_bytes(mended, policy=policy.default)["Subject"] == subject
    assert re.search(rb"(?m)^Subject:[ \t]*\r$", mended) is None


@pytest.mark.django_db
def test_bars_let_the_ground_through(sent) -> None:
    """In a dark mail program an opaque picture is a bright block."""
    pictures = [picture["png"] for message in Message.objects.exclude(pictures=[]) for picture in message.pictures]
    assert pictures
    assert {first_pixel(base64.b64decode(picture))[3] for picture in pictures} == {0}


def first_pixel(png):
    """Red, green, blue and alpha of the upper left corner: no filter of the format changes the first one."""
    depth, kind = png[24], png[25]
    assert (depth, kind) == (8, 6)
    at, data = 8, b""
    while at < len(png):
        length, name = int.from_bytes(png[at : at + 4]), png[at + 4 : at + 8]
        data += png[at + 8 : at + 8 + length] if name == b"IDAT" else b""
        at += 12 + length
    return tuple(zlib.decompress(data)[1:5])
