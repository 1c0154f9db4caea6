"""A reader sees one country or all: the address says which, and their browser remembers it."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import get_resolver

from projects.http.country import _LISTS
from projects.http.freshness import COUNTRY_COOKIE
from projects.models import Programme
from tests.factories import TargetFactory, TerritoryFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

WEEK, SEARCH = "/week/2024-W06/", "/search/"  # no menu leads there
LISTS = [
    WEEK,
    SEARCH,
    "/",
    "/programmes/",
    "/targets/",
    "/organisations/",
    "/territories/",
    "/people/",
    "/projects/",
    "/sources/",
    "/changes/",
    "/corrections/",
    "/calendar/",
    "/track-record/",
]
FOR_PROGRAMS = [
    "/changes/feed.atom",
    "/corrections/feed.atom",
    "/calendar.ics",
    "/targets/feed.atom",
    "/calendar.csv",
    "/inputs.csv",
    "/embed/targets/one/",
    "/embed/track-record/",
    "/api/v1/targets/",
]
OF_ONE_THING = ["/targets/one/", "/territories/de/", "/method/", "/glossary/", "/data/"]


def promise_for(country: str, id: str, **columns) -> None:
    place = TerritoryFactory(id=country, name=country.upper())
    TargetFactory(
        id=id,
        indicator__id=f"{id}-level",
        indicator__programme__id=f"{id}-programme",
        indicator__programme__territory=place,
        indicator__programme__responsible__id=f"{id}-body",
        source__id=f"{id}-source",
        **columns,
    )


@pytest.fixture
def reader() -> Client:
    """Somebody who reads a record of two countries, and has chosen neither."""
    promise_for("kz", "one")
    promise_for("de", "two")
    return Client()


def chosen(reader: Client) -> str:
    cookie = reader.cookies.get(COUNTRY_COOKIE)
    return cookie.value if cookie else ""


def test_every_page_that_lists_things_is_tested_here(reader):
    patterns = get_resolver("projects.urls").url_patterns
    lists = {pattern.name for pattern in patterns if getattr(pattern, "callback", None) in _LISTS}

    assert {get_resolver().resolve(path).url_name for path in LISTS} | {"weeks"} == lists  # which leads on to one week


@pytest.mark.parametrize("path", LISTS)
def test_bare_page_of_a_stranger_is_about_all_countries_and_stays_where_it_is(reader, path):
    answer = reader.get(path)

    assert answer.status_code == 200
    assert chosen(reader) == ""


@pytest.mark.parametrize("path", ["/programmes/", "/targets/", "/organisations/", "/sources/", "/calendar/"])
def test_page_of_a_country_lists_nothing_of_another(reader, path):
    page = reader.get(path, {"territory": "de"}).content.decode()

    assert "/two" in page
    assert "/one" not in page


@pytest.mark.parametrize("path", LISTS)
def test_choice_is_remembered_and_bare_pages_lead_to_it(reader, path):
    reader.get(path, {"territory": "de"})
    answer = reader.get(path, {"as_of": "2024-06-01"})

    assert answer.status_code == 302
    assert answer["Location"] == f"{path}?as_of=2024-06-01&territory=de"
    assert "no-store" in answer["Cache-Control"]
    assert "Cookie" in answer["Vary"]
    assert reader.get(f"/ru{path}")["Location"] == f"/ru{path}?territory=de"


@pytest.mark.parametrize("path", [*FOR_PROGRAMS, *OF_ONE_THING])
def test_choice_changes_nothing_for_programs_and_on_pages_of_one_thing(reader, path):
    reader.get("/", {"territory": "de"})
    answer = reader.get(path)

    answer.getvalue()
    assert answer.status_code == 200
    assert COUNTRY_COOKIE not in answer.cookies


@pytest.mark.parametrize("query", ["status=missed", "programme=one-programme", "page=2", "territory=kz"])
def test_address_that_asks_for_something_is_answered_as_it_asks(reader, query):
    reader.get("/", {"territory": "de"})

    assert reader.get(f"/targets/?{query}").status_code == 200


def test_all_countries_are_chosen_with_a_blank_and_the_choice_is_forgotten(reader):
    reader.get("/targets/", {"territory": "de"})
    answer = reader.get("/targets/?territory=&status=missed")

    assert answer["Location"] == "/targets/?status=missed"
    assert chosen(reader) == ""
    assert reader.get("/targets/").status_code == 200


def test_form_that_is_asked_in_place_forgets_the_choice_without_leading_elsewhere(reader):
    reader.get("/targets/", {"territory": "de"})
    answer = reader.get("/targets/?territory=&search=", headers={"hx-request": "true"})

    assert answer.status_code == 200
    assert chosen(reader) == ""


@pytest.mark.parametrize("left", ["xx", "de-be", "not an id", "'; --", "k" * 3000])
def test_cookie_that_names_no_country_of_the_record_is_ignored_and_cleared(reader, left):
    TerritoryFactory(id="de-be", name="Berlin", parent_id="de")
    reader.cookies[COUNTRY_COOKIE] = left
    answer = reader.get("/targets/")

    assert answer.status_code == 200
    assert chosen(reader) == ""


def test_part_of_a_country_narrows_the_list_and_is_not_remembered(reader):
    TerritoryFactory(id="de-be", name="Berlin", parent_id="de")
    reader.get("/targets/", {"territory": "de-be"})

    assert chosen(reader) == ""


def test_record_of_one_country_has_no_choice_and_remembers_none():
    promise_for("kz", "one")
    reader = Client()
    page = reader.get("/targets/", {"territory": "kz"})

    assert 'class="countries"' not in page.content.decode()
    assert chosen(reader) == ""
    assert reader.get("/targets/").status_code == 200


def test_unknown_place_in_the_address_is_refused_with_a_way_out(reader):
    answer = reader.get("/programmes/", {"territory": "atlantis"})

    assert answer.status_code == 404
    assert 'href="/programmes/"' in answer.content.decode()
    assert chosen(reader) == ""


def test_copy_of_the_bare_page_is_not_taken_for_current_after_a_choice(reader):
    tag = reader.get("/targets/")["ETag"]
    reader.get("/targets/", {"territory": "de"})

    assert reader.get("/targets/", headers={"if-none-match": tag}).status_code == 302


def test_second_country_is_remembered_though_its_page_is_kept(reader):
    reader.get("/targets/", {"territory": "de"})
    tag = reader.get("/targets/", {"territory": "de"})["ETag"]
    reader.get("/targets/", {"territory": "kz"})
    reader.get("/targets/", {"territory": "de"}, headers={"if-none-match": tag})

    assert chosen(reader) == "de"


def links(reader: Client, path: str) -> set[str]:
    return {part.split('"')[0].replace("&amp;", "&") for part in reader.get(path).content.decode().split('href="')[1:]}


@pytest.mark.parametrize("path", LISTS)
def test_links_of_the_menu_keep_the_country_and_the_day(reader, path):
    addresses = links(reader, f"{path}?territory=de&as_of=2024-06-01")

    for listing in LISTS[3:]:
        assert f"{listing}?territory=de&as_of=2024-06-01" in addresses, listing


def test_links_to_one_thing_and_to_the_method_have_no_country(reader):
    for address in links(reader, "/targets/?territory=de"):
        if urlsplit(address).path in ("/targets/two/", "/method/", "/data/", "/glossary/"):
            assert "territory" not in address


def test_menu_of_a_region_leads_to_its_country_and_counts_stay_in_the_region(reader):
    berlin = TerritoryFactory(id="de-be", name="Berlin", parent_id="de")
    Programme.objects.filter(id="two-programme").update(territory=berlin)
    of_region = links(reader, "/?territory=de-be")

    assert "/programmes/?territory=de" in of_region
    assert any(address.startswith("/targets/?") and "territory=de-be" in address for address in of_region)


def test_this_week_is_that_of_the_place(reader):
    for address in ("/week/?territory=de", "/week/?territory=de&as_of=2024-06-01"):
        assert address in links(reader, address.replace("/week/", "/changes/"))
        assert urlsplit(reader.get(address)["Location"]).query == urlsplit(address).query


@pytest.mark.parametrize("query", ["against=first", "ordering=name"])
def test_number_of_all_countries_leads_to_all_though_one_is_remembered(reader, query):
    """The bare list would be that of the country that the reader chose."""
    path, of_all = f"/track-record/?{query}&as_of=2024-03-01", "/targets/?territory=&as_of=2024-03-01"
    assert of_all not in links(reader, path)
    reader.get("/", {"territory": "de"})

    assert of_all in links(reader, path)
    assert reader.get(of_all, follow=True).context["report"].count == 2


@pytest.mark.parametrize(
    ("path", "address"),
    [("/targets/?territory=de&status=missed&page=2", "/targets/?territory=kz"), ("/targets/one/", "/?territory=kz")],
)
def test_every_page_offers_the_countries(reader, path, address):
    assert address in links(reader, path)


def test_calendar_keeps_its_month_when_the_country_changes(reader):
    assert "/calendar/?year=2025&month=3&territory=kz" in links(reader, "/calendar/?year=2025&month=3&territory=de")


def test_filter_of_the_place_is_taken_off_for_good(reader):
    shown = links(reader, "/targets/?status=overdue&territory=de")

    assert "?status=overdue&territory=" in {address.removeprefix("/targets/") for address in shown}


def test_feeds_of_a_country_say_so_and_keep_it(reader):
    page = reader.get("/changes/feed.atom", {"territory": "de", "lang": "en"}).content.decode()

    assert "Changes, day by day, DE" in page.replace("\u2068", "").replace("\u2069", "")
    assert "2024:changes/de" in page
    assert "/changes/?territory=de" in page
    assert "/changes/feed.atom?lang=en&territory=de" in links(reader, "/changes/?territory=de")


def test_a_country_chosen_again_is_remembered_again(reader: Client) -> None:
    """A browser keeps the page of the first choice; the answer that nothing is new would leave no cookie."""
    first = reader.get("/targets/?territory=de")
    assert "ETag" not in first.headers
    assert {*first["Cache-Control"].split(", ")} == {"private", "no-cache"}
    second = reader.get("/targets/?territory=de")
    reader.get("/targets/?territory=", follow=True)
    assert chosen(reader) == ""
    again = reader.get("/targets/?territory=de", headers={"If-None-Match": second["ETag"]})
    assert (again.status_code, again.cookies[COUNTRY_COOKIE].value) == (200, "de")
    dated = Client().get("/targets/?territory=de", headers={"If-Modified-Since": second["Last-Modified"]})
    assert (dated.status_code, dated.cookies[COUNTRY_COOKIE].value) == (200, "de")
