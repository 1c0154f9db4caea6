"""What every answer has, in each language; questions that cannot be answered; limits; no more queries for more rows."""

from __future__ import annotations

import json

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpRequest
from django.test.utils import CaptureQueriesContext, override_settings

from projects.assistants import asking
from projects.assistants.tools.every_tool import TOOLS
from projects.comparison.figures import METHOD_VERSION
from projects.reports.version_cache import version_cache
from tests.projects.assistants.test_conversations import QUESTIONS
from tests.scale import record

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_answer_has_day_method_licence_address_and_how_to_quote(ask, settings, language):
    """A far day too: it is in the address, so that whoever opens it sees the same."""
    settings.SITE_URL = "https://tracker.example.org"
    quoted = {"en": "is not missed: do not say it is", "ru": "не значит «не достигнуто»", "kk": "олай демеңіз"}
    for tool in TOOLS:
        reply = ask(tool.name, **QUESTIONS[tool.name], language=language)
        answer = reply.structured
        assert answer["as_of"] == "2026-03-20", tool.name
        assert (answer["method_version"], answer["language"]) == (METHOD_VERSION, language)
        assert answer["url"].startswith("https://tracker.example.org/")
        assert answer["licence"]["name"] == "CC-BY-4.0"
        assert answer["url"] in answer["licence"]["attribution"] in reply.text
        assert quoted[language] in answer["how_to_quote"] in reply.text


@pytest.mark.usefixtures("shipped")
def test_every_address_of_an_answer_leads_to_a_page(ask, client, settings):
    settings.SITE_URL = ""
    for tool in TOOLS:
        answer = ask(tool.name, **QUESTIONS[tool.name], **({"as_of": "2026-03-01"} if takes_days(tool) else {}))
        addresses = {url.partition("#")[0] for url in addresses_in(answer.structured)}
        assert addresses
        for address in sorted(addresses)[:4]:
            assert client.get(address, follow=True).status_code == 200, address


def takes_days(tool) -> bool:
    return any(parameter.name == "as_of" for parameter in tool.parameters)


def addresses_in(value) -> set[str]:
    if isinstance(value, dict):
        own = {text for name, text in value.items() if name == "url" and text.startswith("/")}
        return own.union(*map(addresses_in, value.values()))
    return set().union(*map(addresses_in, value)) if isinstance(value, list) else set()


BAD = [
    ("none", {}, "There is no such tool; known are: search_promises, get_promise"),
    ("get_promise", {}, "id: It is needed and was not given."),
    ("get_promise", {"id": ""}, "id: It is needed and was not given."),
    ("get_promise", {"id": None}, "id: It is needed and was not given."),
    ("get_promise", {"id": "Pool 2024"}, "id: “Pool 2024” is not an id"),
    ("get_promise", {"id": "https://tracker.example.org/targets/x/"}, "is not an id"),
    ("get_promise", {"id": "pool-2024-project"}, "Similar ids: pool-2024-projects"),
    ("get_promise", {"id": "pool-2024-projects", "as_of": "31.12.2024"}, "as_of: “31.12.2024” is written 2024-12-31"),
    ("get_promise", {"id": "pool-2024-projects", "as_of": "soon"}, "as_of: “soon” is not a date"),
    ("get_promise", {"id": "pool-2024-projects", "as_of": "2020-01-01"}, "had not been announced by 2020-01-01"),
    ("get_promise", {"id": ["pool-2024-projects", "x"]}, "id: Give it once; it was given 2 times."),
    ("get_promise", {"id": {"id": "x"}}, "id: Give it as plain text, a whole number, true or false."),
    ("get_promise", {"id": 1.5}, "id: Give it as plain text, a whole number, true or false."),
    ("search_promises", {"search": "a" * 201}, "search: It is longer than 200 characters."),
    ("search_promises", {"search": "a\0b"}, "search: It contains the character NUL"),
    ("search_promises", {"search": "a\ud800"}, "search: It contains half of a character; leave it out."),
    ("search_promises", {"page_size": 500}, "page_size: “500” is not a whole number from 1 to 50."),
    ("search_promises", {"page": 10**9}, "page: “1000000000” is not a whole number from 1 to 1000000."),
    ("search_promises", {"status": ["missed", "broken"]}, "status: “broken” is none of: achieved"),
    ("search_promises", {"status": ["missed"] * 51}, "status: It has more than 50 values."),
    ("search_promises", {"programme": "none"}, "programme: There is no programme “none” in the record."),
    ("search_promises", {"recorded_after": "2024-01-01T00:00:00Z"}, "recorded_after: There is no such parameter"),
    ("search_promises", {"q" * 100: "x"}, f"{'q' * 60}: There is no such parameter"),
    ("get_promise", {"id": "x", "language": "de"}, "language: “de” is none of: en, ru, kk."),
    ("get_track_record", {"by": "minister"}, "by: “minister” is none of"),
    ("search_record", {"words": ""}, "words: It is needed and was not given."),
    ("explain_method", {"rule": "R99"}, "rule: “R99” is none of: R1, R2"),
    ("list_changes", {}, "since: It is needed and was not given."),
    ("list_changes", {"since": "2026-01-02", "as_of": "2026-01-01"}, "since: It is after the day that is asked about"),
]


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(("name", "arguments", "says"), BAD, ids=lambda value: str(value)[:30].encode(errors="replace"))
def test_question_that_cannot_be_answered_gets_a_sentence(ask, name, arguments, says):
    reply = ask(name, **arguments)
    assert reply.structured is None
    assert says in reply.text
    assert "Traceback" not in reply.text
    assert len(reply.text) < 1500


