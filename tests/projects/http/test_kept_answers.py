"""Who asks the same gets the same answer without a view, until the record or the day changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.actions.private_addresses import renew_address
from projects.http.kept_answers import OVERHEAD, KeptAnswer, KeptAnswers, kept_answers
from projects.models import Programme
from tests.factories import TargetFactory, UserFactory
from tests.scale.addresses import every_address
from tests.scale.record import NOW, Growing

pytestmark = pytest.mark.django_db

LIST = "/api/v1/targets/?fields=id,value"
READ = ["/targets/", "/targets/one/", "/programmes/", "/targets/feed.atom", "/targets/one.csv", LIST]
EVENING = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def reader(settings) -> Client:
    settings.KEPT_ANSWERS = 1_000_000
    TargetFactory(id="one")
    return Client()


def whole(answer):
    """Status, contents and headers, with what the answer leaves in the browser."""
    return answer.status_code, answer.getvalue(), {**answer.headers}, sorted(answer.cookies)


# --- given again ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", READ)
def test_the_second_reader_gets_the_same_answer_for_one_query(reader, standing_clock, path, django_assert_num_queries):
    first = whole(reader.get(path))
    with django_assert_num_queries(1):
        second = whole(Client().get(path))

    assert second == first
    assert first[0] == 200


@pytest.mark.once
def test_every_address_answers_the_second_reader_as_if_it_had_been_made_for_them(
    settings, django_db_setup, django_db_blocker
):
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        growing = Growing()
        growing.grow(4)
        count = 0
        for address in every_address(growing.person.pk):
            settings.KEPT_ANSWERS = 0
            made = whole(Client(headers={"accept-language": "ru"}).get(address.path))
            settings.KEPT_ANSWERS = 100_000_000
            whole(Client(headers={"accept-language": "ru"}).get(address.path))
            if made[3]:  # a token or a session of the reader's own
                assert not len(kept_answers), address.path
                continue
            count += len(kept_answers)
            assert whole(Client(headers={"accept-language": "ru"}).get(address.path)) == made, address.path
            kept_answers.clear()
        transaction.set_rollback(True)
    assert count > 100  # of what is public


# --- made anew -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", READ)
def test_a_change_of_the_record_is_seen_at_once(reader, path):
    first = reader.get(path)
    first.getvalue()
    Programme.objects.update(name="Called otherwise")
    second = reader.get(path)
    second.getvalue()

    assert second["ETag"] != first["ETag"]


def test_a_changed_name_is_on_the_page_that_was_kept(reader):
    reader.get("/targets/one/")
    Programme.objects.update(name="Called otherwise")

    assert "Called otherwise" in reader.get("/targets/one/").content.decode()


def test_a_new_day_makes_the_answer_new(reader):
    with time_machine.travel(EVENING, tick=False):
        first = reader.get("/targets/one/")
    with time_machine.travel(EVENING + timedelta(days=1), tick=False):
        assert reader.get("/targets/one/").content != first.content


@pytest.mark.parametrize(
    ("path", "options"),
    [
        ("/targets/", {"headers": {"accept-language": "ru"}}),
        ("/targets/", {"headers": {"cookie": "django_language=kk"}}),
        ("/targets/", {"headers": {"hx-request": "true"}}),
        ("/api/v1/targets/?page_size=1", {"headers": {"host": "localhost"}}),
        ("/api/v1/targets/?page_size=1", {"secure": True}),
        ("/api/v1/targets/", {"headers": {"accept": "text/csv"}}),
    ],
)
def test_who_asks_otherwise_gets_an_answer_of_their_own(settings, reader, standing_clock, path, options):
    settings.ALLOWED_HOSTS = ["testserver", "localhost"]
    TargetFactory(id="two")
    expected = whole(Client().get(path, **options))
    kept_answers.clear()
    other = whole(reader.get(path))

    assert whole(Client().get(path, **options)) == expected
    assert expected[1:3] != other[1:3]


# --- whose answers are kept ----------------------------------------------------------------------------------------


def test_who_is_logged_in_neither_gets_what_is_kept_nor_leaves_anything(reader):
    person = Client()
    person.force_login(UserFactory(email="a@example.org"))
    own = person.get("/targets/")
    assert not len(kept_answers)

    public = reader.get("/targets/")
    assert person.get("/targets/").content == own.content != public.content


def test_what_leaves_a_choice_in_the_browser_is_not_given_to_others(reader):
    assert "django_language" in reader.get("/ru/targets/").cookies
    assert "django_language" in Client().get("/ru/targets/").cookies


def test_problems_are_not_kept(reader):
    for path in ("/targets/none/", "/targets/?status=odd", "/api/v1/targets/?status=odd"):
        reader.get(path)
    assert not len(kept_answers)


def test_what_does_not_show_the_record_is_not_kept_whatever_tag_it_is_asked_with(reader):
    assert reader.get("/healthz", headers={"if-none-match": f'W/"r-{"0" * 32}"'}).status_code == 200
    assert not len(kept_answers)


def test_an_address_that_its_owner_has_renewed_is_not_answered_from_what_was_kept(reader):
    person = UserFactory(email="a@example.org")
    old = reverse("private-feed", args=[renew_address(by=person, at=EVENING).secret])
    assert Client().get(old, headers={"if-none-match": f'W/"r-{"0" * 32}"'}).status_code == 200
    renew_address(by=person, at=EVENING)

    assert Client().get(old).status_code == 404


def test_limits_count_who_gets_what_is_kept(settings, reader, standing_clock):
    settings.ALLOWANCES = {**settings.ALLOWANCES, "api": 3}
    statuses = [reader.get(LIST).status_code for _number in range(5)]

    assert statuses == [200, 200, 200, 429, 429]


def test_who_was_refused_at_the_end_of_a_minute_is_not_counted_twice_in_the_next(settings, reader, monkeypatch):
    settings.ALLOWANCES = {**settings.ALLOWANCES, "api": 1}
    minute = timedelta(minutes=1)
    is_allowed = KeptAnswer.is_allowed
    with time_machine.travel(EVENING, tick=False) as clock:

        def slow(*given):
            allowed = is_allowed(*given)
            clock.move_to(EVENING + minute)
            return allowed

        assert [reader.get(LIST).status_code for _number in range(2)] == [200, 429]
        kept_answers.clear()
        clock.move_to(EVENING - minute)
        reader.get(LIST)
        monkeypatch.setattr(KeptAnswer, "is_allowed", slow)
        assert reader.get(LIST).status_code == 200
        monkeypatch.undo()
        clock.move_to(EVENING + 2 * minute)
        assert reader.get(LIST).status_code == 200


def test_nothing_is_kept_where_the_operator_wants_it_so(settings, reader):
    settings.KEPT_ANSWERS = 0
    reader.get(LIST)

    assert not len(kept_answers)


# --- how much ------------------------------------------------------------------------------------------------------


def answer(size: int) -> KeptAnswer:
    return KeptAnswer("tag", b"x" * (size - OVERHEAD), (), ())


def test_the_answers_that_were_asked_for_last_stay():
    answers = KeptAnswers()
    for name in ("first", "second", "third"):
        answers.keep((name,), answer(100_000), most=301_000)
    answers.get(("first",))
    answers.keep(("fourth",), answer(100_000), most=301_000)

    assert [answers.get((name,)) is not None for name in ("first", "second", "third", "fourth")] == [
        True,
        False,
        True,
        True,
    ]


def test_an_answer_that_is_made_anew_takes_the_place_of_the_old_one():
    answers = KeptAnswers()
    for _number in range(10):
        answers.keep(("first",), answer(100_000), most=301_000)
    answers.keep(("second",), answer(200_000), most=301_000)

    assert answers.get(("first",))
    assert answers.get(("second",))


def test_what_was_asked_counts_as_much_as_what_was_answered():
    """Headers and addresses of some kilobytes are cheap to send, and every other one is another question."""
    answers = KeptAnswers()
    for number in range(100):
        answers.keep((f"{number} {'x' * 8_000}", "ж" * 8_000), answer(1_500), most=500_000)

    assert 15 < len(answers) < 25


def test_a_large_answer_is_not_kept(settings, reader, monkeypatch):
    monkeypatch.setattr("projects.http.kept_answers.LARGEST", 10)
    reader.get(LIST)

    assert not len(kept_answers)
