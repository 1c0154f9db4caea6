"""Watched sources in the admin: attached to one thing, in one spelling, tried before they are trusted."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from projects.actions.watching.save_watch import save_watch
from projects.models import Watch, WatchedAddress
from tests.factories import OrganisationFactory, ProgrammeFactory, UserFactory
from tests.foreign import foreign
from tests.projects.admin.desk_pages import AT, page
from tests.projects.http.site import local_site, rss

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(settings):
    with local_site(settings) as site:
        yield site


@pytest.fixture
def watch(site):
    body = OrganisationFactory(id="body", name="Ministry", name_ru="Министерство", name_kk="Министрлік")
    return save_watch(watch=Watch(url=site.url("/feed"), organisation=body), by=UserFactory(editor=True), at=AT)


def typed(**columns):
    return {
        "url": "https://example.kz/rss",
        "kind": "feed",
        "organisation": "",
        "programme": "",
        "language": "",
        **columns,
    }


def tried(client, watch):
    return client.post(reverse("admin:projects_watch_try", args=[watch.pk]))


def test_an_editor_attaches_a_feed(client, editor):
    OrganisationFactory(id="body")
    answer = client.post(
        page(Watch, "add"), typed(url=" HTTPS://Example.KZ:443/rss#top", organisation="body", is_on="on")
    )
    assert answer.status_code == 302
    watch = Watch.objects.get()
    assert (watch.url, watch.organisation_id, watch.added_by, watch.is_on) == (
        "https://example.kz/rss",
        "body",
        editor,
        True,
    )
    assert watch.next_fetch_at == watch.added_at


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({}, "choose one of them"),
        ({"organisation": "body", "programme": "pool"}, "choose one of them"),
        ({"organisation": "body", "url": "https://me:secret@example.kz/rss"}, "Leave name and password out"),
        ({"organisation": "body", "url": "ftp://example.kz/rss"}, "no address of the web"),
        ({"organisation": "body", "url": "https://example.kz/there#x"}, "watched already"),
        ({"organisation": "body", "url": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"organisation": "body", "url": "https://example.kz/" + "a" * 600}, "at most 500"),
        ({"organisation": "body", "kind": "x"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_watched_is_refused_and_nothing_typed_is_lost(client, editor, columns, words):
    ProgrammeFactory(id="pool", responsible=OrganisationFactory(id="body"))
    there = Watch(url="https://example.kz/there", organisation_id="body")
    save_watch(watch=there, by=editor, at=AT)
    answer = client.post(page(Watch, "add"), typed(**columns))
    assert words in answer.content.decode()
    assert typed(**columns)["url"] in answer.content.decode()
    assert Watch.objects.count() == 1


def test_a_trial_shows_what_would_be_fetched_and_writes_nothing(client, editor, site, watch):
    site.pages["/feed"] = rss(
        ("Young <b>", "/a", "Wed, 31 Jul 2024 09:00:00 GMT"),
        ("Old", "/o", "Wed, 31 Jul 2019 09:00:00 GMT"),
        ("Elsewhere", "https://elsewhere.kz/", ""),
        ("Script", "javascript:alert(1)", ""),
    )
    answer = client.get(reverse("admin:projects_watch_try", args=[watch.pk]))
    assert (answer.status_code, site.asked_for) == (200, []), "only a button asks"
    content = " ".join(tried(client, watch).content.decode().split())
    assert "It names 2 addresses. One more is on another site and is left out. One more is no address" in content
    assert (
        content.index("Would be fetched") < content.index("Young") < content.index("passed over") < content.index("Old")
    )
    assert "alert(1)" not in content
    assert WatchedAddress.objects.count() == 0
    watch.refresh_from_db()
    assert (watch.fetched_at, watch.next_fetch_at) == (None, AT)


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        ({}, "Nothing was read: answer 404."),
        (
            {"/feed": "<html><link rel=alternate type=application/rss+xml href=/rss></html>"},
            "nothing of this kind there.",
        ),
        ({"/feed": rss(), "/robots.txt": "User-agent: *\nDisallow: /"}, "robots.txt of the site does not allow it."),
        ({"/feed": rss(), "/robots.txt": 500}, "robots.txt of the site cannot be read."),
    ],
)
def test_a_trial_says_why_nothing_was_read(client, editor, site, watch, pages, words):
    site.pages |= pages
    content = tried(client, watch).content.decode()
    assert words in content
    assert (site.url("/rss") in content) == ("kind" in words)


def test_a_trial_of_a_private_address_is_refused(client, editor, watch, settings):
    settings.FETCH_NETWORKS = []
    assert "leads into a private network" in tried(client, watch).content.decode()


def test_trials_are_limited_and_switched_off(client, editor, site, watch, settings, standing_clock):
    site.pages["/feed"] = rss()
    settings.ALLOWANCES = {**settings.ALLOWANCES, "fetching": 1}
    tried(client, watch)
    assert "wait" in tried(client, watch).content.decode()
    settings.FETCH_PAGES = False
    assert "FETCH_PAGES=0" in tried(client, watch).content.decode()
    assert site.paths == ["/feed"]


def test_trials_are_for_editors(client, watch, site):
    address = reverse("admin:projects_watch_try", args=[watch.pk])
    assert client.post(address).status_code == 302
    client.force_login(UserFactory(), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(address).status_code in {302, 403}
    assert site.asked_for == []


def test_unknown_watch_is_not_tried(client, editor):
    assert client.post("/admin/projects/watch/999/try/").status_code == 404


def test_lists_say_how_sources_stand_and_what_became_of_addresses(client, editor, watch):
    row = {"watch": watch, "named_at": AT, "url": "https://example.kz/a.pdf"}
    WatchedAddress.objects.create(**row, url_sha256="a", state="unread", error="pdf")
    content = client.get(page(WatchedAddress, "changelist") + f"?watch__id__exact={watch.pk}").content.decode()
    assert "This is a PDF" in content
    Watch.objects.update(failures=3, first_failed_at=AT, is_dead=True, error="unreachable")
    for standing, count in (("dead", 1), ("failing", 1), ("silent", 0)):
        answer = client.get(page(Watch, "changelist") + f"?standing={standing}")
        assert answer.context["cl"].result_count == count
    assert "nobody answers there" in client.get(page(Watch, "changelist")).content.decode()


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_a_trial_speaks_the_language_of_the_editor(client, editor, site, watch, language):
    site.pages["/feed"] = rss(
        ("Жаңа", "/a", ""), ("Ескі", "/o", "Wed, 31 Jul 2019 09:00:00 GMT"), ("Басқа", "https://b.kz/", "")
    )
    client.cookies["django_language"] = language
    for answer in (tried(client, watch), client.get(page(Watch, "change", watch.pk))):
        words = foreign(answer.content.decode(), language)
        assert [word for word in words if not re.search("127.0.0.1|RSS|bdi in|Министр", word)] == []
