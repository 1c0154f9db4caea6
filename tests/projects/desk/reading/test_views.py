"""From an article to the record: figure by figure, all or nothing, and nothing without a person's yes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects.models import Article, Assessment, Draft, Outcome, Source, Target
from tests.factories import SourceFactory, UserFactory
from tests.projects.desk.reading.steps import address, decide, enter, mend_boxes, show
from tests.projects.desk.reading.texts import SOURCE, TEXT, URL

pytestmark = pytest.mark.django_db
BUILT, PLANNED, MONEY, DOLLARS, AGAIN = range(5)


def test_page_underlines_each_figure_and_says_what_it_is(client, editor, article) -> None:
    html = client.get(address(article)).content.decode()
    page = show(client, article)
    assert [card.text for card in page.cards] == [
        *("18,400 homes", "52,000 homes", "1.5 trillion tenge", "$2.9 billion", "18,400 homes"),
    ]
    assert [card.best.relation if card.best else "" for card in page.cards] == [
        *("new", "restates", "revises", "", "new"),
    ]
    assert html.count("<mark ") == 5
    assert "&lt;b&gt;minister&lt;/b&gt;" in html
    assert "<b>minister" not in html


def test_conversion_is_folded_and_a_repetition_is_named(client, editor, article) -> None:
    cards = show(client, article).cards
    assert (cards[DOLLARS].is_quiet, cards[DOLLARS].converts) == (True, 3)
    assert cards[AGAIN].repeats == 1
    assert [card.number for card in show(client, article).left] == [1, 2, 3, 5]


def test_accepted_figures_are_published_together_with_their_source(client, editor, article) -> None:
    for place in (BUILT, PLANNED, MONEY, AGAIN):
        assert decide(client, article, show(client, article).cards[place]).status_code == 302
    assert [card.number for card in show(client, article).to_enter] == [1, 3]
    assert not Outcome.objects.exists()

    response = enter(client, article)
    assert response.status_code == 302, response.context["outlook"]
    source, outcome = Source.objects.get(url=URL), Outcome.objects.get()
    assert (source.title, source.publisher, source.published) == ("Homes", "Steppe Herald", date(2025, 5, 19))
    assert (outcome.indicator_id, outcome.value, outcome.source) == ("homes-built", Decimal(18_400), source)
    assert (outcome.period_start, outcome.period_end) == (date(2025, 1, 1), date(2025, 4, 30))
    assert (outcome.locator, outcome.recorded_by) == ("¶ 1", editor)
    revision = Target.objects.get(revises="money-2034")
    assert (revision.value, revision.rounded_to) == (Decimal(1_500_000_000_000), Decimal(100_000_000_000))
    assert (revision.deadline, revision.announced) == (date(2034, 12, 31), date(2025, 5, 19))
    assert (revision.timing, revision.source, revision.pk) == ("by_deadline", source, "money-2034-revised")
    assert Assessment.objects.get(first="homes-2025").payload["actual"] == "18400"
    article.refresh_from_db()
    assert (article.source, article.state) == (source, Article.State.DONE)
    assert not Draft.objects.exists()


def test_verdicts_that_would_move_are_shown_before_anything_is_saved(client, editor, article) -> None:
    decide(client, article, show(client, article).cards[BUILT])
    response = client.post(reverse("desk-read-effects", args=[article.pk]), SOURCE)
    outlook = response.context["outlook"]
    assert [effect.target for effect in outlook.effects.effects if effect.moves] == ["homes-2025"]
    assert outlook.token in response.content.decode()
    assert not Source.objects.filter(url=URL).exists()


def test_what_was_not_shown_is_not_entered(client, editor, article) -> None:
    decide(client, article, show(client, article).cards[BUILT])
    response = client.post(address(article), {**SOURCE, "act": "publish"})
    assert response.status_code == 200
    assert not Outcome.objects.exists()
    shown = response.context["outlook"].token
    decide(client, article, show(client, article).cards[MONEY])
    assert client.post(address(article), {**SOURCE, "act": "publish", "seen": shown}).status_code == 200
    assert not Outcome.objects.exists()


def test_what_the_record_holds_is_entered_only_if_asked(client, editor, article) -> None:
    card = show(client, article).cards[PLANNED]
    decide(client, article, card)
    assert show(client, article).to_enter == []
    decide(client, article, show(client, article).cards[PLANNED], "undo")
    decide(client, article, show(client, article).cards[PLANNED], "anyway")
    assert [card.number for card in show(client, article).to_enter] == [2]


def test_dropped_figure_is_not_entered_and_can_be_taken_up_again(client, editor, article) -> None:
    decide(client, article, show(client, article).cards[BUILT], "drop")
    page = show(client, article)
    assert (page.cards[BUILT].state, page.to_enter) == ("dropped", [])
    assert page.cards[AGAIN].repeats is None
    decide(client, article, page.cards[BUILT], "undo")
    assert show(client, article).cards[BUILT].state == "open"
    article.refresh_from_db()
    assert article.decisions == {}


def test_answer_to_htmx_is_the_card_and_what_is_left(client, editor, article) -> None:
    response = decide(client, article, show(client, article).cards[BUILT], htmx=True)
    html = response.content.decode()
    assert response["HX-Trigger"] == "decided"
    assert 'data-state="accepted"' in html
    assert 'id="reading-summary"' in html
    assert html.count("<article") == 1


def test_without_scripts_one_comes_to_the_next_figure(client, editor, article) -> None:
    assert decide(client, article, show(client, article).cards[BUILT])["Location"] == f"{address(article)}#figure-2"


def test_mended_figure_is_entered_as_it_was_mended(client, editor, article) -> None:
    card = show(client, article).cards[BUILT]
    form = client.get(address(article), {"mend": card.key}).context["page"].by_key[card.key].mend
    assert (form["value"].value(), form["what"].value()) == ("18400", "outcomes")
    typed = {
        "what": "outcomes",
        "indicator": "homes-built",
        "value": "18 тыс.",
        "start": "2025-01",
        "end": "апрель 2025",
    }
    typed |= {"basis": "absolute", "final": "false", "value-understood": "18000;;1000;;", "qualifier": "about"}
    decide(client, article, card, "mend", **mend_boxes(card, **typed))
    card = show(client, article).cards[BUILT]
    assert card.state == "mended"
    assert enter(client, article).status_code == 302
    outcome = Outcome.objects.get()
    assert (outcome.value, outcome.qualifier, outcome.final) == (Decimal(18_000), "about", False)
    assert (outcome.period_start, outcome.period_end) == (date(2025, 1, 1), date(2025, 4, 30))


@pytest.mark.parametrize(
    ("changed", "box"),
    [
        ({"value": "много"}, "value"),
        ({"value": ""}, "value"),
        ({"value": "1,500"}, "value"),
        ({"end": ""}, "end"),
        ({"end": "05/06/2025"}, "end"),
        ({"what": ""}, "what"),
        ({"what": "rumours"}, "what"),
        ({"indicator": ""}, "indicator"),
        ({"indicator": "none"}, "indicator"),
        ({"indicator": "", "another": "castles in the air"}, "another"),
        ({"basis": "done"}, "basis"),
        ({"what": "targets", "end": ""}, "end"),
        ({"what": "targets", "revises": "money-2034"}, "revises"),
        ({"corrects": "none"}, "corrects"),
    ],
)
def test_what_cannot_be_read_comes_back_at_its_box(client, editor, article, changed, box) -> None:
    card = show(client, article).cards[BUILT]
    typed = {"what": "outcomes", "indicator": "homes-built", "value": "18000", "end": "2025-04-30", "basis": "absolute"}
    response = decide(client, article, card, "mend", **mend_boxes(card, **{**typed, "final": "true", **changed}))
    assert response.status_code == 200
    form = response.context["page"].by_key[card.key].mend
    assert list(form.errors) == [box]
    for name, text in changed.items():
        assert str(form[name].value() or "") == text
    article.refresh_from_db()
    assert article.decisions == {}


def test_another_indicator_is_named_by_its_name(client, editor, article) -> None:
    card = show(client, article).cards[BUILT]
    typed = {"what": "outcomes", "another": "money for homes", "value": "5", "end": "2025", "basis": "absolute"}
    decide(client, article, card, "mend", **mend_boxes(card, **typed))
    assert show(client, article).cards[BUILT].decision.cells["indicator"] == "homes-money"


def test_words_in_which_nothing_was_read_become_a_figure(client, editor, article) -> None:
    response = client.get(address(article), {"passage": "ministry  of\nhomes"})
    (card,) = [card for card in response.context["page"].cards if card.mend]
    assert (card.text, card.figure) == ("Ministry of Homes", None)
    typed = {"what": "targets", "indicator": "homes-built", "value": "7000", "end": "2032", "basis": "absolute"}
    decide(client, article, card, "mend", **mend_boxes(card, **typed))
    page = show(client, article)
    assert [card.text for card in page.to_enter] == ["Ministry of Homes"]
    assert "do not stand" in client.get(address(article), {"passage": "palaces"}).content.decode()


def test_second_editor_is_told_what_the_first_decided(client, editor, article) -> None:
    seen_before = show(client, article).cards[BUILT]
    other = UserFactory(editor=True)
    decide(client, article, seen_before, "drop")
    client.force_login(other, backend="allauth.account.auth_backends.AuthenticationBackend")
    response = decide(client, article, seen_before)
    assert response.status_code == 409
    assert str(editor) in response.content.decode()
    assert show(client, article).cards[BUILT].state == "dropped"
    assert decide(client, article, show(client, article).cards[MONEY]).status_code == 302


def test_entered_figure_is_decided_no_more(client, editor, article) -> None:
    decide(client, article, show(client, article).cards[BUILT])
    enter(client, article)
    card = show(client, article).cards[BUILT]
    assert (card.is_locked, card.entered.state) == (True, "published")
    assert decide(client, article, card, "undo").status_code == 200
    assert show(client, article).cards[BUILT].is_locked
    assert Outcome.objects.count() == 1
    decide(client, article, show(client, article).cards[MONEY])
    assert enter(client, article).status_code == 302
    assert Source.objects.filter(url=URL).count() == 1


def test_promise_that_is_many_times_another_is_asked_about(client, editor, article) -> None:
    Article.objects.update(text=article.text.replace("52,000 homes", "9,000 homes"))
    card = show(client, article).cards[PLANNED]
    assert card.best.relation == "far"
    response = decide(client, article, card)
    assert "another promise for that time" in response.content.decode()
    assert show(client, article).cards[PLANNED].state == "open"


def test_record_refuses_all_of_it_or_nothing(client, editor, article) -> None:
    decide(client, article, show(client, article).cards[MONEY])
    card = show(client, article).cards[BUILT]
    typed = {"what": "outcomes", "indicator": "homes-built", "value": "9", "start": "2025", "end": "2024"}
    decide(client, article, card, "mend", **mend_boxes(card, **typed, basis="absolute"))
    response = enter(client, article)
    assert response.status_code == 200
    assert [note.card.key for note in response.context["outlook"].problems] == [card.key]
    assert not Target.objects.filter(revises="money-2034").exists()
    assert not Source.objects.filter(url=URL).exists()


def test_doubt_is_asked_about_and_confirmed(client, editor, article) -> None:
    card = show(client, article).cards[BUILT]
    typed = {"what": "outcomes", "indicator": "homes-built", "value": "184000", "start": "2025-01", "end": "2025-04"}
    decide(client, article, card, "mend", **mend_boxes(card, **typed, basis="absolute", final="true"))
    card = show(client, article).cards[MONEY]
    typed = {"what": "targets", "indicator": "homes-money", "revises": "money-2034", "value": "15", "end": "2034"}
    decide(client, article, card, "mend", **mend_boxes(card, **typed, basis="absolute"))
    response = enter(client, article)
    assert response.status_code == 200
    doubts = response.context["outlook"].open_doubts
    assert [note.card.number for note in response.context["outlook"].questions] == [3]
    assert not Outcome.objects.exists()
    response = enter(client, article, as_printed=[item.token for item in doubts])
    assert response.status_code == 302
    assert (Outcome.objects.count(), Target.objects.filter(revises="money-2034").count()) == (1, 1)


def test_source_of_the_record_is_cited_and_not_made_again(client, editor, article) -> None:
    row = SourceFactory(url=URL.replace("https://", "http://www."), published=date(2025, 5, 18))
    decide(client, article, show(client, article).cards[BUILT])
    assert enter(client, article, **{**dict.fromkeys(SOURCE, ""), "source-url": URL}).status_code == 302
    assert Outcome.objects.get().source == row


def test_day_of_the_announcement_is_asked_for_where_the_source_names_a_month(client, editor, article) -> None:
    decide(client, article, show(client, article).cards[MONEY])
    month = {"source-published": "May 2025"}
    response = client.post(address(article), {**SOURCE, **month, "act": "look"})
    assert list(response.context["form"].announced.errors) == ["announced"]
    assert enter(client, article, **month, announced="2025-05-07").status_code == 302
    assert Target.objects.get(revises="money-2034").announced == date(2025, 5, 7)


def test_number_of_queries_does_not_depend_on_the_number_of_figures(client, editor, article) -> None:
    def queries(text: str) -> tuple[int, int]:
        row = Article.objects.get(pk=article.pk)
        row.text, row.decisions = text, {}
        row.save()
        with CaptureQueriesContext(connection) as shown:
            page = show(client, article)
        with CaptureQueriesContext(connection) as decided:
            decide(client, article, page.cards[0], htmx=True)
        return len(shown), len(decided)

    queries(TEXT)  # what a process reads once
    assert queries(TEXT) == queries("\n".join([TEXT] * 12))


def test_only_so_many_figures_are_shown_and_the_page_says_so(client, editor, article) -> None:
    article.text = "\n".join(f"In 2025, {number} homes were built." for number in range(1000, 1520))
    article.save()
    html = client.get(address(article)).content.decode()
    assert html.count("<article ") == 500
    assert "20 more stand further down" in html


@pytest.mark.parametrize(
    "sent",
    [
        {"act": "accept", "figure": "1-0"},
        {"act": "accept", "figure": "x"},
        {"act": "accept", "figure": "900000-900001"},
        {"act": "accept"},
        {"act": "burn", "figure": "32-44"},
        {},
    ],
)
def test_what_is_no_figure_or_no_act_is_not_there(client, editor, article, sent) -> None:
    assert client.post(address(article), sent).status_code == 404


@pytest.mark.parametrize("stored", [[], "x", {"32-44": 7}, {"x": {}}, {"32-44": {"state": "burnt"}}, {"0-9999": {}}])
def test_decisions_that_cannot_be_read_are_none(client, editor, article, stored) -> None:
    Article.objects.filter(pk=article.pk).update(decisions=stored)
    page = show(client, article)
    assert [card.state for card in page.cards] == ["open"] * 5


def test_address_of_the_announcement_brings_the_sentence_and_leads_back(client, editor, article) -> None:
    card = show(client, article).cards[MONEY]
    html = client.get(card.announcement).content.decode()
    assert "By 2034, 1.5 trillion tenge (about $2.9 billion) will be spent on homes." in html
    assert f'href="{address(article)}?mend={card.key}"' in html
    assert f'value="{URL}"' in html
    for query in ("article=x", "article=1&figure=//evil.example", f"article={'9' * 40}"):
        assert client.get(f"{reverse('desk-announcement')}?{query}").status_code == 200


def test_text_that_is_no_longer_kept_has_no_figures(client, editor, article) -> None:
    Article.objects.filter(pk=article.pk).update(text="", emptied_at="2025-06-01T00:00:00Z")
    html = client.get(address(article)).content.decode()
    assert "no longer kept" in html
    assert show(client, article).cards == []
