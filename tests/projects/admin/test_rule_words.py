"""A form that breaks a rule of a row says so in the editor's language, and nothing is recorded."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.urls import reverse

from projects.models import Indicator, Organisation, Outcome, Project, Target, Territory
from tests.factories import IndicatorFactory, OrganisationFactory, ProgrammeFactory, SourceFactory, TerritoryFactory
from tests.projects.admin.desk_pages import page
from tests.projects.api.rows import GOOD

pytestmark = [pytest.mark.django_db, pytest.mark.once]

BETWEEN = {"qualifier": "between"}
MILESTONE = {"indicator": "plant-open", "basis": "done"}
BROKEN = [
    (Target, {"qualifier": ""}),
    (Target, {**BETWEEN, "value": "", "upper_value": "200"}),
    (Target, BETWEEN),
    (Target, {**BETWEEN, "upper_value": "189"}),
    (Target, {"upper_value": "200"}),
    (Target, {"rounded_to": "0"}),
    (Target, {"baseline_start": "2025-12-31", "baseline_end": "2025-01-01"}),
    (Target, {"window_start": "2027-01-01"}),
    (Target, {"withdrawn": "on"}),
    (Target, {"basis": "done", "qualifier": "", "value": ""}),
    (Outcome, {"qualifier": ""}),
    (Outcome, {**BETWEEN, "upper_value": "88.4"}),
    (Outcome, {"upper_value": "100"}),
    (Outcome, {"rounded_to": "-1"}),
    (Outcome, {**MILESTONE, "value": "2"}),
    (Outcome, {**MILESTONE, "value": ""}),
    (Outcome, {"indicator": "plant-open"}),
    (Outcome, {"compared_with_start": "2025-06-30", "compared_with_end": "2025-01-01"}),
    (Outcome, {"period_start": "2026-07-01"}),
    (Outcome, {"our_slip": "true"}),
    (Organisation, {"succeeded_on": "2024-01-01"}),
    (Indicator, {"accumulation": "milestone"}),
    (Project, {"capacity": "5"}),
    (Project, {"currency": ""}),
]  # fmt: skip
PATHS = {
    Target: "targets", Outcome: "outcomes", Organisation: "organisations", Indicator: "indicators", Project: "projects",
}  # fmt: skip


@pytest.fixture(autouse=True)
def rows(editor):
    programme = ProgrammeFactory(id="pool")
    IndicatorFactory(id="pool-count", programme=programme)
    IndicatorFactory(id="plant-open", programme=programme, accumulation="milestone", unit="")
    SourceFactory(id="newspaper")
    for territory in ("kz", "kz-79"):
        TerritoryFactory(id=territory)
    OrganisationFactory(id="old-ministry")


def refusals(client, address, columns, lang):
    answer = client.post(address, columns, headers={"accept-language": lang})
    assert answer.status_code == 200, columns
    lists = re.findall(r'<ul class="errorlist[^>]*>(.*?)</ul>', answer.content.decode(), re.DOTALL)
    return [unescape(re.sub("<[^>]*>", " ", text)).strip() for text in lists]


def in_three_languages(client, address, columns):
    english, *others = (refusals(client, address, columns, lang) for lang in ("en", "ru", "kk"))
    assert english
    for sentences in others:
        assert len(sentences) == len(english)
        words = (re.sub("plant-open|pool-count", "", text) for text in sentences)
        assert not [text for text in words if re.search("[A-Za-z]", text)]


@pytest.mark.parametrize(("model", "changes"), BROKEN, ids=lambda part: getattr(part, "__name__", str(part)))
def test_form_breaks_a_rule_in_words_of_the_editors_language(client, model, changes):
    columns = {**GOOD[PATHS[model]], **changes}
    if columns.get("final") is False:
        del columns["final"]
    before = model.objects.count()
    in_three_languages(client, page(model, "add"), columns)
    assert model.objects.count() == before


@pytest.mark.parametrize(
    ("model", "changes"),
    [
        (Organisation, {"name": "Ministry", "kind": "ministry", "parent": "old-ministry"}),
        (Organisation, {"name": "Ministry", "kind": "ministry", "succeeds": "old-ministry"}),
        (Territory, {"name": "Kazakhstan", "parent": "kz"}),
    ],
)
def test_row_that_names_itself_is_told_so_in_the_editors_language(client, model, changes):
    row = changes.get("parent") or changes["succeeds"]
    address = reverse(f"admin:projects_{model._meta.model_name}_change", args=[row])
    in_three_languages(client, address, {"id": row, **changes})
