"""A client with the present version gets 304 after one query; a changed page never gives 304."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django import conf
from django.test import Client
from django.utils import timezone

from projects.http.freshness import SHOWN_SETTINGS, code_digest
from projects.models import Programme, RecordVersion
from projects.reports.version_cache import version_cache
from projects.views import targets
from tests.factories import TargetFactory
from tracker.middleware import PolicyMiddleware

pytestmark = pytest.mark.django_db

PAGES = ["/targets/", "/targets/one/", "/programmes/", "/embed/targets/one/"]
FOR_PROGRAMS = ["/changes/feed.atom", "/targets/feed.atom", "/targets/one.csv", "/api/v1/targets/", "/api/v1/outcomes/"]
READ = [*PAGES, *FOR_PROGRAMS]


@pytest.fixture
def reader() -> Client:
    TargetFactory(id="one")
    return Client()


def whole(answer):
    """The answer, read to its end as a reader's program does; that closes the file of one that is sent from a file."""
    answer.getvalue()
    return answer


def tag_of(reader: Client, path: str) -> str:
    return whole(reader.get(path))["ETag"]


def again(reader: Client, path: str, tag: str, **options):
    return reader.get(path, headers={"if-none-match": tag, **options.pop("headers", {})}, **options)


@pytest.mark.parametrize("path", READ)
def test_the_same_answer_is_not_sent_twice_and_costs_one_query(reader, path, django_assert_num_queries):
    first = whole(reader.get(path))
    assert first["Cache-Control"] == "no-cache"
    with django_assert_num_queries(1):
        second = again(reader, path, first["ETag"])

    assert second.status_code == 304
    assert not second.content
    assert second["ETag"] == first["ETag"]
    assert set(first["Vary"].split(", ")) - {"Accept"} <= set(second["Vary"].split(", "))


def test_the_address_names_the_language_whatever_the_reader_chose_before(reader):
    tag = tag_of(reader, "/ru/targets/")  # leaves the choice in a cookie

    assert again(reader, "/ru/targets/", tag, headers={"accept-language": "kk"}).status_code == 304


@pytest.mark.parametrize("path", READ)
def test_any_change_of_the_record_makes_the_answer_new(reader, path):
    tag = tag_of(reader, path)
    Programme.objects.update(name="Called otherwise")
    changed = again(reader, path, tag)
    whole(changed)

    assert changed.status_code == 200
    assert changed["ETag"] != tag


def test_version_is_read_before_the_contents(reader, django_assert_max_num_queries):
    """The version is read first, so that contents are never older than the tag."""
    with django_assert_max_num_queries(50) as queries:
        reader.get("/targets/")
    # The state of the log of writes names the version too (ADR 61); it is asked for later.
    read = [
        bool(re.search("record_?version", query["sql"])) and "tablewrite" not in query["sql"]
        for query in queries.captured_queries
    ]
    assert read[0]
    assert sum(read) == 1


def test_a_new_day_makes_the_answer_new(reader):
    evening = datetime(2026, 3, 1, 12, tzinfo=UTC)
    with time_machine.travel(evening, tick=False):
        tag = tag_of(reader, "/targets/")
    with time_machine.travel(evening + timedelta(days=1), tick=False):
        assert again(reader, "/targets/", tag).status_code == 200


@pytest.mark.parametrize("path", READ)
def test_what_is_read_before_midnight_and_sent_after_it_is_of_the_day_before(reader, path, monkeypatch):
    midnight = datetime(2126, 3, 1, tzinfo=timezone.get_current_timezone())
    with at(midnight + timedelta(minutes=1)):
        today = whole(reader.get(path))
    with time_machine.travel(midnight - timedelta(minutes=1), tick=False) as clock:
        make = PolicyMiddleware.process_response

        def late(*given):
            clock.move_to(midnight + timedelta(minutes=1))
            return make(*given)

        monkeypatch.setattr(PolicyMiddleware, "process_response", late)
        yesterday = whole(reader.get(path))
        assert yesterday["ETag"] != today["ETag"]
        assert whole(reader.get(path, headers={"if-modified-since": yesterday["Last-Modified"]})).status_code == 200


def test_the_frame_of_a_list_amid_which_midnight_passed_is_not_that_of_the_next_day(reader, monkeypatch):
    midnight = datetime(2126, 3, 1, tzinfo=timezone.get_current_timezone())
    make = targets.entry_rows
    with time_machine.travel(midnight - timedelta(minutes=1), tick=False) as clock:

        def late(*given, **options):
            clock.move_to(midnight + timedelta(minutes=1))
            return make(*given, **options)

        monkeypatch.setattr(targets, "entry_rows", late)
        reader.get("/targets/")
        after_midnight = reader.get("/targets/").content
        version_cache.clear()
        assert after_midnight == reader.get("/targets/").content


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/targets/?as_of=2024-07-01", {}),
        ("/targets/?page=2", {}),
        ("/targets/two/", {}),
        ("/targets/", {"accept-language": "ru"}),
        ("/targets/", {"cookie": "django_language=kk"}),
    ],
)
def test_another_day_page_or_language_has_a_tag_of_its_own(reader, path, headers):
    TargetFactory(id="two")
    tag = tag_of(reader, "/targets/")

    assert again(reader, path, tag, headers=headers).status_code == 200


