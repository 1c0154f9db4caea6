"""One page for a report: a new source and its figures at once, all or nothing, and nothing typed is lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from projects.models import Assessment, Draft, Outcome, Source
from tests.factories import IndicatorFactory, OutcomeFactory, SourceFactory, UserFactory
from tests.projects.desk.report.typed import MADE, TYPED, errors, second, send

pytestmark = pytest.mark.django_db


def test_page_shows_the_target_with_what_is_known(client, editor, target) -> None:
    OutcomeFactory(indicator=target.indicator, source=SourceFactory(publisher="Ministry of Truth"))
    html = client.get(reverse("desk-report"), {"target": "pool"}).content.decode().replace("\u00a0", " ")
    for words in ("180 projects", "Ministry of Truth", "90 projects", 'value="2024-01-01"'):
        assert words in html


def test_report_with_a_new_source_is_published_at_once(client, editor, target) -> None:
    response = send(client)
    assert response.status_code == 302, errors(response)
    assert response["Location"] == "/targets/pool/#evidence"
    source, outcome = Source.objects.get(pk=MADE), Outcome.objects.get()
    assert (source.url, source.published, source.kind) == (
        TYPED["source-url"],
        date(2024, 7, 20),
        "official_statistics",
    )
    assert (outcome.source, outcome.value, outcome.period_end) == (source, Decimal(90), date(2024, 6, 30))
    assert (outcome.recorded_by, outcome.qualifier, outcome.our_slip) == (editor, "exactly", False)
    assert outcome.pk == "projects-2024-06-30"
    assert Assessment.objects.get().payload["actual"] == "90"
    assert not Draft.objects.exists()


def test_texts_in_other_languages_are_folded_away_and_recorded_as_typed(client, editor, target) -> None:
    typed = {
        "source-title_language": "en",
        "source-title_ru": "Полгода",
        "source-note_kk": "Тек айы белгілі.",
        "figures-0-note": "Counted twice.",
        "figures-0-note_ru": "Посчитано дважды: 1,5 трлн.",
        "figures-0-locator_kk": "2-бет",
    }
    page = send(client, **typed, **{"figures-0-value": ""})
    html = page.content.decode()
    assert html.count('<details class="wide" open>') == 2, "what was typed is shown again"
    assert all(text in html for text in typed.values())
    assert send(client, **typed).status_code == 302
    source, outcome = Source.objects.get(pk=MADE), Outcome.objects.get()
    assert (source.title_language, source.title_ru, source.note_kk) == ("en", "Полгода", "Тек айы белгілі.")
    assert (outcome.note_ru, outcome.locator_kk) == ("Посчитано дважды: 1,5 трлн.", "2-бет")


def test_known_source_is_cited_not_repeated(client, editor, target) -> None:
    row = SourceFactory(url=TYPED["source-url"], published=date(2024, 7, 20))
    nothing_else = dict.fromkeys(("source-title", "source-publisher", "source-kind"), "")
    refused = send(client, **{**nothing_else, "source-title": "A better title"})
    assert refused.status_code == 200
    assert "A better title" in refused.content.decode()
    assert "without what was typed here (title)" in errors(refused)["source-url"][0]
    assert not Outcome.objects.exists()
    assert send(client, **nothing_else).status_code == 302
    assert Outcome.objects.get().source == row


def test_several_figures_are_recorded_together(client, editor, target) -> None:
    other = IndicatorFactory(id="jobs", unit="jobs", programme=target.indicator.programme)
    typed = second(indicator=other.pk, value="1200", period_start="2024", period_end="июнь 2024")
    assert send(client, **typed).status_code == 302
    figures = {row.indicator_id: row for row in Outcome.objects.all()}
    assert figures["jobs"].value == 1200
    assert (figures["jobs"].period_start, figures["jobs"].period_end) == (date(2024, 1, 1), date(2024, 6, 30))
    assert {row.source_id for row in figures.values()} == {MADE}


@pytest.mark.parametrize("row", [second(), second(value="5", leave_out="on")])
def test_empty_or_left_out_figure_is_none(client, editor, target, row) -> None:
    assert send(client, **row).status_code == 302
    assert Outcome.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "box"),
    [
        ({"figures-0-value": "много"}, "figures-0-value"),
        ({"figures-0-value": "1,5 трлн"}, "figures-0-value"),
        ({"figures-0-value": "1,000"}, "figures-0-value"),
        ({"figures-0-value": "90 тенге"}, "figures-0-value"),
        ({"figures-0-period_end": ""}, "figures-0-period_end"),
        ({"figures-0-period_end": "05/06/2024"}, "figures-0-period_end"),
        ({"figures-0-period_end": "31.12.2023"}, "figures-0-period_end"),
        ({"figures-0-indicator": "elsewhere"}, "figures-0-indicator"),
        ({"figures-0-value": ""}, "figures-0-value"),
        ({"figures-0-value": "-5"}, "figures-0-value"),
        ({"figures-0-value": "0,5"}, "figures-0-value"),
        ({"figures-0-value": "90000"}, "figures-0-value"),
        ({"figures-0-period_end": "31.07.2024"}, "figures-0-period_end"),
        ({"source-title": ""}, "source-title"),
        ({"source-published": "вчера"}, "source-published"),
        (second(value="x"), "figures-1-value"),
        (second(value="90", period_end="1.1.2020"), "figures-1-period_end"),
    ],
)
def test_wrong_or_doubtful_text_is_refused_at_its_box_and_kept(client, editor, target, changed, box) -> None:
    response = send(client, **changed)
    assert response.status_code == 200
    assert box in errors(response)
    html = response.content.decode()
    assert "data-returned" in html
    for text in (TYPED["source-url"], *(text for text in changed.values() if text.isprintable())):
        assert not text or text in html
    assert not Source.objects.filter(pk=MADE).exists()
    assert not Outcome.objects.exists()


def test_understood_figure_is_ticked_once(client, editor, target) -> None:
    typed = {"figures-0-value": "0,09 тыс.", "figures-0-value-understood": "90;;10;;", "figures-0-value-rounded": "1"}
    assert send(client, **typed).status_code == 302
    assert (Outcome.objects.get().value, Outcome.objects.get().rounded_to) == (90, 10)


@pytest.mark.parametrize(
    ("text", "token", "qualifier", "upper"),
    [
        ("более 90", "90;;1;more_than;", "more_than", None),
        ("80–90", "80;90;1;between;", "between", Decimal(90)),
        ("90", "", "exactly", None),
    ],
)
def test_qualifier_is_as_written(client, editor, target, text, token, qualifier, upper) -> None:
    response = send(client, **{"figures-0-value": text, "figures-0-value-understood": token})
    assert response.status_code == 302, errors(response)
    outcome = Outcome.objects.get()
    assert (outcome.qualifier, outcome.upper_value) == (qualifier, upper)


def test_doubt_is_confirmed_as_printed(client, editor, target) -> None:
    first = send(client, **{"figures-0-value": "9000"})
    [sentence] = errors(first)["figures-0-value"]
    assert 'name="as_printed"' in sentence
    token = sentence.split('value="')[1].split('"')[0]
    assert send(client, **{"figures-0-value": "90000", "as_printed": token}).status_code == 200
    assert send(client, **{"figures-0-value": "9000", "as_printed": token}).status_code == 302
    assert Outcome.objects.get().value == 9000


@pytest.mark.parametrize(("whose", "ours"), [("", False), ("false", False), ("true", True)])
def test_correction_says_whose_it_is(client, editor, target, whose, ours) -> None:
    wrong = OutcomeFactory(indicator=target.indicator, value=80, source=SourceFactory(published=date(2024, 7, 10)))
    typed = {"figures-0-corrects": wrong.pk, "figures-0-our_slip": whose, "figures-0-note": "Corrected on page 4."}
    response = send(client, **typed)
    assert response.status_code == 302, errors(response)
    correction = Outcome.objects.get(corrects=wrong)
    assert correction.our_slip is ours


def test_same_report_twice_is_recorded_once(client, editor, target) -> None:
    assert send(client).status_code == 302
    assert send(client).status_code == 302
    assert Outcome.objects.count() == 1
    assert Source.objects.filter(publisher=TYPED["source-publisher"]).count() == 1


def test_too_many_figures_are_refused(client, editor, target) -> None:
    response = send(client, **{"figures-TOTAL_FORMS": "31"})
    assert "At most 30 figures" in str(errors(response))
    for nonsense in ("", "x", "-5", "9" * 500):
        assert send(client, act="look", **{"figures-TOTAL_FORMS": nonsense}).status_code == 200
    assert not Outcome.objects.exists()


@pytest.mark.parametrize("query", ["target=gone", "target=%00", "draft=1", "draft=x", "draft=" + "9" * 50])
def test_unknown_target_or_draft_is_not_there(client, editor, query) -> None:
    assert client.get(f"{reverse('desk-report')}?{query}").status_code == 404


def test_page_is_for_editors(client, target) -> None:
    where = f"{reverse('desk-report')}?target=pool"
    assert client.get(where)["Location"].startswith("/accounts/login/?next=/desk/report/%3Ftarget%3Dpool")
    client.force_login(UserFactory(), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(where).status_code == 403
    assert send(client).status_code == 403
    assert not Outcome.objects.exists()


def test_enter_in_a_box_saves_nothing(client, editor, target) -> None:
    html = client.get(f"{reverse('desk-report')}?target=pool").content.decode()
    form = html[html.index('class="desk-form"') :]
    first = form[form.index("<button class") :].split(">")[0]
    assert 'value="look"' in first
    assert send(client, act="look").status_code == 200
    assert not Outcome.objects.exists()


def test_report_on_some_target_is_chosen(client, editor, target) -> None:
    page = client.get(
        reverse("desk-report"), {"url": "https://a.kz/x", "selection": "90 проектов", "search": "project"}
    )
    html = page.content.decode()
    assert "/desk/report/?target=pool&amp;url=https" in html
    assert "selection=90" in html
    assert client.get(reverse("desk-report"), {"search": "\x00"}).status_code == 200


def test_selection_is_shown_and_never_entered(client, editor, target) -> None:
    selection = "Введено 1,5 тыс. проектов <script>"
    query = {"target": "pool", "url": "https://a.kz/x", "selection": selection}
    html = client.get(reverse("desk-report"), query).content.decode()
    assert 'data-put="1,5 тыс"' in html
    assert "&lt;script&gt;" in html
    assert 'value="https://a.kz/x"' in html
    assert 'name="figures-0-value" class' in html or 'name="figures-0-value"' in html
    assert 'value="1,5' not in html
