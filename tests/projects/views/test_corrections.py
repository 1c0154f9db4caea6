"""The page of corrections and its feed: in three languages, whose mistake, and nobody's name."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from projects.actions.correct_outcome import correct_outcome
from projects.actions.erase_claim import erase_claim
from projects.actions.refresh import refresh_assessments
from tests.factories import OutcomeFactory, SourceFactory, TargetFactory, UserFactory

pytestmark = pytest.mark.django_db

AT = datetime(2024, 8, 1, 9, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def record(time_machine):
    """A promise with a figure that was taken out, and one that its source corrected."""
    time_machine.move_to(AT + timedelta(hours=1), tick=False)
    how = {"by": UserFactory(editor=True, email="aigul.editor@example.org"), "at": AT}
    target = TargetFactory(id="pool")
    slip = OutcomeFactory(
        id="slip", indicator=target.indicator, value=Decimal(777), recorded_at=AT - timedelta(minutes=3)
    )
    erase_claim(claim=slip, reason="Не та страна.", noticed_by="читатель", **how)
    wrong = OutcomeFactory(id="wrong", indicator=target.indicator, value=Decimal(60))
    correct_outcome(outcome=wrong, value=Decimal(61), source=SourceFactory(published=date(2024, 7, 20)), **how)
    refresh_assessments(as_of=AT.date(), at=AT)
    return target


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ["Corrections", "our mistake", "Entered by mistake, taken out", "The source corrected itself"]),
        ("ru", ["Исправления", "наша ошибка", "Записано по ошибке, убрано", "Источник сам исправил число"]),
        ("kk", ["Түзетулер", "біздің қате", "Қателесіп жазылған, алып тасталды", "Дереккөз санды өзі түзетті"]),
    ],
)
def test_page_says_what_was_wrong_since_when_and_whose_it_was(client, record, lang, words):
    page = client.get(f"/{lang}/corrections/").content.decode()
    for text in (*words, "777", "13:57–14:00", "Не та страна.", "читатель", "60", "61"):
        assert text in page, text
    assert "aigul" not in page


def test_without_a_name_the_desk_noticed(client, record):
    erase_claim(claim=OutcomeFactory(), reason="A slip.", by=UserFactory(editor=True), at=AT)
    assert "the editors" in client.get("/en/corrections/").content.decode()


def test_filters_say_what_they_leave_and_how_to_drop_them(client, record):
    address = f"/en/corrections/?programme={record.indicator.programme_id}&whose=source"
    page = client.get(address).content.decode()
    assert "The source corrected itself" in page
    assert "Entered by mistake, taken out" not in page
    assert "?whose=source" in page
    assert client.get("/en/corrections/?whose=nobody").status_code == 400
    assert client.get("/en/corrections/?programme=none").status_code == 404


def test_pages_lead_to_it(client, record):
    for address in ("/en/changes/", "/en/"):
        assert 'href="/en/corrections/"' in client.get(address).content.decode(), address
    page = client.get("/en/targets/pool/").content.decode()
    assert f'href="/en/corrections/?indicator={record.indicator.pk}"' in page
    assert "2 corrections of what is recorded here" in page
    other = TargetFactory(id="other")
    refresh_assessments(as_of=AT.date(), at=AT)
    assert f"indicator={other.indicator.pk}" not in client.get("/en/targets/other/").content.decode()


def test_day_before_shows_none_of_ours(client, record):
    page = client.get("/en/corrections/?as_of=2024-07-31").content.decode()
    assert "Entered by mistake, taken out" not in page
    assert "The source corrected itself" in page


def test_empty_page_says_so(client, db):
    assert "Nothing had to be corrected." in client.get("/en/corrections/").content.decode()


def test_feed_tells_the_same_with_ids_that_stay(client, record):
    feeds = [ET.fromstring(client.get(f"/corrections/feed.atom?lang={lang}").content) for lang in ("en", "kk")]
    ids = [[entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")] for feed in feeds]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 2
    texts = {
        entry.findtext(f"{ATOM}title"): entry.findtext(f"{ATOM}summary") for entry in feeds[0].iter(f"{ATOM}entry")
    }
    [erased] = [text for title, text in texts.items() if title.startswith("Entered by mistake, taken out")]
    assert "Wrong: 777\xa0projects" in erased
    assert "Stood: 1 August 2024, 13:57–14:00" in erased
    assert "aigul" not in client.get("/corrections/feed.atom").content.decode()


def test_feed_of_some_corrections_has_a_name_and_addresses_of_its_own(client, record):
    """A reader program that goes by its id would take it for the feed of all; one that goes by its link got that."""
    frames = {}
    for query in ("", "territory=kz", "whose=ours", "whose=source", f"whose=ours&indicator={record.indicator.pk}"):
        feed = ET.fromstring(client.get(f"/corrections/feed.atom?{query}&lang=en&as_of=2024-08-01").content)
        links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        for relation, more in (("self", ("lang=en", "as_of=2024-08-01")), ("alternate", ())):
            given = set(links[relation].partition("?")[2].split("&")) - {""}
            assert given == {*filter(None, query.split("&")), *more}, (query, relation)
        frames[feed.findtext(f"{ATOM}id").partition(":corrections")[2]] = query
    assert frames[""] == ""
    assert frames["/kz"] == "territory=kz"
    assert len(frames) == 5


def test_feed_answers_304_until_something_is_corrected(client, record):
    first = client.get("/corrections/feed.atom")
    assert client.get("/corrections/feed.atom", headers={"If-None-Match": first["ETag"]}).status_code == 304
    erase_claim(claim=OutcomeFactory(), reason="A slip.", by=UserFactory(editor=True), at=AT)
    assert client.get("/corrections/feed.atom", headers={"If-None-Match": first["ETag"]}).status_code == 200
