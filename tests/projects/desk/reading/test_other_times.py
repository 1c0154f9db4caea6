"""What would be a guess is asked about: a time that counts from another day, two readings, points as percent."""

from __future__ import annotations

from datetime import date

import pytest

from projects.actions.articles.keep_article import keep_article
from projects.models import Article, Outcome
from projects.models.article import ArticleText
from tests.projects.desk.reading.conftest import AT
from tests.projects.desk.reading.steps import address, decide, enter, mend_boxes, show
from tests.projects.desk.reading.texts import SOURCE

pytestmark = pytest.mark.django_db
TEXT = "The Ministry of Homes said that 18,400 homes were built this year."


@pytest.fixture
def undated(record, editor):
    text = ArticleText(text=TEXT, title="Homes", published=date(2024, 5, 19), language="en")
    return keep_article(text, by=editor, at=AT, origin=Article.Origin.PASTED)


def test_time_counted_from_another_day_than_the_source_has_is_not_recorded(client, editor, undated) -> None:
    decide(client, undated, show(client, undated).cards[0])
    response = enter(client, undated)
    assert response.status_code == 200
    (note,) = response.context["outlook"].problems
    assert note.card.text == "18,400 homes"
    assert "19 May 2025" in note.text
    assert not Outcome.objects.exists()


def test_time_that_a_person_wrote_is_theirs(client, editor, undated) -> None:
    card = show(client, undated).cards[0]
    typed = {"what": "outcomes", "indicator": "homes-built", "value": "18400", "end": "2024-12", "basis": "absolute"}
    decide(client, undated, card, "mend", **mend_boxes(card, **typed))
    assert enter(client, undated).status_code == 302
    assert Outcome.objects.get().period_end == date(2024, 12, 31)


def test_time_counted_from_the_day_of_the_source_is_no_problem(client, editor, undated) -> None:
    Article.objects.update(published=date(2025, 5, 19))
    decide(client, undated, show(client, undated).cards[0])
    outlook = client.post(address(undated), {**SOURCE, "act": "look"}).context["outlook"]
    assert (outlook.problems, bool(outlook.token)) == ([], True)


@pytest.mark.parametrize(
    "text", ["1,500 tonnes of steel were made in 2024.", "The share fell by 0.3 percentage points in 2024."]
)
def test_box_of_a_figure_that_is_asked_about_is_empty(client, record, editor, text) -> None:
    article = keep_article(ArticleText(text=text, language="en"), by=editor, at=AT, origin=Article.Origin.PASTED)
    (card,) = show(client, article).cards
    (card,) = [row for row in show(client, article, mend=card.key).cards if row.mend]
    assert card.mend["value"].value() is None
    assert "%" not in card.read_as
