"""Figures and dates as editors type them: read, confirmed once, asked about, never rewritten."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.contrib import admin
from django.urls import reverse

from projects.desk.echo import Entry
from projects.desk.figure_field import FigureFormField, spelled
from projects.models import Outcome, Project
from projects.models.fields import FigureField
from projects.reading import read_figure
from tests.factories import IndicatorFactory, OutcomeFactory, ProgrammeFactory, UserFactory
from tests.projects.desk.boxes import TRILLIONS, TYPED, add, errors, options

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize(("text", "value", "shown"), TYPED)
def test_figure_is_shown_in_words_once_and_saved_when_confirmed(client, editor, columns, text, value, shown):
    first = add(client, Outcome, {**columns, "value": text})
    assert first.status_code == 200
    assert "tick it if it is right" in errors(first)["value"][0]
    [(kind, token, label)] = options(first)
    assert (kind, label) == ("checkbox", shown)
    assert f'value="{text}"' in first.content.decode()
    assert not Outcome.objects.exists()

    second = add(client, Outcome, {**columns, "value": text, "value-understood": token})
    assert second.status_code == 302, errors(second)
    assert Outcome.objects.get().value == Decimal(value)


@pytest.mark.parametrize("text", ["90", "7.4", "-5", " 90 "])
def test_plain_digits_are_saved_at_once(client, editor, columns, text):
    response = add(client, Outcome, {**columns, "value": text, "basis": "percent_change"})
    assert response.status_code == 302, errors(response)
    assert Outcome.objects.get().value == Decimal(text.strip())


def test_words_are_in_the_language_of_the_editor(client, editor, columns):
    client.cookies["django_language"] = "ru"
    [(_kind, _token, label)] = options(add(client, Outcome, {**columns, "value": "1,5 трлн"}))
    assert label == "1 500 000 000 000 = 1,5 трлн тонн, округлено до 100 млрд"
    client.cookies["django_language"] = "kk"
    [(_kind, _token, label)] = options(add(client, Outcome, {**columns, "value": "1,5 трлн"}))
    assert label.startswith("1 500 000 000 000 = 1,5 трлн тонна")


@pytest.mark.parametrize(("choice", "value"), [(0, 1000), (1, 1)])
def test_ambiguous_figure_is_chosen_and_never_guessed(client, editor, columns, choice, value):
    first = add(client, Outcome, {**columns, "value": "1,000"})
    assert "in two ways" in errors(first)["value"][0]
    question = options(first)
    assert [kind for kind, _token, _label in question] == ["radio", "radio"]

    second = add(client, Outcome, {**columns, "value": "1,000", "value-understood": question[choice][1]})
    assert second.status_code == 302
    assert Outcome.objects.get().value == value


def test_confirmation_is_of_what_was_shown_and_not_of_another_text(client, editor, columns):
    response = add(client, Outcome, {**columns, "value": "15 трлн", "value-understood": TRILLIONS})
    assert "value" in errors(response)
    assert not Outcome.objects.exists()


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("полтора миллиона", "no digits"),
        ("12 тыс. чел.", "“чел” is not understood"),
        ("1e12", "exponent"),
        ("١٢", "none of the digits"),
        ("15 00", "groups of three"),
        ("150-140", "lower end of a range comes first"),
        ("9" * 500, "longer than 120 characters"),
        ("<b>5</b>", "is not understood"),
    ],
)
def test_refusal_says_why_and_what_would_be_understood(client, editor, columns, text, part):
    [problem] = errors(add(client, Outcome, {**columns, "value": text}))["value"]
    assert part in problem
    assert "1.5 trillion, 1,5 трлн, 12 мың" in problem


def test_rounding_is_offered_and_taken_only_when_ticked(client, editor, columns):
    columns |= {"value": "1,5 трлн", "value-understood": TRILLIONS, "value-asked": "1"}
    page = add(client, Outcome, {**columns, "value-understood": "", "value-asked": ""}).content.decode()
    assert '<input type="checkbox" name="value-rounded" value="1" checked>' in page
    cases = (
        ({}, None),
        ({"value-rounded": "1"}, Decimal(10**11)),
        ({"value-rounded": "1", "rounded_to": "1000000000"}, Decimal(10**9)),
    )
    for more, rounded_to in cases:
        indicator = IndicatorFactory(unit="tonnes").pk
        response = add(client, Outcome, {**columns, **more, "id": f"o-{len(more)}", "indicator": indicator})
        assert response.status_code == 302, errors(response)
        assert Outcome.objects.get(pk=f"o-{len(more)}").rounded_to == rounded_to


@pytest.mark.parametrize(
    ("text", "more", "expected"),
    [
        ("1,6 трлн", {"value-rounded": "1"}, Decimal(10**11)),
        ("1,6 трлн", {"value-rounded": "1", "rounded_to": "500000000"}, Decimal(500_000_000)),
        ("1,6 трлн", {}, Decimal(10**9)),
        ("1500000000000", {}, Decimal(10**9)),
        ("1600000000000", {}, Decimal(10**9)),
        ("1600000000001", {}, "This is the rounding of “wrong”, which 1,600,000,000,001 has not"),
        ("1600000000001", {"rounded_to": ""}, None),
    ],
)
def test_rounding_of_the_corrected_figure_is_not_that_of_the_new_one(client, editor, columns, text, more, expected):
    wrong = OutcomeFactory(id="wrong", value=Decimal(1_500_000_000_000), rounded_to=Decimal(10**9))
    columns |= {"indicator": wrong.indicator_id, "corrects": "wrong", "id": "right", "rounded_to": "1000000000"}
    columns |= {"value": text, "value-asked": "1", "as_printed": "same_figure:value:wrong", **more}
    if text == "1,6 трлн":
        columns["value-understood"] = TRILLIONS.replace("15", "16")
    response = add(client, Outcome, columns)
    if isinstance(expected, str):
        assert expected in errors(response)["rounded_to"][0]
        return
    assert response.status_code == 302, errors(response)
    assert Outcome.objects.get(pk="right").rounded_to == expected


def test_range_fills_both_ends_when_confirmed(client, editor, columns):
    columns["value"] = "140000-150000"
    first = add(client, Outcome, columns)
    [(_kind, token, label)] = options(first)
    assert label == "140,000–150,000 = between 140,000 and 150,000 tonnes"
    assert add(client, Outcome, {**columns, "value-understood": token}).status_code == 302
    outcome = Outcome.objects.get()
    assert (outcome.value, outcome.upper_value, outcome.qualifier) == (140000, 150000, "between")


def test_range_against_the_rest_of_the_form_is_asked_about(client, editor, columns):
    [(_kind, token, _label)] = options(add(client, Outcome, {**columns, "value": "140-150"}))
    columns |= {"value": "140-150", "value-understood": token}
    assert "upper_value" in errors(add(client, Outcome, {**columns, "upper_value": "160"}))
    assert "qualifier" in errors(add(client, Outcome, {**columns, "qualifier": "about"}))
    assert not Outcome.objects.exists()


def test_qualifier_in_the_text_must_be_that_of_the_form(client, editor, columns):
    [(_kind, token, _label)] = options(add(client, Outcome, {**columns, "value": "около 140"}))
    columns |= {"value": "около 140", "value-understood": token}
    assert "“about” is written" in errors(add(client, Outcome, columns))["qualifier"][0]
    assert add(client, Outcome, {**columns, "qualifier": "about"}).status_code == 302
    assert Outcome.objects.get().qualifier == "about"


@pytest.mark.parametrize(
    ("text", "basis", "unit", "good"),
    [
        ("150%", "absolute", "vehicles", False),
        ("150%", "absolute", "percent", True),
        ("150%", "percent_change", "vehicles", True),
        ("в 5 раз", "multiple", "vehicles", True),
        ("×5", "multiple", "vehicles", True),
        ("5 есе", "absolute", "vehicles", False),
        ("5 млрд тенге", "absolute", "KZT", True),
        ("5 млрд тенге", "absolute", "USD", False),
    ],
)
def test_unit_in_the_text_must_be_that_of_the_figure(client, editor, columns, text, basis, unit, good):
    columns |= {"indicator": IndicatorFactory(unit=unit).pk, "basis": basis, "value": text}
    [(_kind, token, _label)] = options(add(client, Outcome, columns))
    response = add(client, Outcome, {**columns, "value-understood": token})
    assert (response.status_code == 302) is good
    if not good:
        assert "mend the text, the basis or the indicator" in errors(response)["value"][0]


def test_ends_and_baselines_take_one_plain_figure(client, editor, columns):
    for text, part in (("140-150", "A range does not fit here"), ("около 5", "without “about”")):
        [(_kind, token, _label)] = options(add(client, Outcome, {**columns, "value": "1", "upper_value": text}))
        response = add(client, Outcome, {**columns, "value": "1", "upper_value": text, "upper_value-understood": token})
        assert part in errors(response)["upper_value"][0]


def test_every_figure_of_the_desk_has_a_text_box(client, editor):
    for model, site in admin.site._registry.items():
        for field in model._meta.concrete_fields:
            if isinstance(field, FigureField):
                box = site.formfield_for_dbfield(field, None).widget.render(field.name, None, {})
                assert 'type="text"' in box, field
                assert 'inputmode="decimal"' in box, field
                assert 'type="text"' in field.formfield().widget.render(field.name, None), field


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)
def test_no_page_of_the_desk_has_a_box_for_numbers(client, model):
    client.force_login(UserFactory(admin=True), backend="allauth.account.auth_backends.AuthenticationBackend")
    options = model._meta
    page = client.get(reverse(f"admin:{options.app_label}_{options.model_name}_add"))
    assert page.status_code in {200, 302, 403}
    assert b'type="number"' not in page.content


def test_project_takes_its_units_from_its_own_columns(client, editor):
    programme = ProgrammeFactory()
    project = {"id": "plant", "programme": programme.pk, "name": "Plant", "territory": "kz", "currency": "KZT"}
    project |= {"investment": "5 млрд тенге"}
    [(_kind, token, _label)] = options(add(client, Project, project))
    assert add(client, Project, {**project, "investment-understood": token}).status_code == 302
    assert Project.objects.get().investment == 5 * 10**9


def test_entry_left_as_it_was_is_not_asked_about_and_leaves_no_trace(client, editor):
    programme = ProgrammeFactory()
    project = Project.objects.create(
        id="plant", programme=programme, name="Plant", territory_id="kz", capacity=Decimal("1.234"), capacity_unit="t"
    )
    address = reverse("admin:projects_project_change", args=["plant"])
    form = client.get(address).context["adminform"].form
    sent = {name: form[name].value() or "" for name in form.fields}
    assert sent["capacity"] == "1.2340"
    sent |= {"events-TOTAL_FORMS": "0", "events-INITIAL_FORMS": "0"}
    before = project.history.count()
    response = client.post(address, sent)
    assert response.status_code == 302, errors(response)
    assert Project.objects.get().capacity == Decimal("1.234")
    assert project.history.count() == before


@pytest.mark.parametrize("value", ["0", "1.234", "1234.567", "-1.500", "1500", "0.125", "1000000.001"])
def test_recorded_figure_is_written_so_that_it_is_read_back(value):
    result = read_figure(spelled(Decimal(value)))
    assert result.is_plain
    assert result.reading is not None
    assert result.reading.value == Decimal(value)


def test_what_was_ticked_stays_ticked_while_a_doubt_is_asked_about(client, editor, columns):
    columns |= {"indicator": IndicatorFactory(unit="vehicles").pk, "value": "7,4–7,8"}
    [(_kind, token, _label)] = options(add(client, Outcome, columns))
    columns |= {"value-understood": token, "value-asked": "1", "value-rounded": "1"}

    question = add(client, Outcome, columns)
    page = question.content.decode()
    doubts = re.findall(r'name="as_printed" value="([^"]+)"', page)
    assert doubts, errors(question)
    assert re.search(rf'value="{re.escape(token)}"\s+checked>', page)
    assert '<input type="checkbox" name="value-rounded" value="1" checked>' in page

    response = add(client, Outcome, {**columns, "as_printed": doubts})
    assert response.status_code == 302, errors(response)
    outcome = Outcome.objects.get()
    assert (outcome.value, outcome.upper_value) == (Decimal("7.4"), Decimal("7.8"))
    assert outcome.rounded_to == Decimal("0.1")


@pytest.mark.parametrize(
    ("initial", "text", "changed"),
    [
        (Decimal("1.5"), "1.50", False),
        (Decimal("1.5"), "1.6", True),
        (None, "", False),
        (None, "5", True),
        (Decimal(5), "", True),
        ("5", "5", False),
        ("nonsense", "5", True),
        (Decimal(1500), "1,500", True),
    ],
)
def test_changed_is_another_value_and_not_another_spelling(initial, text, changed):
    assert FigureFormField(required=False).has_changed(initial, Entry(text)) is changed
