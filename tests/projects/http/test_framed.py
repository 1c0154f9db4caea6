"""The frame of the list of targets is made once for a version of the record; its rows are written for each request."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from projects.http.cached_frame import ROWS_PLACEHOLDER
from projects.models import Indicator
from projects.views import targets
from tests.factories import UserFactory

pytestmark = pytest.mark.usefixtures("record")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses for which a frame was made."""
    addresses: list[str] = []
    show = targets.render_page

    def note(request: Any, *given: Any, **context: Any) -> Any:
        addresses.append(request.get_full_path())
        return show(request, *given, **context)

    monkeypatch.setattr(targets, "render_page", note)
    return addresses


def shown(reader: Client, path: str) -> str:
    return reader.get(path).content.decode()


def test_frame_is_made_once_for_an_address_and_anew_for_another_version(reader: Client, made: list[str]) -> None:
    first = shown(reader, "/targets/")
    assert shown(reader, "/targets/") == first
    assert made == ["/targets/"]
    Indicator.objects.filter(pk="count").update(name="Projects opened")
    again = shown(reader, "/targets/")
    assert made == ["/targets/", "/targets/"]
    assert again == first.replace("Projects launched", "Projects opened") != first


def test_rows_are_read_and_written_for_each_request(
    reader: Client, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = shown(reader, "/targets/")
    find = targets.find_rows

    def without_the_first(*question: Any) -> Any:
        page = find(*question)
        return type(page)(page.query, page.as_of, page.count, page.entries[1:])

    monkeypatch.setattr(targets, "find_rows", without_the_first)
    fewer = shown(reader, "/targets/")
    assert made == ["/targets/"]
    assert fewer.count("<tr") == first.count("<tr") - 1


def test_each_address_and_language_has_a_frame_of_its_own(reader: Client) -> None:
    paths = [
        "/targets/",
        "/targets/?status=overdue",
        "/targets/?status=missed",
        "/ru/targets/",
        "/targets/?page_size=10",
    ]
    alone = {path: shown(Client(), path) for path in paths}
    assert len(set(alone.values())) == len(paths)
    assert {path: shown(Client(), path) for path in reversed(paths)} == alone
    assert 'lang="ru"' in shown(Client(headers={"accept-language": "ru"}), "/targets/")


def test_page_of_somebody_is_theirs_and_nobody_elses(reader: Client) -> None:
    before = shown(reader, "/targets/?status=overdue")
    person = Client()
    person.force_login(UserFactory())
    own = shown(person, "/targets/?status=overdue")
    assert "/accounts/logout/" in own
    assert "csrfmiddlewaretoken" in own
    assert shown(reader, "/targets/?status=overdue") == before
    assert "/accounts/logout/" not in before


def test_text_that_reads_like_the_place_of_the_rows_is_shown_as_text(reader: Client) -> None:
    Indicator.objects.filter(pk="count").update(name=str(ROWS_PLACEHOLDER))
    for client in (reader, Client()):
        page = client.get("/targets/", {"search": ROWS_PLACEHOLDER}).content.decode()
        assert page.endswith("</html>\n")
        assert ROWS_PLACEHOLDER not in page
        assert page.count("&lt;!-- rows --&gt;") > 1
