"""The page of the search over everything, the box on every page, and the suggestions below it."""

from __future__ import annotations

import json
from itertools import product

import pytest
from django.test import Client

from projects.models import Programme
from projects.reports.catalogue.search_page import search_page
from projects.reports.search.entries import TARGET
from projects.reports.search.glossary import glossary
from tests.factories import ProgrammeFactory, TerritoryFactory
from tests.projects.conftest import TODAY

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("shared_record", "db")]


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def suggested(answer) -> list[dict[str, str]]:
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    return json.loads(answer.content)["suggestions"]


def test_every_page_has_one_box_and_its_script(reader: Client) -> None:
    for path in ("/", "/targets/", "/search/", "/none/", "/targets/?due_before=soon"):
        page = text(reader.get(path))
        assert page.count("data-suggestions=") == page.count('name="q"') == 1, path
        assert 'projects/search.js" defer' in page, path


def test_answers_stand_in_groups_in_every_language(reader: Client) -> None:
    for language in ("en", "ru", "kk"):
        page = text(reader.get(f"/{language}/search/", {"q": "pool"}))
        assert f'href="/{language}/programmes/pool/"' in page
        assert 'id="programme"' in page
        assert 'content="noindex, follow"' in page
        assert 'value="pool"' in page


def test_a_group_with_more_answers_leads_to_all_of_its_kind(reader: Client) -> None:
    for number in range(40):
        ProgrammeFactory(id=f"copper-{number:02}", name=f"Copper {number}")
    page = text(reader.get("/search/", {"q": "copper"}))
    assert "/search/?q=copper&amp;kind=programme" in page
    assert page.count('href="/programmes/copper-') == 5
    first = text(reader.get("/search/", {"q": "copper", "kind": "programme"}))
    assert first.count('href="/programmes/copper-') == 30
    last = text(reader.get("/search/", {"q": "copper", "kind": "programme", "page": "99"}))
    assert last.count('href="/programmes/copper-') == 10


def test_what_has_no_answer_is_told_what_to_try(reader: Client) -> None:
    for question in ("xyzzy", "%", "★", "<script>x</script>", "a" * 200, "(.*)+$ [zq-", "\u202eabc"):
        answer = reader.get("/search/", {"q": question})
        assert answer.status_code == 200, question
        assert "What can be asked" in text(answer), question
        assert "<script>x" not in answer.content.decode()


def test_a_group_of_targets_leads_to_the_list_which_finds_as_many(reader: Client) -> None:
    for question in ("projects", "проекты", "launched 2024", "1,5 трлн", "xyzzy"):
        groups = search_page(question, TODAY, "en").groups
        count = next((group.count for group in groups if group.kind == TARGET), 0)
        assert reader.get("/api/v1/targets/", {"search": question, "as_of": str(TODAY)}).json()["count"] == count


def test_a_slip_leads_to_what_was_meant(reader: Client) -> None:
    Programme.objects.filter(pk="pool").update(name="Copper industry")
    page = text(reader.get("/search/", {"q": "industy"}))
    assert 'href="/search/?q=industry"' in page


def test_a_question_that_cannot_be_read_is_refused(reader: Client) -> None:
    queries = [{"q": "a\x00b"}, {"q": "x" * 201}, {"q": ["a", "b"]}, {"nonsense": "1"}, {"territory": "A b"}]
    for path, query in product(("/search/", "/search/suggestions/"), queries):
        assert reader.get(path, query).status_code == 400, query


def test_lone_surrogates_and_broken_letters_are_plain_text(reader: Client) -> None:
    for path in ("/search/", "/search/suggestions/"):
        assert reader.get(f"{path}?q=%ED%A0%80%ff%c3").status_code == 200


def test_suggestions_are_few_name_their_kind_and_lead_to_their_page(reader: Client) -> None:
    for number in range(20):
        ProgrammeFactory(id=f"copper-{number:02}", name=f"Copper {number} " + "long " * 60)
    options = suggested(reader.get("/ru/search/suggestions/", {"q": "cop"}))
    assert [option["url"] for option in options] == [f"/ru/programmes/copper-{number:02}/" for number in (0, 1, 10)]
    assert {option["kind"] for option in options} == {"программа"}
    assert max(len(option["text"]) for option in options) <= 140
    assert suggested(reader.get("/search/suggestions/")) == []


def test_suggestions_keep_the_day_and_the_place(reader: Client) -> None:
    TerritoryFactory(id="xx", name="Elsewhere")
    assert {option["kind"] for option in suggested(reader.get("/search/suggestions/", {"q": "count-2024"}))} == {
        "target"
    }
    (option,) = suggested(reader.get("/search/suggestions/", {"q": "count-2024", "as_of": "2024-08-15"}))
    assert option["url"].endswith("?as_of=2024-08-15")
    assert suggested(reader.get("/search/suggestions/", {"q": "count-2024", "as_of": "2020-01-01"})) == []
    assert suggested(reader.get("/search/suggestions/", {"q": "count-2024", "territory": "xx"})) == []


def test_suggestions_are_fresh_and_limited(reader: Client, settings) -> None:
    answer = reader.get("/search/suggestions/", {"q": "pool"})
    tag = answer["ETag"]
    assert reader.get("/search/suggestions/", {"q": "pool"}, headers={"if-none-match": tag}).status_code == 304
    settings.ALLOWANCES = {**settings.ALLOWANCES, "suggestions": 0, "search": 0}
    assert reader.get("/search/suggestions/", {"q": "pool"}).status_code == 429
    assert reader.get("/search/", {"q": "pool"}).status_code == 429


def test_the_words_of_the_glossary_can_be_linked_to(reader: Client, settings) -> None:
    words = glossary()
    number = next(word.number for word in words if word.names[0] == "baseline")
    assert f'/glossary/#word-{number}"' in text(reader.get("/search/", {"q": "baseline"}))
    for language in dict(settings.LANGUAGES):
        assert reader.get(f"/{language}/glossary/").content.decode().count('<tr id="word-') == len(words)
