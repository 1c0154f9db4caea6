"""Leaving an address without an account: asked first, confirmed by a POST, ended by one; strangers learn nothing."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from accounts.actions.week_subscriptions import forget_unconfirmed
from accounts.delivery.stops import stop_address
from accounts.models import Message, StoppedAddress, WeekSubscriber
from accounts.notices.digests.sweep import sweep_mail
from projects.actions.rename_row import rename_row
from projects.models import Programme, Territory
from tests.factories import ProgrammeFactory, TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2024, 7, 10, 9, tzinfo=UTC)
FORM = {"email": "Aigul@Example.org", "territory": "", "language": "ru"}


@pytest.fixture
def reader(client, time_machine):
    time_machine.move_to(NOW, tick=False)
    cache.clear()
    for country in ("kz", "de"):
        ProgrammeFactory(territory=TerritoryFactory(id=country, name=country.upper()))
    return client


def link(page):
    return re.search(rf"/\w\w/following/week/{page}/[^/\s]+/", Message.objects.latest("pk").text)[0]


def ask(reader, **given):
    return reader.post("/en/following/week/", {**FORM, **given})


def test_address_is_confirmed_by_a_post_from_the_mail_and_a_get_changes_nothing(reader, postbox):
    answer = ask(reader, territory="de")
    assert (answer.status_code, answer["Location"]) == (302, "/en/following/week/sent/")
    sweep_mail(lambda: NOW)
    assert postbox.recipients == ["aigul@example.org"]
    mail = postbox.message()
    assert "List-Unsubscribe" in mail
    assert WeekSubscriber.objects.get().confirmed_at is None
    confirm = link("confirm")
    assert confirm.startswith("/ru/")
    page = reader.get(confirm).content.decode()
    assert "DE" in page
    assert "aigul" not in page, "a forwarded mail must not show it"
    assert WeekSubscriber.objects.get().confirmed_at is None
    assert reader.post(confirm).status_code == 200
    row = WeekSubscriber.objects.get()
    assert (row.address, row.language, row.territory_id) == ("aigul@example.org", "ru", "de")
    assert (row.confirmed_at, row.next_week_on.isoformat()) == (NOW, "2024-07-08")
    assert reader.post(confirm).status_code == 200, "twice does no harm"


def test_another_choice_holds_only_when_it_is_confirmed(reader):
    ask(reader)
    reader.post(link("confirm"))
    with_day = NOW + timedelta(days=1)
    WeekSubscriber.objects.update(asked_at=with_day)
    Message.objects.all().delete()
    ask(reader, territory="de", language="kk")
    assert WeekSubscriber.objects.get().language == "ru"
    reader.post(link("confirm"))
    row = WeekSubscriber.objects.get()
    assert (row.language, row.territory_id, row.confirmed_at) == ("kk", "de", NOW)


def test_country_that_was_renamed_is_found_and_one_that_is_gone_is_not_made_all(reader):
    ask(reader, territory="de")
    confirm = link("confirm")
    rename_row(row=Territory.objects.get(pk="de"), new_id="ge", by=UserFactory(editor=True), at=NOW)
    reader.post(confirm)
    assert WeekSubscriber.objects.get().territory_id == "ge"
    rename_row(row=Territory.objects.get(pk="ge"), new_id="de", by=UserFactory(editor=True), at=NOW)
    Programme.objects.filter(territory="de").delete()
    Territory.objects.filter(pk="de").delete()
    assert not WeekSubscriber.objects.exists(), "nobody gets another country's weeks instead"
    assert reader.post(confirm).status_code == 400


def test_one_click_ends_it_and_leaves_nothing(reader, postbox):
    ask(reader)
    leave = link("leave")
    reader.post(link("confirm"))
    assert reader.get(leave).status_code == 200
    assert WeekSubscriber.objects.exists()
    answer = reader.post(leave, {"List-Unsubscribe": "One-Click"})  # what a mail program sends
    assert answer.status_code == 200
    assert not WeekSubscriber.objects.exists()
    assert not Message.objects.exists()
    assert not StoppedAddress.objects.exists()
    assert reader.post(leave).status_code == 200, "twice does no harm"


def test_owner_can_have_the_address_left_alone_for_good(reader):
    ask(reader)
    answer = reader.post(link("leave").replace("/ru/", "/en/"), {"choice": "never"})
    assert "no mail of any kind" in answer.content.decode()
    assert StoppedAddress.objects.among(["aigul@example.org"])
    ask(reader)
    assert not Message.objects.exists()
    assert not WeekSubscriber.objects.exists()


def test_page_promises_nothing_of_an_address_that_was_deleted_before(reader):
    ask(reader)
    leave = link("leave").replace("/ru/", "/en/")
    reader.post(leave)
    assert "no mail of any kind" not in reader.post(leave, {"choice": "never"}).content.decode()
    assert not StoppedAddress.objects.exists()


def test_answer_is_the_same_whether_the_address_is_known_or_not(reader):
    stop_address(address="stopped@example.org", reason=StoppedAddress.Reason.BOUNCED, detail="", at=NOW)
    ask(reader)
    reader.post(link("confirm"))
    answers = [
        ask(reader, email=address)
        for address in ("aigul@example.org", "new@example.org", "new@example.org", "stopped@example.org")
    ]
    outcomes = {(answer.status_code, answer["Location"], answer.content) for answer in answers}
    assert len(outcomes) == 1


def test_address_is_asked_once_a_day_and_three_times_in_all(reader, time_machine):
    for day in range(6):
        for _again in range(2):
            cache.clear()
            ask(reader)
        time_machine.move_to(NOW + timedelta(days=day + 1), tick=False)
    assert Message.objects.filter(kind="subscription").count() == 3


def test_one_mailbox_is_asked_three_times_a_day_whatever_stands_behind_the_plus(reader, settings):
    settings.ALLOWANCES = {**settings.ALLOWANCES, "subscriptions": 100}
    for number in range(6):
        assert ask(reader, email=f"aigul+{number}@example.org").status_code == 302
    assert Message.objects.count() == 3


def test_network_that_leaves_many_addresses_waits_and_loses_nothing_typed(reader):
    answers = [ask(reader, email=f"person{number}@example.org") for number in range(11)]
    assert [answer.status_code for answer in answers] == [302] * 10 + [429]
    assert "person10@example.org" in answers[-1].content.decode()


@pytest.mark.parametrize(
    "given",
    [
        {"email": ""},
        {"email": "nobody"},
        {"email": "a@example.org\nBcc: b@example.org"},
        {"email": "a@example.org, b@example.org"},
        {"email": f"{'a' * 250}@example.org"},
        {"email": "a@exa\0mple.org"},
        {"territory": "atlantis"},
        {"language": "xx"},
    ],
)
def test_what_cannot_be_read_is_said_and_asks_nobody(reader, given):
    assert ask(reader, **given).status_code == 400
    assert not Message.objects.exists()
    assert not WeekSubscriber.objects.exists()


def test_program_that_fills_every_box_is_thanked_and_forgotten(reader):
    assert ask(reader, homepage="https://spam.example").status_code == 302
    assert not WeekSubscriber.objects.exists()


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://elsewhere.example"}, {"origin": "null"}]
)
def test_page_of_another_site_cannot_use_its_readers_networks(reader, headers):
    answer = reader.post("/en/following/week/", FORM, headers=headers)
    assert answer.status_code == 400
    assert "another site" in answer.content.decode()
    assert not Message.objects.exists()
    own = {"sec-fetch-site": "same-origin", "origin": "null"}
    assert reader.post("/en/following/week/", FORM, headers=own).status_code == 302


def test_links_that_are_forged_old_or_of_another_kind_do_nothing(reader, time_machine):
    ask(reader)
    confirm, leave = link("confirm"), link("leave")
    token = confirm.split("/")[-2]
    for path in (
        reverse("week-leave", args=[token]),
        confirm.replace(token, f"{token}x"),
        leave.replace("leave", "confirm"),
    ):
        assert reader.post(path).status_code == 400
    time_machine.move_to(NOW + timedelta(days=8), tick=False)
    assert reader.post(confirm).status_code == 400
    row = WeekSubscriber.objects.get()
    assert row.confirmed_at is None
    row.delete()
    assert reader.post(leave).status_code == 200


def test_addresses_are_forgotten_that_nobody_confirmed_or_that_mail_cannot_reach(reader):
    ask(reader)
    ask(reader, email="confirmed@example.org")
    reader.post(link("confirm"))
    ask(reader, email="bounced@example.org")
    reader.post(link("confirm"))
    stop_address(address="bounced@example.org", reason=StoppedAddress.Reason.BOUNCED, detail="", at=NOW)
    assert forget_unconfirmed(at=NOW + timedelta(days=6)) == 0
    assert forget_unconfirmed(at=NOW + timedelta(days=8)) == 1
    assert forget_unconfirmed(at=NOW + timedelta(days=31)) == 1
    assert list(WeekSubscriber.objects.values_list("address", flat=True)) == ["confirmed@example.org"]
    assert set(Message.objects.values_list("recipient", flat=True)) == {"confirmed@example.org"}


def test_form_stands_on_the_week_and_the_page_stays_the_same_for_everybody(reader):
    answer = reader.get("/en/week/2024-W28/")
    own = reader.get("/ru/following/week/")
    for page in (answer, own):
        assert 'action="/en/following/week/"' in page.content.decode().replace("/ru/", "/en/")
    assert 'name="homepage"' in own.content.decode()
    assert "csrftoken" not in answer.cookies
