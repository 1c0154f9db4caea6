"""What the desk says: names in the editor's language, plurals, rules in words, no link that ends at a closed door."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import translation

from projects.actions.refresh import refresh_assessments
from projects.models import Assessment, AuditEntry
from tests.factories import (
    IndicatorFactory,
    OrganisationFactory,
    OutcomeFactory,
    ProgrammeFactory,
    SourceFactory,
    TargetFactory,
    TerritoryFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]

AT = datetime(2024, 8, 1, 9, tzinfo=UTC)
MODELS = list(admin.site._registry)


def page(client, name, *args, lang="en", query=""):
    address = reverse(f"admin:projects_{name}", args=args)
    return client.get(address + query, headers={"accept-language": lang}).content.decode()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
@pytest.mark.parametrize("lang", ["ru", "kk"])
def test_every_table_has_its_plural(model, lang):
    with translation.override(lang):
        names = str(model._meta.verbose_name), str(model._meta.verbose_name_plural)
    assert not [name for name in names if re.search("[a-z]", name)], names


@pytest.mark.parametrize(("lang", "name"), [("ru", "Министерство"), ("kk", "Министрлік"), ("en", "Ministry")])
def test_names_are_in_the_language_of_the_editor(client, editor, lang, name):
    body = OrganisationFactory(id="m", name="Ministry", name_ru="Министерство", name_kk="Министрлік")
    programme = ProgrammeFactory(id="pool", responsible=body)
    IndicatorFactory(programme=programme)
    OrganisationFactory(id="child", parent=body)
    assert name in page(client, "organisation_changelist", lang=lang)
    assert name in page(client, "programme_changelist", lang=lang)
    assert name in page(client, "programme_change", "pool", lang=lang)
    assert name in page(client, "organisation_history", "m", lang=lang)
    query = {"app_label": "projects", "model_name": "programme", "field_name": "responsible", "term": ""}
    choices = client.get(reverse("admin:autocomplete"), query, headers={"accept-language": lang}).json()["results"]
    assert name in {item["text"] for item in choices}


def test_what_is_taken_is_said_in_words(client, editor):
    target = TargetFactory(id="pool")
    TargetFactory(id="later", indicator=target.indicator, revises=target, announced=date(2024, 4, 1))
    typed = {
        "indicator": target.indicator_id,
        "value": "200",
        "qualifier": "exactly",
        "basis": "absolute",
        "timing": "within_period",
        "announced": "2024-05-01",
        "deadline": "2024-12-31",
        "source": target.source_id,
        "revises": "pool",
    }
    errors = client.post(reverse("admin:projects_target_add"), typed).context["adminform"].form.errors
    assert "Is revised by later already" in errors["revises"][0]
    body = {"id": "m", "name": "M", "kind": "ministry"}
    OrganisationFactory(id="m")
    errors = client.post(reverse("admin:projects_organisation_add"), body).context["adminform"].form.errors
    assert errors["id"] == ["“m” is taken: every row has an id of its own."]
    taken = client.post(reverse("admin:projects_target_add"), {**typed, "id": "pool", "revises": ""})
    assert taken.context["adminform"].form.errors["id"] == ["“pool” is taken: every row has an id of its own."]


def test_revision_takes_over_nothing_that_the_older_announcement_printed(client, editor):
    printed = {"deadline_text": "by the spring", "locator": "p. 3", "speaker": "The minister", "note": "Seen."}
    TargetFactory(id="pool", **printed)
    form = client.get(reverse("admin:projects_target_add") + "?revises=pool").context["adminform"].form
    assert {name: form[name].value() or "" for name in printed} == dict.fromkeys(printed, "")
    assert str(form["deadline"].value()) == "2024-12-31"


@pytest.mark.parametrize(("what", "args"), [("history", True), ("change", True), ("changelist", False)])
def test_no_link_leads_an_editor_to_a_closed_door(client, editor, what, args):
    """Of every table: the list, a row and its history, each link opened."""
    territory = TerritoryFactory()
    source = SourceFactory()
    for model in (type(territory), type(source)):  # a history written by an admin
        row = model.objects.first()
        row._history_user = UserFactory(admin=True)
        row.save()
    OutcomeFactory(indicator=TargetFactory().indicator)
    AuditEntry.objects.create(action="record", done_at=AT, done_by=UserFactory(admin=True))
    refresh_assessments(as_of=AT.date(), at=AT)
    closed = []
    for model in MODELS:
        row = model.objects.first()
        if model._meta.app_label != "projects" or row is None:
            continue
        address = reverse(f"admin:projects_{model._meta.model_name}_{what}", args=[row.pk] if args else [])
        for link in set(re.findall(r'href="(/admin/[^"?#]*)', client.get(address).content.decode())):
            if "logout" not in link and client.get(link).status_code not in (200, 302):
                closed.append((address, link))
    assert not closed


def test_what_is_stale_or_disputed_gets_no_green_tick(client, editor):
    TargetFactory(id="pool")
    refresh_assessments(as_of=AT.date(), at=AT)
    Assessment.objects.update(stale=True, disputed=True)
    for text in (
        page(client, "assessment_changelist"),
        page(client, "assessment_change", Assessment.objects.get().pk),
        page(client, "target_changelist"),
        page(client, "target_change", "pool"),
    ):
        assert "icon-yes" not in text
        assert "icon-no" not in text
    assert page(client, "assessment_changelist", lang="ru").count("⚠ да") == 2


@pytest.mark.parametrize(
    ("lang", "heading"), [("ru", "Пожалуйста, исправьте ошибку ниже."), ("kk", "Төмендегі қатені түзетіңіз.")]
)
def test_heading_over_a_mistake_is_in_the_language_of_the_editor(client, editor, lang, heading):
    form = {"id": "m", "name": "M"}
    response = client.post(reverse("admin:projects_organisation_add"), form, headers={"accept-language": lang})
    assert heading in response.content.decode()


@pytest.mark.parametrize(
    ("lang", "title", "saved"),
    [
        ("en", "Error: Add target", "The target “t” was added successfully."),
        ("ru", "Ошибка: Добавить: цель", "Записано: цель «t»."),
        ("kk", "Қате: Қосу: мақсат", "Жазылды: мақсат «t»."),
    ],
)
def test_what_is_saved_and_what_is_wrong_is_said_in_one_language(client, editor, lang, title, saved):
    address = reverse("admin:projects_target_add")
    columns = {
        "id": "t",
        "indicator": IndicatorFactory().pk,
        "basis": "absolute",
        "qualifier": "exactly",
        "value": "180",
        "timing": "within_period",
        "window_start": "2024-01-01",
        "deadline": "2024-12-31",
        "announced": "2024-02-05",
        "source": SourceFactory().pk,
    }
    wrong = client.post(address, {**columns, "value": ""}, headers={"accept-language": lang})
    assert f"<title>{title} |" in wrong.content.decode()
    response = client.post(address, columns, follow=True, headers={"accept-language": lang})
    shown = [str(message) for message in response.context["messages"]]
    assert [re.sub(r"<[^>]+>", "", message) for message in shown] == [saved]


@pytest.mark.parametrize(
    ("lang", "deadline", "heading"),
    [
        ("en", "Dec. 31, 2024", "The chain of announcements"),
        ("ru", "31 декабря 2024", "Цепочка объявлений"),
        ("kk", "2024 ж. 31 желтоқсан", "Хабарламалар тізбегі"),
    ],
)
def test_a_recorded_target_has_dates_and_headings_in_the_language_of_the_editor(
    client, editor, lang, deadline, heading
):
    target = TargetFactory(deadline=date(2024, 12, 31))
    shown = page(client, "target_change", target.pk, lang=lang)
    assert deadline in shown
    assert heading in shown


@pytest.mark.parametrize(("lang", "total"), [("en", "2 in all"), ("ru", "Всего: 2"), ("kk", "Барлығы: 2")])
def test_lists_count_without_a_wrong_plural(client, editor, lang, total):
    TargetFactory.create_batch(2)
    shown = page(client, "target_changelist", lang=lang)
    assert total in re.search(r'<p class="paginator">(.*?)</p>', shown, re.DOTALL).group(1)