@pytest.mark.usefixtures("shipped")
def test_error_is_told_in_the_language_of_the_answer(ask):
    reply = ask("get_promise", id="none", language="kk")
    assert reply.text.splitlines()[0] == "id: Базада жоқ: мақсат «none»."


@pytest.mark.usefixtures("shipped")
def test_failure_is_noted_and_tells_nothing_of_its_cause(ask, monkeypatch, caplog):
    monkeypatch.setattr(asking, "read_arguments", lambda *_: {}["a secret"])
    reply = ask("get_promise", id="pool-2024-projects")
    assert reply == asking.Reply("Something went wrong here. It has been noted; please try again later.")
    assert "The tool get_promise failed" in caplog.text


@pytest.mark.usefixtures("shipped")
def test_answer_that_is_too_long_is_not_sent(ask, monkeypatch):
    monkeypatch.setattr(asking, "MAX_ANSWER", 5000)
    reply = ask("search_promises", page_size=50)
    assert reply.structured is None
    assert "more than the 5000 that are sent. Narrow the question" in reply.text


@pytest.mark.usefixtures("shipped")
def test_largest_page_stays_below_the_limit(ask):
    assert len(json.dumps(ask("search_promises", page_size=50).structured)) < asking.MAX_ANSWER / 2


@pytest.mark.usefixtures("standing_clock")
@pytest.mark.parametrize(
    ("allowance", "name", "arguments"),
    [
        ("search", "search_promises", {"search": "jobs"}),
        ("search", "search_record", {"words": "jobs"}),
        ("other_days", "get_track_record", {"as_of": "2024-01-01"}),
    ],
)
def test_costly_question_is_counted_as_on_pages(allowance, name, arguments, settings):
    settings.ALLOWANCES = {**settings.ALLOWANCES, allowance: 1}
    request = HttpRequest()
    request.META["REMOTE_ADDR"] = "192.0.2.1"
    replies = [asking.reply_to(name, arguments, record.TODAY, request) for _ in range(2)]
    assert replies[0].structured is not None
    assert replies[1].structured is None
    assert "Ask again in 31 seconds." in replies[1].text
    assert asking.reply_to(name, arguments, record.TODAY).structured is not None  # over stdio nobody is counted


@override_settings(DEBUG=False)
def test_larger_record_takes_no_more_queries():
    questions = {
        **QUESTIONS,
        "search_promises": {"page_size": 50},
        "get_promise": {"id": "main"},
        "get_track_record": {"by": "territory"},
        "list_changes": {"since": "2024-01-01", "territory": "kz"},
        "list_projects": {},
        "search_record": {"words": "карте"},
    }

    def counted() -> dict[str, int]:
        numbers = {}
        for name, arguments in questions.items():
            version_cache.clear()
            cache.clear()
            with CaptureQueriesContext(connection) as queries:
                assert asking.reply_to(name, arguments, record.TODAY).structured is not None, name
            numbers[name] = len(queries)
        return numbers

    with time_machine.travel(record.NOW, tick=False), transaction.atomic():
        growing = record.Growing()
        growing.grow(4)
        counted()  # the index of the search is built once
        few = counted()
        growing.grow(30)
        counted()
        more = {name: number for name, number in counted().items() if number > few[name]}
    assert not more
    assert max(few.values()) <= 30
