"""The second reader on an article's page: asked after it, once, by a worker; dead, busy or lying it shows one line."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import get_args

import pytest
from django.core.cache import cache
from django.template import Context, Template
from django.urls import reverse

from projects.desk.second_reader import opinion
from projects.desk.second_reader.opinion import AT_ONCE
from projects.http.second_reader import Failure, SecondReading
from projects.models import Article
from projects.reading.second_reader import SecondFigure
from projects.tasks import ask_second_reader
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]
TEXT = "In 2024 the city built 1,200 homes.\nIt plans 40 <b>schools</b> by 2030."
SEEN = SecondFigure(23, 34, Decimal(1200), None, "outcome", date(2024, 1, 1), date(2024, 12, 31))


@pytest.fixture
def sent(monkeypatch, settings) -> list[tuple[int, int]]:
    """The questions that workers were given: the article and the slot."""
    settings.READER_URL = "http://127.0.0.1:9/v1/chat/completions"
    questions: list[tuple[int, int]] = []

    def send_task(name, arguments, **_how) -> None:
        assert name == opinion.TASK == ask_second_reader.name
        questions.append(arguments)

    monkeypatch.setattr(opinion.current_app, "send_task", send_task)
    return questions


def article(text: str = TEXT, **columns) -> Article:
    columns = {"language": "en", "published": date(2025, 1, 15), "origin": "pasted", **columns}
    number = Article.objects.count()
    row = Article(
        text=text,
        sha256=f"{number:064x}",
        taken_at=datetime(2026, 1, 1, tzinfo=UTC),
        taken_by=UserFactory(editor=True),
        **columns,
    )
    row.save()
    return row


def address(row: Article) -> str:
    return reverse("desk-second-reader", args=[row.pk])


def post(client, row: Article, **data: str) -> str:
    response = client.post(address(row), data, headers={"HX-Request": "true"})
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ")


def look(client, row: Article) -> str:
    response = client.get(address(row), headers={"HX-Request": "true"})
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ")


def answer(monkeypatch, reading: SecondReading) -> list[str]:
    """Plays the endpoint; returns the texts that it is asked about."""
    texts: list[str] = []

    def read_again(text, *_rest) -> SecondReading:
        texts.append(text)
        return reading

    monkeypatch.setattr(opinion, "read_again", read_again)
    return texts


def test_opinion_is_asked_for_once_and_shown_when_a_worker_has_it(client, editor, sent, monkeypatch) -> None:
    row = article()
    texts = answer(monkeypatch, SecondReading((SEEN,), {"elsewhere": 3}, len(TEXT)))
    assert "is reading" in post(client, row)
    assert "every 3s" in post(client, row)
    assert sent == [(row.pk, 0)]
    ask_second_reader(*sent[0])
    ask_second_reader(*sent[0])
    assert texts == [TEXT]
    html = look(client, row)
    assert "Both read one figure alike. They disagree on one figure." in html
    assert "3 of its figures were thrown away" in html
    assert "promise · 40" in html
    assert "not seen" in html
    assert "<b>schools</b>" not in html
    assert "every 3s" not in html
    assert post(client, row) == html
    assert len(sent) == 1


def test_looking_asks_nobody(client, editor, sent) -> None:
    row = article()
    assert "has not been asked" in look(client, row)
    assert "has not been asked" in client.get(address(row)).content.decode()
    assert sent == []


@pytest.mark.parametrize("failure", get_args(Failure))
def test_failure_is_one_line_and_the_endpoint_is_left_alone(client, editor, sent, monkeypatch, failure) -> None:
    row = article()
    texts = answer(monkeypatch, SecondReading(failure=failure, status=503))
    post(client, row)
    ask_second_reader(*sent[0])
    html = post(client, row)
    assert "The second reader" in html
    assert "<table" not in html
    assert ("503" in html) == (failure == "status")
    assert (len(sent), len(texts)) == (1, 1)
    assert "is reading" in post(client, row, again="1")
    assert len(sent) == 2


def test_what_was_read_before_a_failure_is_shown(client, editor, sent, monkeypatch) -> None:
    row = article()
    answer(monkeypatch, SecondReading((SEEN,), {}, 35, "too_slow"))
    post(client, row)
    ask_second_reader(*sent[0])
    html = look(client, row)
    assert "Both read one figure alike. They disagree on nothing." in html
    assert "the first 49 % of the article" in html
    assert "gave no answer in time" in html
    assert "Ask the second reader" in html


@pytest.mark.parametrize(
    ("second", "words"),
    [
        (SecondFigure(23, 34, Decimal(1200), None, "target"), ["promise · 1,200", "another kind"]),
        (SecondFigure(23, 34, Decimal(1200), None, "", None, date(2023, 12, 31)), ["31 December 2023", "another time"]),
        (SecondFigure(23, 34, Decimal(1200), Decimal(1300)), ["1,200–1,300", "another value"]),
        (SecondFigure(3, 7, Decimal(2024), None, "outcome"), ["report · 2,024", "not seen"]),
    ],
)
def test_disagreement_says_what_each_reads(client, editor, sent, monkeypatch, second, words) -> None:
    row = article()
    answer(monkeypatch, SecondReading((second,), {}, len(TEXT)))
    post(client, row)
    ask_second_reader(*sent[0])
    html = look(client, row)
    assert [word for word in words if word not in html] == []


def test_figure_that_only_the_second_reader_has_can_be_named_on_the_page(client, editor, sent, monkeypatch) -> None:
    row = article(published_precision="month")
    seen = SecondFigure(3, 7, Decimal(2024), None, "target")
    answer(monkeypatch, SecondReading((seen,), {}, len(TEXT)))
    post(client, row)
    ask_second_reader(*sent[0])
    link = re.search(r'href="([^"]+)">Say what it is', look(client, row))
    assert link is not None
    assert link[1].startswith(reverse("desk-read-article", args=[row.pk]))
    page = client.get(link[1].replace("&amp;", "&")).content.decode()
    assert "do not stand in the text" not in page


def test_readings_at_once_are_few_and_none_waits_in_line(client, editor, sent, monkeypatch) -> None:
    rows = [article() for _number in range(AT_ONCE + 1)]
    answers = [post(client, row) for row in rows]
    assert ["is busy" in html for html in answers] == [False] * AT_ONCE + [True]
    assert len(sent) == AT_ONCE
    assert "every 10s" in answers[-1]
    answer(monkeypatch, SecondReading())
    ask_second_reader(*sent[0])
    assert "is reading" in post(client, rows[-1])


def test_slot_of_another_question_is_left_alone(client, editor, sent, monkeypatch) -> None:
    rows = [article(), article()]
    answer(monkeypatch, SecondReading())
    post(client, rows[0])
    ask_second_reader(*sent[0])
    post(client, rows[1])
    ask_second_reader(*sent[0])  # delivered twice
    assert sent[1] == (rows[1].pk, 0)
    assert cache.get("second-reader-slot:0") is not None


def test_editor_asks_about_so_many_articles_an_hour(client, editor, sent, settings) -> None:
    settings.ALLOWANCES = {**settings.ALLOWANCES, "second_reader": 1}
    rows = [article(), article()]
    post(client, rows[0])
    post(client, rows[0])
    assert "wait 60 minutes" in post(client, rows[1])
    assert client.post(address(rows[1])).status_code == 429
    assert len(sent) == 1
    client.force_login(UserFactory(editor=True), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "is reading" in post(client, rows[1])


def test_broker_that_is_away_is_one_line(client, editor, settings, monkeypatch) -> None:
    settings.READER_URL = "http://127.0.0.1:9/v1/chat/completions"

    def send_task(*_arguments, **_how) -> None:
        raise ConnectionError

    monkeypatch.setattr(opinion.current_app, "send_task", send_task)
    row = article()
    for _time in range(AT_ONCE + 1):
        assert "no worker can be reached" in post(client, row)


def test_worker_that_dies_leaves_a_button(client, editor, sent) -> None:
    row = article()
    post(client, row)
    cache.clear()  # all that it left has run out
    assert "Ask the second reader" in look(client, row)
    ask_second_reader(*sent[0])
    assert "has not been asked" in look(client, row)


def test_article_that_is_gone_or_emptied_is_not_asked_about(client, editor, sent, monkeypatch) -> None:
    texts = answer(monkeypatch, SecondReading())
    row = article()
    post(client, row)
    Article.objects.filter(pk=row.pk).update(text="", emptied_at=row.taken_at)
    ask_second_reader(*sent[0])
    assert client.post(address(row)).status_code == 404
    Article.objects.all().delete()
    ask_second_reader(*sent[0])
    assert client.post(address(row)).status_code == 404
    assert texts == []


def test_page_without_script_does_the_same(client, editor, sent) -> None:
    row = article()
    html = client.post(address(row)).content.decode()
    assert "<h1" in html
    assert "Look again" in html
    assert len(sent) == 1


@pytest.mark.parametrize(
    ("url", "columns", "status"),
    [("", {}, 404), ("http://127.0.0.1:9/v1/chat/completions", {"language": ""}, 404)],
)
def test_nothing_is_asked_where_it_is_off_or_not_readable(client, editor, sent, settings, url, columns, status) -> None:
    settings.READER_URL = url
    row = article(**columns)
    assert client.post(address(row)).status_code == status
    assert client.get(address(row)).status_code == status
    assert tag(row).strip() == ""
    assert sent == []


def test_strangers_and_watchers_are_kept_out(client, sent) -> None:
    row = article()
    assert client.post(address(row)).status_code == 302
    client.force_login(UserFactory(), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(address(row)).status_code == 403
    assert sent == []


def tag(row: Article) -> str:
    template = Template("{% load second_reader %}{% second_reader article %}")
    return template.render(Context({"article": row, "csrf_token": "drawn"}))


def test_page_asks_once_it_is_shown_while_the_article_is_open(settings, sent, django_assert_num_queries) -> None:
    row = article()
    with django_assert_num_queries(0):
        html = tag(row)
    assert 'hx-trigger="load, submit"' in html
    assert 'value="drawn"' in html
    row.state = Article.State.DONE
    assert 'hx-trigger="submit"' in tag(row)
    assert sent == []


def test_disagreements_without_end_are_counted(client, editor, sent, monkeypatch) -> None:
    text = "They plan 12 homes. " * 300
    row = article(text)
    answer(monkeypatch, SecondReading((), {}, len(text)))
    post(client, row)
    ask_second_reader(*sent[0])
    html = look(client, row)
    assert html.count("<tr>") == 101
    assert "200 more are not shown." in html