def test_a_path_without_a_slash_is_no_address(reader):
    assert reader.get("/", PATH_INFO="targets").status_code == 404


@pytest.mark.parametrize("path", ["/about/", "/privacy/"])
def test_another_word_of_the_operator_is_another_page(settings, reader, path):
    tag = tag_of(reader, path)
    settings.ABOUT = {name: dict.fromkeys(words, "Said otherwise") for name, words in settings.ABOUT.items()}
    code_digest.cache_clear()
    try:
        assert again(reader, path, tag).status_code == 200
    finally:
        code_digest.cache_clear()


@pytest.mark.parametrize("name", ["django.po", "phrases.po", "language.toml"])
def test_another_word_of_a_language_that_is_a_folder_is_another_page(settings, reader, tmp_path, name):
    """A feed in that language kept its old words until the record changed."""
    settings.LANGUAGE_FOLDERS = [tmp_path]
    words = tmp_path / "eo" / name
    words.parent.mkdir()
    tags = []
    for word in ("promeso", "promesoj"):
        words.write_text(word, encoding="utf-8")
        code_digest.cache_clear()
        try:
            tags.append(tag_of(reader, "/changes/feed.atom"))
        finally:
            code_digest.cache_clear()
    assert tags[0] != tags[1]


def test_every_setting_that_pages_show_is_part_of_their_tags():
    folders = ["projects/views", "projects/templatetags", "projects/publishing", "projects/citing", "projects/iati"]
    files = [file for folder in folders for file in (conf.settings.BASE_DIR / folder).rglob("*.py")]
    files += [conf.settings.BASE_DIR / "accounts" / name for name in ("views/privacy.py", "actions/retention.py")]
    files += (conf.settings.BASE_DIR / "accounts" / "templatetags").glob("*.py")
    read = {name for file in files for name in re.findall(r"\bsettings\.([A-Z_]+)", file.read_text(encoding="utf-8"))}
    of_the_code, of_no_tagged_page = {"BASE_DIR", "LANGUAGES", "ROOT_URLCONF"}, {"FILES_HOUR"}

    assert read - of_the_code - of_no_tagged_page <= set(SHOWN_SETTINGS)


def test_problems_have_no_tag(reader):
    for path in ("/targets/none/", "/targets/?status=odd", "/api/v1/targets/none/", "/api/v1/targets/?status=odd"):
        answer = reader.get(path)
        assert answer.status_code in {400, 404}
        assert not answer.has_header("ETag")


def test_a_made_up_tag_is_no_mark_on_what_does_not_show_the_record(reader):
    answer = again(reader, "/healthz", f'W/"r-{"0" * 32}"')

    assert answer.status_code == 200
    assert not answer.has_header("ETag")


def test_who_is_logged_in_always_gets_the_page_and_no_cache_may_share_it(reader, django_user_model):
    tag = tag_of(reader, "/targets/")
    reader.force_login(django_user_model.objects.create_user(email="a@example.org", password="x"))
    page = again(reader, "/targets/", tag)

    assert page.status_code == 200
    assert page["Cache-Control"] == "private, no-cache"
    assert not page.has_header("ETag")


def test_anonymous_readers_get_no_session(reader):
    page = reader.get("/targets/")

    assert "sessionid" not in page.cookies
    assert "csrftoken" not in page.cookies


def test_embedded_card_keeps_its_policy_when_nothing_is_new(reader):
    """A 304 replaces the headers that a browser has kept, so it must not carry those of other pages."""
    path = "/embed/targets/one/"
    answer = again(reader, path, tag_of(reader, path))

    assert answer.status_code == 304
    assert "Content-Security-Policy" not in answer
    assert "X-Frame-Options" not in answer
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_open_data_stays_open_when_nothing_is_new(reader):
    path = "/api/v1/targets/"

    assert again(reader, path, tag_of(reader, path))["Access-Control-Allow-Origin"] == "*"


# --- by date --------------------------------------------------------------------------------------------------------


def at(moment: datetime):
    return time_machine.travel(moment, tick=False)


@pytest.fixture
def changed_at(reader) -> datetime:
    moment = RecordVersion.objects.current().changed_at
    assert moment is not None
    return moment


def test_by_date_too_an_unchanged_answer_is_not_sent_again(reader, changed_at):
    with at(changed_at + timedelta(days=1)):
        since = reader.get("/targets/")["Last-Modified"]
        assert reader.get("/targets/", headers={"if-modified-since": since}).status_code == 304
        other = "Wed, 01 Jan 2031 00:00:00 GMT"
        assert reader.get("/targets/", headers={"if-modified-since": other}).status_code == 200


def test_a_date_given_in_the_second_of_a_change_is_never_recognised(reader, changed_at):
    with at(changed_at):
        since = reader.get("/targets/")["Last-Modified"]
    Programme.objects.update(name="Called otherwise")
    with at(changed_at + timedelta(days=1)):
        assert reader.get("/targets/", headers={"if-modified-since": since}).status_code == 200
