"""What an article says beside what is recorded: a window that stays, a figure that is many times away."""

from __future__ import annotations

from datetime import date

import pytest

from projects.actions.articles.keep_article import keep_article
from projects.models import Article, Outcome, Target
from projects.models.article import ArticleText
from tests.projects.desk.reading.conftest import AT
from tests.projects.desk.reading.steps import decide, enter, show

pytestmark = pytest.mark.django_db
DAY = date(2025, 5, 19)


@pytest.mark.parametrize(
    ("text", "start", "timing"),
    [
        ("By the end of 2025, 60,000 homes will be built.", date(2025, 1, 1), "within_period"),
        ("From 2025 to 2034, 1.6 trillion tenge will be spent on homes.", date(2025, 1, 1), "within_period"),
        ("By 2034, 1.6 trillion tenge will be spent on homes.", None, "by_deadline"),
    ],
)
def test_revision_keeps_the_window_that_the_text_does_not_name(client, record, editor, text, start, timing) -> None:
    article = keep_article(
        ArticleText(text=text, language="en", published=DAY), by=editor, at=AT, origin=Article.Origin.PASTED
    )
    (card,) = show(client, article).cards
    assert card.best.relation == "revises"
    decide(client, article, card)
    assert enter(client, article).status_code == 302
    revision = Target.objects.exclude(revises=None).get()
    assert (revision.window_start, revision.timing) == (start, timing)


def test_figure_many_times_away_is_asked_about(client, record, editor) -> None:
    for text in ("In 2025, 20,000 homes were built.", "In 2025, 2,000 homes were built."):
        article = keep_article(
            ArticleText(text=text, title="Homes", language="en", published=date(2026, 2, 1)),
            **{"by": editor, "at": AT, "origin": Article.Origin.PASTED},
        )
        (card,) = show(client, article).cards
        response = decide(client, article, card)
        if not Outcome.objects.exists():
            boxes = {"source-url": "", "source-published": "2026-02-01"}
            shown = enter(client, article, **boxes)
            assert shown.status_code == 302, shown.context["outlook"]
    assert card.best.relation == "far"
    (card,) = response.context["page"].cards
    assert (card.state, len(card.problems), bool(card.mend)) == ("open", 1, True)
    assert Outcome.objects.count() == 1
