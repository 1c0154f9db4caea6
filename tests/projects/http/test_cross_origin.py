"""Scripts of other sites can read public data only."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.every_page import every_page
from tests.factories import TargetFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

FILES = [
    "/api/v1/targets/", "/api/v1/schema/", "/api/v1/outcomes/", "/inputs.csv", "/targets/one.csv", "/targets/one.svg",
    "/targets/one/trajectory.csv", "/targets/one/revisions.csv", "/targets/one/bundle.csv", "/data/record.zip",
    "/changes/feed.atom", "/calendar.ics", "/calendar.csv", "/oembed?url=http://127.0.0.1:8000/targets/one/",
]  # fmt: skip
ABSENT = ["/oembed", "/api/v1/targets/none/", "/targets/none.csv", "/inputs.csv?as_of=never", "/nothing.csv"]
PERSONAL = [
    "/following/feed/secret.atom", "/following/calendar/secret.ics", "/api/v1/follows/", "/api/v1/follows/1/",
    "/api/v1/snoozes/", "/api/v1/preferences/",
    "/admin/", "/accounts/login/", "/following/",
]  # fmt: skip
SITE = {"origin": "https://example.com"}


@pytest.fixture
def reader() -> Client:
    TargetFactory(id="one")
    return Client(headers=SITE)


@pytest.mark.parametrize("path", [*FILES, *ABSENT])
def test_public_file_may_be_read_by_any_site(reader, path):
    answer = reader.get(path)
    answer.getvalue()
    assert answer["Access-Control-Allow-Origin"] == "*"
    exposed = set(answer["Access-Control-Expose-Headers"].split(", "))
    assert exposed == {
        "ETag", "Last-Modified", "Retry-After", "Link", "Content-Disposition", "Deprecation", "Sunset", "Accept-Ranges",
        "Content-Range",
    }  # fmt: skip
    assert not answer.has_header("Access-Control-Allow-Credentials")


@pytest.mark.parametrize("path", FILES)
def test_answer_that_nothing_is_new_may_be_read_too(reader, path):
    first = reader.get(path)
    if not first.has_header("ETag"):
        pytest.fail(f"{path} has no ETag")
    first.getvalue()
    again = reader.get(path, headers={**SITE, "if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert again["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("path", [*FILES, *ABSENT])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_preflight_allows_to_ask_whether_anything_is_new(reader, path, method):
    headers = {"access-control-request-method": method, "access-control-request-headers": "if-none-match"}
    answer = reader.options(path, headers={**SITE, **headers})
    assert answer.status_code == 204
    assert "If-None-Match" in answer["Access-Control-Allow-Headers"]
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Authorization" not in answer["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("method", ["POST", "DELETE", "PUT"])
def test_preflight_allows_no_writing(reader, method):
    answer = reader.options("/api/v1/outcomes/", headers={**SITE, "access-control-request-method": method})
    assert not answer.has_header("Access-Control-Allow-Origin")


@pytest.mark.parametrize("path", PERSONAL)
def test_what_is_a_persons_own_may_be_read_by_no_other_site(reader, path):
    assert not reader.get(path).has_header("Access-Control-Allow-Origin")
    answer = reader.options(path, headers={**SITE, "access-control-request-method": "GET"})
    assert not answer.has_header("Access-Control-Allow-Origin")


@pytest.mark.parametrize("page", every_page(), ids=lambda page: page.name)
def test_no_page_may_be_read_by_another_site(page):
    answer = Client().head(page.in_language("en"), headers=SITE)
    assert not answer.has_header("Access-Control-Allow-Origin")


def test_refusal_for_asking_too_much_says_when_to_come_again(reader, settings):
    settings.ALLOWANCES = {**settings.ALLOWANCES, "api": 0}
    answer = reader.get("/api/v1/targets/")
    assert answer.status_code == 429
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Retry-After" in answer["Access-Control-Expose-Headers"]
