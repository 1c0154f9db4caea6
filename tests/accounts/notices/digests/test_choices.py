"""What a person chooses about their digest, and what comes of it: kinds of news, quiet weeks, snoozes, previews."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.actions.digest_preferences import set_preferences
from accounts.actions.follows import UnknownThingError
from accounts.actions.snoozes import end_snooze, start_snooze
from accounts.delivery.stop_tokens import token_for
from accounts.models import DigestPreferences, Message, Snooze
from accounts.models.news_kinds import KINDS
from accounts.notices.digests.draft import draft_preview
from accounts.people.time_zones import zone_choices
from tests.accounts.notices.digests.test_draft import told, was_sent
from tests.factories import SourceFactory, UserFactory

pytestmark = pytest.mark.django_db


def only(*kinds):
    return {"kinds": list(kinds)}


# --- kinds of news ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kinds", "sections"),
    [
        (KINDS, [("overdue", "pool")]),
        (("reported",), [("reported", "pool")]),
        (("decided", "revised"), []),
        (("overdue",), [("overdue", "pool")]),
    ],
)
def test_only_chosen_kinds_of_news_come(follower, draft, desk, on, kinds, sections):
    target = desk.promise(deadline=date(2024, 6, 30), timing="by_deadline")
    person = follower(target, **only(*kinds))
    desk.report(target, at=on(2024, 7, 2), period_end=date(2024, 5, 31))

    found = draft(person, on(2024, 7, 8))

    assert (told(found) if found else []) == sections
    if found:
        assert ("New report" in found.mail.text) == ("reported" in kinds)


def test_new_promises_and_revisions_are_chosen_apart(follower, draft, desk, on):
    person = follower(desk.promise(), **only("announced"))
    desk.revise(person.follows.get().target, at=on(2024, 6, 3), value=Decimal(150))

    assert draft(person, on(2024, 6, 10)) is None


# --- sources that disagree -------------------------------------------------------------------------------------------


def test_sources_that_begin_to_disagree_are_news_once(follower, draft, desk, on):
    target = desk.promise()
    person = follower(target)
    desk.report(target, at=on(2024, 7, 10))
    was_sent(person, draft(person, on(2024, 7, 15)), on(2024, 7, 15))
    other = SourceFactory(published=date(2024, 7, 17), publisher="Bureau of Statistics", kind="official_statistics")
    desk.report(target, at=on(2024, 7, 17), source=other, value=Decimal(60))

    found = draft(person, on(2024, 7, 22))

    assert told(found) == [("disputed", "pool")]
    assert found.mail.subject == "1 target disputed, 1 reported on"
    both = "Sources disagree: Bureau of Statistics: 60 projects in January–June 2024; Government press service: 90"
    assert both in found.mail.text
    was_sent(person, found, on(2024, 7, 22))
    assert draft(person, on(2024, 7, 29)) is None


# --- weeks without news ----------------------------------------------------------------------------------------------


def test_what_was_overdue_before_is_told_in_a_line_below_what_is_new(follower, draft, desk, on):
    old = desk.promise("old", deadline=date(2024, 3, 31))
    older = desk.promise("older", deadline=date(2024, 3, 10))
    fresh = desk.promise("fresh", deadline=date(2024, 4, 10))
    person = follower(old, older, fresh)
    first = draft(person, on(2024, 4, 8))
    assert told(first) == [("overdue", "older"), ("overdue", "old"), ("due_soon", "fresh")]
    assert not any(item.again for item in first.digest.items)
    was_sent(person, first, on(2024, 4, 8))

    second = draft(person, on(2024, 4, 15))

    assert [(item.chain.first_id, item.again) for item in second.digest.items] == [
        ("fresh", False),
        ("older", True),
        ("old", True),
    ]
    assert second.mail.subject == "3 targets without a final report (1 newly)"
    assert "As in your last digest, nothing new since:\n- Projects launched" in second.mail.text
    assert second.mail.html.count("cid:") == 1  # only what is new has its picture


def test_a_quiet_week_is_one_line_or_nothing(follower, draft, desk, on):
    target = desk.promise(deadline=date(2024, 3, 31), timing="by_deadline")
    loud, silent = follower(target), follower(target, quiet="nothing")
    for person in (loud, silent):
        was_sent(person, draft(person, on(2024, 4, 8)), on(2024, 4, 8))

    assert draft(silent, on(2024, 4, 15)) is None
    quiet = draft(loud, on(2024, 4, 15))
    assert quiet.mail.subject == "Nothing new; 1 target without a final report"
    line = (
        "Nothing new since 8 April 2024. 1 target without a final report; the longest: “Projects launched”, no final "
        "report for 15 days."
    )
    assert line in quiet.mail.text
    assert quiet.mail.pictures == ()
    # The news of a quiet time is lost to neither: the window goes on from the last one sent.
    desk.report(target, at=on(2024, 4, 16), period_end=date(2024, 3, 31), value=Decimal(1))
    assert "New report: 1 project" in draft(silent, on(2024, 4, 22)).mail.text


def test_a_daily_digest_says_that_nothing_is_new_once_a_week(follower, draft, desk, on):
    person = follower(desk.promise(deadline=date(2024, 3, 31)), cadence="daily", weekday=2)
    was_sent(person, draft(person, on(2024, 4, 8)), on(2024, 4, 8))

    days = [day for day in range(9, 16) if draft(person, on(2024, 4, day)) is not None]

    assert days == [10]  # the Wednesday


def test_nothing_new_and_nothing_overdue_is_no_mail(follower, draft, desk, on):
    person = follower(desk.promise(deadline=date(2024, 12, 31)))
    was_sent(person, draft(person, on(2024, 12, 9)), on(2024, 12, 9))  # due soon

    assert draft(person, on(2024, 12, 16)) is None


# --- snoozing --------------------------------------------------------------------------------------------------------


def test_a_snoozed_target_is_left_out_and_tells_later_what_happened_meanwhile(follower, draft, desk, on):
    target = desk.promise(deadline=date(2024, 3, 31))
    other = desk.promise("other", deadline=date(2024, 3, 31), timing="by_deadline")
    person = follower(target, other)
    was_sent(person, draft(person, on(2024, 4, 8)), on(2024, 4, 8))
    desk.revise(target, at=on(2024, 4, 9), value=Decimal(150))  # before the snooze, and not told yet
    start_snooze(by=person, target_id="pool", until="2024-05-10", at=on(2024, 4, 10))
    desk.report(other, at=on(2024, 4, 11), period_end=date(2024, 3, 31), value=Decimal(1))

    during = draft(person, on(2024, 4, 15))
    assert told(during) == [("overdue", "other")]
    assert "Left out until the day you chose: 1 target." in during.mail.text
    was_sent(person, during, on(2024, 4, 15))
    assert told(draft(person, on(2024, 5, 6))) == [("overdue", "other")]

    after = draft(person, on(2024, 5, 13))
    assert told(after)[0] == ("overdue", "pool")
    assert "Revised on 9 April 2024" in after.mail.text
    was_sent(person, after, on(2024, 5, 13))
    later = draft(person, on(2024, 5, 20))
    assert "Revised" not in later.mail.text


def test_a_snooze_is_of_one_person_and_chain_and_ends_early_if_they_want(follower, draft, desk, on):
    target = desk.promise(deadline=date(2024, 3, 31))
    link = desk.revise(target, at=on(2024, 3, 20), value=Decimal(150))
    sleeper, other = follower(target.indicator.programme), follower(target)
    start_snooze(by=sleeper, target_id=link.pk, until="2024-12-31", at=on(2024, 4, 1))

    assert draft(sleeper, on(2024, 4, 8)) is None
    assert told(draft(other, on(2024, 4, 8))) == [("overdue", "pool")]
    assert end_snooze(by=sleeper, target_id="pool", at=on(2024, 4, 9)) is True
    assert end_snooze(by=sleeper, target_id="pool", at=on(2024, 4, 9)) is False
    assert told(draft(sleeper, on(2024, 4, 15))) == [("overdue", "pool")]


def test_snoozing_again_moves_the_day_and_forgets_nothing(follower, desk, on):
    person = follower(desk.promise())
    first = start_snooze(by=person, target_id="pool", until="2024-05-01", at=on(2024, 4, 1))
    again = start_snooze(by=person, target_id="pool", until="2024-06-01", at=on(2024, 4, 10))

    assert again.pk == first.pk
    assert again.quiet_since == first.quiet_since
    assert again.ends_at == datetime(2024, 5, 31, 19, tzinfo=UTC)  # midnight in Almaty


@pytest.mark.parametrize(
    "until", ["", "tomorrow", "2024-13-01", "2024-04-01", "2023-01-01", "2026-01-01", "20240501", "\0"]
)
def test_a_day_that_cannot_be_is_refused_and_said(follower, desk, on, until):
    person = follower(desk.promise())

    with pytest.raises(ValidationError, match="not"):
        start_snooze(by=person, target_id="pool", until=until, at=on(2024, 4, 1))
    assert not Snooze.objects.exists()


def test_what_is_not_there_cannot_be_snoozed(on):
    with pytest.raises(UnknownThingError):
        start_snooze(by=UserFactory(), target_id="no-such", until="2024-05-01", at=on(2024, 4, 1))


def test_pages_show_what_is_snoozed_and_have_it_back(client, follower, desk):
    person = follower(desk.promise())
    client.force_login(person)
    until = timezone.localdate() + timedelta(days=40)
    for bad in ("", "never", "2001-01-01"):
        page = client.post("/following/snooze/", {"target": "pool", "until": bad}, follow=True).content.decode()
        assert "not a date" in page or "not one of them" in page
    data = {"target": "pool", "until": until.isoformat(), "next": "/targets/pool/"}
    page = client.post("/following/snooze/", data, follow=True).content.decode()
    assert "Snoozed: your digests leave this target out until" in page
    assert "Unsnooze" in page
    assert "snoozed until" in client.get("/following/").content.decode()

    client.post("/following/snooze/", {"target": "pool", "want": "wake"})
    assert "snoozed until" not in client.get("/following/").content.decode()
    assert client.post("/following/snooze/", {"target": "none", "until": until.isoformat()}).status_code == 404


# --- the preview -----------------------------------------------------------------------------------------------------


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
    client.force_login(follower(desk.promise("far", deadline=date(2090, 1, 1)), at=timezone.now()))  # noqa: TID251
    assert "nothing you follow is new" in client.get("/following/preview/").content.decode()
    assert client.get("/following/preview/html/").status_code == 200


# --- choosing --------------------------------------------------------------------------------------------------------


def test_what_is_not_chosen_anew_stays(on):
    person = UserFactory()
    set_preferences(by=person, at=on(2024, 4, 1), cadence="daily", **only("overdue"))

    set_preferences(by=person, at=on(2024, 4, 1), language="kk")

    stored = DigestPreferences.objects.get(user=person)
    assert (stored.cadence, stored.kinds, stored.language) == ("daily", ["overdue"], "kk")


@pytest.mark.parametrize("nonsense", [{"kinds": []}, {"kinds": ["weather"]}, {"kinds": "overdue"}, {"quiet": "loud"}])
def test_kinds_that_do_not_exist_are_refused(on, nonsense):
    person = UserFactory()

    with pytest.raises(ValidationError):
        set_preferences(by=person, at=on(2024, 4, 1), **nonsense)
    assert not DigestPreferences.objects.exists()


def test_the_zones_are_grouped_and_named_in_the_readers_words(client, follower):
    client.force_login(follower())
    client.cookies["django_language"] = "ru"

    page = client.get("/following/preferences/").content.decode()

    assert '<optgroup label="Казахстан">' in page
    assert '<option value="Asia/Almaty" selected>Алматы (UTC+5)</option>' in page
    assert '<option value="Europe/Berlin">Берлин (UTC+' in page
    assert page.count("<option") > 300


def test_a_zone_of_another_list_stays_chosen(client, follower):
    client.force_login(follower(time_zone="US/Eastern"))

    assert '<option value="US/Eastern" selected>' in client.get("/following/preferences/").content.decode()


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
@pytest.mark.parametrize("chosen", ["Asia/Almaty", "Asia/Calcutta", "Asia/Kolkata", "Asia/Saigon", "US/Eastern"])
def test_every_zone_is_there_once(lang, chosen):
    groups = zone_choices(datetime(2024, 4, 1, tzinfo=UTC), lang, chosen)
    names, words = zip(*(choice for _heading, choices in groups for choice in choices), strict=True)
    cities = [label.split(" (UTC")[0] for label in words]
    assert not [city for city in set(cities) if cities.count(city) > 1]
    assert len(set(names)) == len(names) > 300
    assert chosen in names
    assert len({name for name in names if name in {"Asia/Kolkata", "Asia/Calcutta"}}) == 1


# --- leaving, or getting fewer ---------------------------------------------------------------------------------------


@pytest.fixture
def leaving(client, follower):
    person = follower()

    def post(**data):
        response = client.post(f"/following/unsubscribe/{token_for(person.pk)}/", data)
        return response, DigestPreferences.objects.get(user=person)

    return post


@pytest.mark.parametrize("times", [1, 2, 3])
def test_less_often_is_offered_and_asking_again_changes_nothing_more(leaving, times):
    for _again in range(times):
        response, stored = leaving(choice="less", cadence="monthly")

    assert response.status_code == 200
    assert (stored.cadence, stored.due_at is not None) == ("monthly", True)
    assert "Digests come every month now" in response.content.decode()


def test_more_often_is_not_what_that_link_is_for(leaving):
    leaving(choice="less", cadence="monthly")
    response, stored = leaving(choice="less", cadence="weekly")
    assert (response.status_code, stored.cadence) == (200, "monthly")


def test_fewer_kinds_are_offered(leaving):
    response, stored = leaving(choice="fewer", kinds=["overdue", "decided"])

    assert response.status_code == 200
    assert (stored.kinds, stored.cadence) == (["overdue", "decided"], "weekly")


@pytest.mark.parametrize(
    "data",
    [
        {"choice": "fewer"},
        {"choice": "fewer", "kinds": ["weather"]},
        {"choice": "less", "cadence": "hourly"},
        {"choice": "x"},
    ],
)
def test_nonsense_is_said_and_changes_nothing(leaving, data):
    response, stored = leaving(**data)

    assert response.status_code == 400
    assert "Nothing was changed." in response.content.decode()
    assert (stored.cadence, stored.kinds) == ("weekly", list(KINDS))


def test_a_link_to_digests_that_are_off_switches_none_on(leaving):
    leaving(choice="stop")
    for data in ({"choice": "less", "cadence": "monthly"}, {"choice": "fewer", "kinds": ["overdue"]}):
        response, stored = leaving(**data)
        assert (response.status_code, stored.cadence, stored.due_at) == (200, "off", None)
    assert "No more digests" in response.content.decode()


def test_the_page_offers_to_change_instead_of_leaving(client, follower):
    page = client.get(f"/following/unsubscribe/{token_for(follower(cadence='daily').pk)}/").content.decode()

    assert "Send them every week instead" in page
    assert "Send them every month instead" in page
    assert page.count('name="kinds"') == len(KINDS)
