"""A person sees where they are logged in and ends it; sessions end by themselves, those of staff sooner."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client

from accounts.models import BrowserSession
from accounts.people.browser_names import browser_name
from projects.models import AuditEntry
from tests.accounts.logging_in import NEW, PASSWORD, is_logged_in, log_in, somebody

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
PAGE = "/accounts/sessions/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile Safari/604.1"


def names(page) -> list[str]:
    return re.findall(r'name="session" value="(\w+)"', page.content.decode())


@pytest.fixture
def person():
    return somebody()


@pytest.fixture
def phone(person):
    phone = Client(HTTP_USER_AGENT=IPHONE, REMOTE_ADDR="198.51.100.7")
    log_in(phone, person)
    return phone


def test_page_shows_browser_network_and_which_is_this(client, person, phone):
    log_in(client, person, HTTP_USER_AGENT=FIREFOX)
    log_in(Client(HTTP_USER_AGENT=FIREFOX), somebody("other@example.org"))

    page = client.get(PAGE, HTTP_USER_AGENT=FIREFOX)
    text = page.content.decode()
    assert text.index("Firefox, Linux") < text.index("Safari, iPhone")
    assert "198.51.100.7" in text
    assert text.count("this session") == 1
    assert len(names(page)) == 1
    keys = BrowserSession.objects.values_list("session_key", flat=True)
    assert not [key for key in keys if key in text]
    assert "no-store" in page["Cache-Control"]


def test_ending_one_ends_that_one(client, person, phone):
    tablet = Client()
    log_in(tablet, person)
    log_in(client, person)
    name = names(client.get(PAGE))[0]
    client.post(PAGE, {"do": "end", "session": name})

    assert sorted(map(is_logged_in, (tablet, phone))) == [False, True]
    assert is_logged_in(client)
    assert AuditEntry.objects.filter(action="end_session").count() == 1


def test_ending_all_others_leaves_this(client, person, phone):
    log_in(client, person)
    client.post(PAGE, {"do": "end-others"})

    assert (is_logged_in(client), is_logged_in(phone)) == (True, False)
    assert BrowserSession.objects.filter(user=person).count() == 1
    assert AuditEntry.objects.filter(action="end_other_sessions").count() == 1


def test_nobody_ends_the_session_of_another(client, person, phone):
    stranger = somebody("other@example.org")
    log_in(client, person)
    (name,) = names(client.get(PAGE))
    thief = Client()
    log_in(thief, stranger)

    answer = thief.post(PAGE, {"do": "end", "session": name}, follow=True)
    assert "has ended already" in answer.content.decode()
    assert is_logged_in(phone)
    assert Client().post(PAGE, {"do": "end", "session": name}).url.startswith("/accounts/login/")


@pytest.mark.parametrize("given", ["", "x", "\x00", "é" * 500])
def test_made_up_name_ends_nothing(client, person, phone, given):
    log_in(client, person)
    answer = client.post(PAGE, {"do": "end", "session": given}, follow=True)

    assert answer.status_code == 200
    assert is_logged_in(phone)


def test_changed_password_ends_the_others_and_the_list_says_so(client, person, phone):
    log_in(client, person)
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    assert (is_logged_in(client), is_logged_in(phone)) == (True, False)
    assert names(client.get(PAGE)) == []


# Role, pauses between visits in hours: whether the person is logged in after the last.
PAUSES = [
    ("watcher", [24 * 13] * 4, True),
    ("watcher", [24 * 14], False),
    ("watcher", [24 * 13] * 5, False),  # 65 days
    ("editor", [3.5] * 3, True),
    ("editor", [4], False),
    ("editor", [3.5] * 4, False),  # 14 hours
    ("admin", [4.5], False),
]


@pytest.mark.parametrize(("role", "pauses", "expected"), PAUSES)
def test_session_ends_when_unused_and_in_any_case(client, role, pauses, expected):
    with time_machine.travel(NOW, tick=False) as clock:
        log_in(client, somebody(role=role))
        at = NOW
        for hours in pauses:
            at += timedelta(hours=hours)
            clock.move_to(at)
            still_in = is_logged_in(client)
        assert still_in is expected


def test_use_is_written_once_in_a_quarter_of_an_hour(client, person, django_assert_num_queries):
    def writes() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            assert is_logged_in(client)
        return sum("accounts_browsersession" in query["sql"] and "UPDATE" in query["sql"] for query in queries)

    with time_machine.travel(NOW, tick=False) as clock:
        log_in(client, person)
        counted = []
        for minutes in (1, 14, 15, 16, 31):
            clock.move_to(NOW + timedelta(minutes=minutes))
            counted.append(writes())
    assert counted == [0, 0, 1, 0, 1]


def test_reader_without_a_session_costs_nothing(client, django_assert_num_queries):
    client.get("/method/")
    assert not BrowserSession.objects.exists()


def test_sessions_that_are_over_are_swept_away(person):
    with time_machine.travel(NOW, tick=False) as clock:
        log_in(Client(), person)
        clock.move_to(NOW + timedelta(days=15))
        call_command("clearsessions")
    assert not BrowserSession.objects.exists()


def test_sessions_from_before_go_on_and_are_listed_once_used(client, person):
    log_in(client, person)
    row = BrowserSession.objects.get()
    Session.objects.create(session_key=row.session_key, session_data=row.session_data, expire_date=row.expire_date)
    BrowserSession.objects.all().delete()
    assert not is_logged_in(client)
    client.cookies["sessionid"] = row.session_key

    import_module("accounts.migrations.0022_browser_sessions").copy_sessions(apps, None)
    assert is_logged_in(client)
    assert BrowserSession.objects.get().user_id == person.pk


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (FIREFOX, "Firefox, Linux"),
        (IPHONE, "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/124.0 YaBrowser/24.6 Safari/537.36", "Yandex Browser, Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) Version/17.5 Safari/605.1.15", "Safari, macOS"),
        ("<script>alert(1)</script>", ""),
        ("", ""),
    ],
)
def test_browser_is_named_as_its_owner_knows_it(header, name):
    assert browser_name(header) == name
