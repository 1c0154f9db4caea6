"""The language of a page: what its address says, else what its reader chose, else what their browser asks for."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.test import Client
from django.urls import get_resolver, reverse

from accounts.models import DigestPreferences
from projects.actions.refresh import refresh_assessments
from tests.factories import TargetFactory, UserFactory
from tracker.language_routing import addresses_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PASSWORD = "a-long-enough-secret"
COOKIE = settings.LANGUAGE_COOKIE_NAME


@pytest.fixture
def target(db: None) -> str:
    made = TargetFactory(id="count-2024")
    refresh_assessments(as_of=made.deadline, at=made.recorded_at)
    return made.id


def spoken(answer) -> str:
    match = re.search(r'<html lang="(\w+)"', answer.content.decode())
    assert match
    return match[1]


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_address_names_the_language_whatever_the_reader_prefers(language: str) -> None:
    reader = Client(headers={"accept-language": "ru"})
    reader.cookies[COOKIE] = "kk"
    answer = reader.get(f"/{language}/targets/")
    assert answer.status_code == 200
    assert spoken(answer) == answer.headers["Content-Language"] == language
    assert "Accept-Language" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize(
    ("chosen", "header", "language"),
    [
        ("", "", "en"),
        ("", "kk-KZ, ru;q=0.8", "kk"),
        ("", "de, fr;q=0.5", "en"),
        ("ru", "kk", "ru"),
        ("de", "kk", "kk"),
    ],
)
def test_bare_address_answers_in_the_language_that_suits_the_reader(chosen: str, header: str, language: str) -> None:
    reader = Client(headers={"accept-language": header} if header else {})
    reader.cookies[COOKIE] = chosen
    answer = reader.get("/targets/")
    assert answer.status_code == 200
    assert spoken(answer) == language
    assert {"Accept-Language", "Cookie"} <= {part.strip() for part in answer.headers["Vary"].split(",")}


def test_language_of_an_address_is_remembered_for_bare_ones() -> None:
    reader = Client()
    left = reader.get("/kk/").cookies[COOKIE]
    assert left.value == "kk"
    assert left["max-age"] == 365 * 24 * 60 * 60
    assert spoken(reader.get("/targets/")) == "kk"
    assert COOKIE not in reader.get("/kk/targets/").cookies, "what is remembered is not set again"


def test_links_on_a_page_stay_in_its_language(target: str) -> None:
    page = Client().get(f"/ru/targets/{target}/").content.decode()
    links = set(re.findall(r'href="(/[^"?#]*)', page))
    assert f"/ru/targets/{target}/" in links
    assert {"/ru/", "/ru/targets/", "/ru/method/", "/ru/accounts/login/"} <= links
    in_no_language = {link for link in links if not link.startswith(("/ru/", "/en/", "/kk/", "/static/"))}
    assert f"/targets/{target}.csv" in in_no_language
    assert all(re.search(r"\.\w+$", link) for link in in_no_language), "files only"


@pytest.mark.parametrize(
    "path", ["/targets/?as_of=2024-08-01&status=overdue&status=missed", "/ru/targets/?page_size=50"]
)
def test_switching_keeps_the_page_its_day_and_its_filters(path: str) -> None:
    reader = Client()
    page = reader.get(path).content.decode()
    offered = re.search(r'<a href="([^"]+)" hreflang="kk"', page)
    assert offered
    bare, query = path.removeprefix("/ru").split("?")
    assert offered[1].replace("&amp;", "&") == f"/kk{bare}?{query}"
    assert spoken(reader.get(offered[1].replace("&amp;", "&"))) == "kk"


@pytest.mark.parametrize(
    ("path", "canonical"),
    [
        ("/targets/?utm_source=mail", "/targets/"),
        ("/ru/targets/?as_of=2024-08-01&fbclid=1", "/ru/targets/?as_of=2024-08-01"),
    ],
)
def test_page_says_where_it_is_in_each_language(path: str, canonical: str) -> None:
    page = Client().get(path).content.decode().replace("&amp;", "&")
    query = canonical.partition("?")[1] + canonical.partition("?")[2]
    site = settings.SITE_URL
    assert f'<link rel="canonical" href="{site}{canonical}">' in page
    elsewhere = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', page))
    assert elsewhere == {
        "x-default": f"{site}/targets/{query}",
        **{language: f"{site}/{language}/targets/{query}" for language in ("en", "ru", "kk")},
    }


@pytest.mark.parametrize("path", ["/de/targets/", "/kz/", "/ru/none/", "/kk/targets/none/", "/ru/en/targets/"])
def test_address_of_no_page_is_the_page_for_that(path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 404
    assert spoken(answer) == (path[1:3] if path[1:3] in {"ru", "kk"} else "en")


@pytest.mark.parametrize(
    "path", ["/ru/api/v1/targets/", "/ru/admin/", "/ru/healthz", "/ru/targets.csv", "/ru/changes/feed.atom"]
)
def test_what_programs_read_has_one_address(path: str) -> None:
    assert Client().get(path).status_code == 404


def test_forgotten_slash_is_put_back_in_the_language() -> None:
    assert Client().get("/ru").headers["Location"] == "/ru/"
    assert Client().get("/kk/targets?page_size=50").headers["Location"] == "/kk/targets/?page_size=50"


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_log_in_and_out_stay_in_the_language(language: str) -> None:
    reader = Client()
    answer = reader.get(f"/{language}/following/")
    assert answer.headers["Location"] == f"/{language}/accounts/login/?next=/{language}/following/"
    reader.force_login(UserFactory())
    assert reader.post(f"/{language}/accounts/logout/").headers["Location"] == f"/{language}/"


def test_addresses_outside_a_page_name_no_language() -> None:
    Client().get("/ru/targets/")
    assert reverse("targets") == "/targets/"


def test_every_page_is_there_in_every_language() -> None:
    """Every address that ends in a slash exists in all languages; files and the API have one address."""
    bare = set(get_resolver(settings.ROOT_URLCONF).reverse_dict)
    in_russian = get_resolver(addresses_in("ru")).reverse_dict
    assert set(in_russian) == bare
    named = {name: in_russian.getlist(name)[0][0][0][0] for name in bare if isinstance(name, str)}
    outside = {name for name, address in named.items() if not address.startswith("ru/")}
    assert {"healthz", "readyz", "inputs", "changes-feed", "calendar-file", "api-targets"} <= outside
    assert {"embed-target", "embed-track-record"} <= outside
    assert {"overview", "target", "account_login", "following", "api-docs"}.isdisjoint(outside)


@pytest.mark.parametrize(("chosen", "language"), [(None, "kk"), ("ru", "ru")])
def test_log_in_brings_the_language_of_ones_mails_unless_another_was_chosen(chosen, language: str) -> None:
    person = UserFactory(email="reader@example.org", password=PASSWORD)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    DigestPreferences.objects.get_or_create_for(person, at=person.date_joined, language="kk")
    reader = Client()
    if chosen:
        reader.cookies[COOKIE] = chosen
    reader.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert spoken(reader.get("/following/")) == language
